"""Which rows a catalogue takes, and what every shipped row says."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_rows import EVIDENCE, TODAY, catalogue, of_level, row

from screening.definition import build_definition, load_definition
from screening.errors import DefinitionError
from screening.supports.catalogue import RowFile, load_catalogue, shipped_files, suggest
from screening.supports.support import Principle, Support

SHIPPED = load_catalogue()
LEVELS = tuple(SHIPPED.levels)
RULES = tuple(SHIPPED.rules)


def support(**changes: object) -> Support:
    return build_definition(row("one", **changes), Support, where="one")


@pytest.mark.parametrize("level", ["insufficient", "limited", "mixed"])
def test_a_weak_row_may_not_be_auto(level):
    with pytest.raises(DefinitionError, match="too weak for suggest = 'auto'"):
        support(evidence=of_level(level))


def test_ordinary_practice_does_not_excuse_a_row_of_which_too_little_is_known():
    with pytest.raises(DefinitionError, match="too weak"):
        support(practice_default=True, evidence=of_level("insufficient"))


@pytest.mark.parametrize("level", ["limited", "mixed"])
def test_ordinary_practice_may_be_auto_and_says_so(level):
    practice = support(practice_default=True, evidence=of_level(level))
    assert practice.label(areas=[]) == f"one (usual practice, evidence {level})"


@pytest.mark.parametrize("level", ["null", "potential_harm"])
@pytest.mark.parametrize("rule", ["auto", "human", "info"])
def test_what_has_no_use_or_harms_is_offered_by_nobody(level, rule):
    with pytest.raises(DefinitionError, match="must be suggest = 'never'"):
        support(evidence=of_level(level), suggest=rule, practice_default=True)


@pytest.mark.parametrize("appears", [["list"], ["letter"], ["page", "list"], ["page", "letter"]])
@pytest.mark.parametrize("level", ["null", "potential_harm", "strong"])
def test_what_is_never_suggested_stands_on_the_page_alone(level, appears):
    with pytest.raises(DefinitionError, match="stands on the page alone"):
        support(evidence=of_level(level), suggest="never", appears=appears)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "out_of_scope"}, "out of scope must be suggest = 'never'"),
        ({"evidence": of_level("not_applicable"), "suggest": "human"}, "supports no offer"),
        ({"region": ["US"]}, "holds in every region"),
        ({"always_fits": True, "format": ["group"]}, "one person who meets one student"),
        (
            {"evidence": of_level("insufficient"), "suggest": "info", "appears": ["letter"]},
            "letter",
        ),
        ({"ages": {"from": 9, "to": 8}}, "below"),
        ({"typo": 1}, "not a known key"),
        ({"areas": []}, "areas"),
        ({"tiers": [2, 4]}, "tiers.1"),
        ({"id": "Two Words"}, "id"),
    ],
)
def test_a_contradictory_row_is_refused_in_one_line(changes, words):
    with pytest.raises(DefinitionError, match=re.escape(words)) as refused:
        support(**changes)
    assert len(refused.value.message.splitlines()) == 1


@pytest.mark.parametrize("key", sorted(set(row("one")) - {"id"}))
def test_a_row_without_any_one_of_its_keys_is_refused(key):
    bare = {name: value for name, value in row("one").items() if name != key}
    with pytest.raises(DefinitionError, match=f"{key}: is missing"):
        build_definition(bare, Support, where="one")


@pytest.mark.parametrize("key", sorted(EVIDENCE))
def test_evidence_without_its_level_source_note_or_reading_is_refused(key):
    evidence = {name: value for name, value in EVIDENCE.items() if name != key}
    with pytest.raises(DefinitionError, match=f"evidence.{key}: is missing"):
        support(evidence=evidence)


def test_an_empty_source_is_refused():
    with pytest.raises(DefinitionError, match="source"):
        support(evidence=EVIDENCE | {"source": " "})


@given(
    level=st.sampled_from(LEVELS),
    rule=st.sampled_from(RULES),
    practice=st.booleans(),
    kind=st.sampled_from(("support", "habit", "out_of_scope")),
    appears=st.lists(st.sampled_from(("list", "letter", "page")), min_size=1, unique=True),
    first=st.integers(5, 30),
)
def test_whatever_a_district_writes_a_row_is_refused_or_harmless(
    level, rule, practice, kind, appears, first
):
    written = row(
        "one",
        evidence=of_level(level),
        suggest=rule,
        practice_default=practice,
        kind=kind,
        appears=appears,
        ages={"from": first, "to": 40},
    )
    try:
        taken = catalogue(written)
    except DefinitionError:
        return
    one = taken.support[0]
    offered = suggest(taken, areas=["attention"], tier=2, grade="12", today=TODAY)
    if level in {"null", "potential_harm", "not_applicable"} or kind == "out_of_scope":
        assert one.suggest == "never"
        assert one.appears == ("page",)
        assert not offered
    assert not (first >= 18 and one.suggest != "never")
    assert not (offered and rule != "auto")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("one"), row("one")], "same id 'one'"),
        ([row("one", areas=["magic"])], "'magic' is not listed"),
        ([row("one", ages={"from": 18, "to": 60})], "is for adults"),
        ([row("one", areas=["externalising"], format=["group"])], "say check_first"),
    ],
)
def test_a_contradictory_catalogue_is_refused(rows, words):
    with pytest.raises(DefinitionError, match=words):
        catalogue(*rows)


def test_a_group_with_behaviour_concerns_that_says_what_to_check_is_taken():
    checked = row(
        "one",
        areas=["externalising"],
        format=["group"],
        check_first={"area": "externalising", "words": "check the group mix"},
    )
    assert catalogue(checked).support[0].label(areas=["externalising"]) == (
        "one (evidence moderate; check the group mix)"
    )


def test_what_rows_of_a_file_share_is_said_once_and_a_row_may_differ():
    shared = {"owner": "District", "checked_on": dt.date(2026, 9, 1)}
    bare = {key: value for key, value in row("one").items() if key not in shared}
    content = {"every": shared, "support": [bare, bare | {"id": "two", "owner": "School"}]}
    owners = [each.owner for each in build_definition(content, RowFile, where="rows").support]
    assert owners == ["District", "School"]


def test_a_faulty_row_is_named_by_file_line_and_key(tmp_path):
    path = tmp_path / "rows.toml"
    path.write_text('[[support]]\nid = "one"\nsuggest = "perhaps"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"rows.toml:3: support.0.suggest: ") as refused:
        load_definition(path, RowFile)
    assert "rows.toml:1: support.0.name: is missing" in refused.value.message


def test_every_file_of_rows_is_named_once_in_the_order_of_offers():
    assert sorted(SHIPPED.files) == [path.name for path in shipped_files()]
    assert len(set(SHIPPED.files)) == len(SHIPPED.files)


def test_the_catalogue_holds_what_it_held_when_it_was_counted():
    assert len(SHIPPED.support) == 71
    assert len(SHIPPED.access) == 16
    assert len(SHIPPED.principle) == 26


@pytest.mark.parametrize("shipped", SHIPPED.rows, ids=lambda each: each.id)
def test_a_shipped_row_says_everything_in_whole_sentences(shipped):
    said = [shipped.plain, shipped.caution, shipped.evidence.note, shipped.claim_checked]
    said += [shipped.access] if isinstance(shipped, Support) else []
    for text in filter(None, said):
        assert re.fullmatch(r"[A-Z0-9'].*[.]", text), text
    assert shipped.name[0].isupper()
    assert shipped.checked_on < shipped.review_by
    assert (shipped.review_by - shipped.checked_on).days < 380


@pytest.mark.parametrize("shipped", SHIPPED.rows, ids=lambda each: each.id)
def test_general_knowledge_is_never_given_out_as_a_source_that_was_read(shipped):
    if "eneral knowledge" in shipped.evidence.source:
        assert shipped.evidence.checked != "looked_up"


@pytest.mark.parametrize("shipped", SHIPPED.rows, ids=lambda each: each.id)
def test_no_row_uses_a_word_of_judgement(shipped):
    words = re.compile(
        r"\b(diagnos\w+|disorders?|abnormal\w*|risk scores?|patholog\w*|fail(ed|ure|s)?)\b",
        re.IGNORECASE,
    )
    assert not words.search(str(shipped.model_dump(exclude={"id"}))), shipped.id


def test_eight_kinds_of_usual_practice_are_offered_below_moderate_evidence():
    usual = {each.id for each in SHIPPED.support if each.practice_default}
    assert usual == {
        "school-counselling",
        "social-skills-group",
        "mental-health-literacy",
        "psychoeducation",
        "goal-setting",
        "check-in-check-out",
        "good-behaviour-game",
        "regular-check-in",
    }


@pytest.mark.parametrize(
    ("support_id", "level", "rule"),
    [
        ("mindfulness-universal", "null", "never"),
        ("dbt-skills-universal", "potential_harm", "never"),
        ("act-universal", "null", "never"),
        ("gratitude", "null", "never"),
        ("medication", "moderate", "never"),
        ("psychedelics", "not_applicable", "never"),
        ("couples-therapy", "not_applicable", "never"),
        ("mindfulness-targeted", "limited", "human"),
        ("dbt-a", "moderate", "human"),
        ("cbt-individual", "strong", "human"),
        ("act-targeted", "limited", "human"),
        ("peer-support", "mixed", "human"),
        ("art-therapy", "limited", "human"),
        ("digital-cbt-guided", "moderate", "human"),
        ("digital-selfhelp-unguided", "insufficient", "info"),
        ("physical-activity", "moderate", "info"),
        ("mood-tracking", "insufficient", "human"),
        ("cbt-group-targeted", "moderate", "auto"),
        ("parent-training", "strong", "auto"),
    ],
)
def test_what_is_known_of_much_named_kinds_of_help_is_said_honestly(support_id, level, rule):
    found = SHIPPED.support_by_id(support_id)
    assert (found.evidence.level, found.suggest) == (level, rule)


def test_what_is_useless_or_harms_is_known_by_the_names_a_district_may_give_it():
    for each in SHIPPED.support:
        if each.evidence.level in {"null", "potential_harm"}:
            assert each.also_called, each.id
            assert all(word == word.casefold() for word in each.also_called)


def test_a_principle_that_says_nothing_follows_from_it_is_refused():
    silent = SHIPPED.principle[0].model_dump() | {"does": (), "left_to_people": ""}
    with pytest.raises(DefinitionError, match="say what the software does or what is left"):
        build_definition(silent, Principle, where="principle")


def test_what_somebody_gives_is_never_given_by_nobody_where_it_is_offered():
    for each in SHIPPED.support:
        assert ("nobody" in each.delivered_by) <= (each.suggest == "never")


def test_evidence_levels_are_explained_from_strong_to_harmful():
    strongest_first = ["strong", "moderate", "limited"]
    places = [LEVELS.index(level) for level in strongest_first]
    assert all(first < second for first, second in pairwise(places))
    assert set(LEVELS) == {each.evidence.level for each in SHIPPED.rows}
    assert set(RULES) == {each.suggest for each in SHIPPED.support}
