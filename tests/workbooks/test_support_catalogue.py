"""The supports a list may suggest, and those it may not."""

import datetime as dt
import itertools

import pytest

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.programme.grades import CANONICAL_GRADES
from screening.supports.catalogue import Catalogue, load_catalogue, suggest

TODAY = dt.date(2026, 10, 26)
EVIDENCE = {"level": "moderate", "source": "A trial (2020)", "note": "Helped.", "checked": "partly"}


def row(support_id: str, **changes: object) -> dict[str, object]:
    return {
        "id": support_id,
        "name": support_id,
        "areas": ["attention"],
        "tiers": [2],
        "ages": {"from": 5, "to": 18},
        "suggest": "auto",
        "evidence": EVIDENCE,
        "caution": "Mind this.",
        "review_by": dt.date(2027, 1, 1),
    } | changes


def catalogue(*rows: dict[str, object]) -> Catalogue:
    content = {
        "title": "Small",
        "school_ages": {"from": 5, "to": 18},
        "areas": {"attention": "attention", "externalising": "behaviour"},
        "support": list(rows),
    }
    return build_definition(content, Catalogue, where="small.toml")


def ids(found: tuple) -> list[str]:
    return [support.id for support in found]


def ask(small: Catalogue, areas=("attention",), tier=2, grade="7", today=TODAY) -> list[str]:
    return ids(suggest(small, areas=areas, tier=tier, grade=grade, today=today))


def test_the_starter_catalogue_holds_the_twelve_supports():
    assert ids(load_catalogue().support) == [
        "school-counselling",
        "cbt-group-targeted",
        "coping-skills-group",
        "problem-solving-skills",
        "social-skills-group",
        "adult-mentoring",
        "parent-training",
        "daily-report-card",
        "classroom-adjustments",
        "check-in-check-out",
        "regular-check-in",
        "psychoeducation",
    ]


def test_every_suggestion_of_the_starter_catalogue_is_sourced_and_not_weak():
    small = load_catalogue()
    for area, tier, grade in itertools.product(small.areas, (2, 3), (*CANONICAL_GRADES, "unknown")):
        for support in suggest(small, areas=[area], tier=tier, grade=grade, today=TODAY):
            strong = support.evidence.level in {"strong", "moderate"}
            assert strong or support.practice_default
            assert support.evidence.level not in {"null", "potential_harm", "insufficient"}
            assert support.evidence.source


def test_every_flagged_student_of_school_age_gets_a_suggestion():
    small = load_catalogue()
    for area, tier, grade in itertools.product(
        (*small.areas, "not_known"), (2, 3), CANONICAL_GRADES[1:]
    ):
        assert suggest(small, areas=[area], tier=tier, grade=grade, today=TODAY)


@pytest.mark.parametrize(
    ("areas", "tier", "grade", "first"),
    [
        (["internalising"], 2, "7", "cbt-group-targeted"),
        (["internalising"], 2, "1", "school-counselling"),
        (["internalising"], 3, "7", "school-counselling"),
        (["externalising"], 3, "2", "school-counselling"),
        (["externalising"], 2, "3", "parent-training"),
        (["externalising"], 2, "7", "problem-solving-skills"),
        (["attention"], 2, "4", "daily-report-card"),
        (["attention"], 2, "10", "classroom-adjustments"),
        (["peer_social"], 2, "7", "adult-mentoring"),
        (["substance"], 2, "9", "school-counselling"),
        ([], 2, "9", "school-counselling"),
    ],
)
def test_the_first_suggestion_follows_area_tier_and_age(areas, tier, grade, first):
    assert ask(load_catalogue(), areas, tier, grade)[0] == first


def test_a_class_for_parents_stops_before_age_twelve():
    assert "parent-training" in ask(load_catalogue(), ["externalising"], grade="5")
    assert "parent-training" not in ask(load_catalogue(), ["externalising"], grade="6")


def test_an_unknown_grade_is_offered_only_what_suits_every_school_age():
    found = ask(load_catalogue(), ["externalising"], grade="unknown")
    assert set(found) == {"school-counselling", "psychoeducation", "regular-check-in"}


def test_a_row_is_suggested_on_its_last_day_and_listed_as_stale_after_it():
    small = catalogue(row("one"))
    assert ask(small, today=dt.date(2027, 1, 1)) == ["one"]
    assert small.stale(today=dt.date(2027, 1, 1)) == ()
    assert ask(small, today=dt.date(2027, 1, 2)) == []
    assert ids(small.stale(today=dt.date(2027, 1, 2))) == ["one"]


@pytest.mark.parametrize("rule", ["human", "info", "never"])
def test_only_auto_rows_are_suggested(rule):
    assert ask(catalogue(row("one", suggest=rule), row("two"))) == ["two"]


@pytest.mark.parametrize("level", ["insufficient", "null", "potential_harm", "limited", "mixed"])
def test_a_weak_row_may_not_be_auto(level):
    with pytest.raises(DefinitionError, match="too weak"):
        catalogue(row("one", evidence=EVIDENCE | {"level": level}))


@pytest.mark.parametrize("level", ["insufficient", "null", "potential_harm"])
def test_ordinary_practice_does_not_excuse_harmful_or_useless_rows(level):
    with pytest.raises(DefinitionError, match="too weak"):
        catalogue(row("one", practice_default=True, evidence=EVIDENCE | {"level": level}))


@pytest.mark.parametrize("missing", ["source", "level", "checked"])
def test_a_row_without_its_evidence_is_refused(missing):
    evidence = {key: value for key, value in EVIDENCE.items() if key != missing}
    with pytest.raises(DefinitionError, match=f"evidence.{missing}: is missing"):
        catalogue(row("one", evidence=evidence))


def test_an_empty_source_is_refused():
    with pytest.raises(DefinitionError, match="source"):
        catalogue(row("one", evidence=EVIDENCE | {"source": " "}))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("one"), row("one")], "same id"),
        ([row("one", areas=["magic"])], "'magic' is not listed"),
        ([row("one", ages={"from": 9, "to": 8})], "below"),
        ([row("one", typo=1)], "not a known key"),
    ],
)
def test_a_contradictory_catalogue_is_refused(rows, words):
    with pytest.raises(DefinitionError, match=words):
        catalogue(*rows)


def test_tested_supports_stand_before_ordinary_practice_whatever_the_areas():
    small = catalogue(
        row("usual", practice_default=True, areas=["attention", "externalising"]),
        row("tested"),
    )
    assert ask(small, ["attention", "externalising"]) == ["tested", "usual"]


def test_more_areas_met_then_stronger_evidence_then_the_catalogue_decide():
    strong = EVIDENCE | {"level": "strong"}
    small = catalogue(
        row("first"),
        row("second"),
        row("strong", evidence=strong),
        row("both", areas=["attention", "externalising"]),
    )
    found = ask(small, ["attention", "externalising"])
    assert found == ["both", "strong", "first", "second"]


def test_a_label_names_the_evidence_and_what_to_check_first():
    group = load_catalogue().support_by_id("social-skills-group")
    assert group.label(areas=["peer_social"]) == (
        "Social skills group (usual practice, evidence limited)"
    )
    assert group.label(areas=["externalising"]).endswith("; check the group mix)")


def test_an_area_of_another_catalogue_is_shown_with_spaces():
    assert load_catalogue().area_words("peer_social") == "friends and fitting in"
    assert load_catalogue().area_words("sleep_habits") == "sleep habits"
