"""A programme's own supports: local places, rows of its own, stricter rules, and nothing laxer."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programme_builder import Folder
from support_rows import TODAY, ids

from screening.errors import DefinitionError
from screening.programme.load import load_programme, open_folder
from screening.run.window_run import inputs_of, open_run
from screening.supports.catalogue import load_catalogue, suggest
from screening.supports.local_catalogue import catalogue_with

SHIPPED = load_catalogue()
MADE_UP = Path(__file__).parents[2] / "screening/synthetic/programme/supports.toml"
SERVICE = """
[[service]]
id = "family-center"
name = "Family Center"
offers = ["parent-training"]
phone = "555-0161"
where = "Example Street"
reached_by = ["public_transport"]
languages = ["en", "es"]
cost = ["free"]
wait = "four weeks"
owner = "Office"
checked_on = 2026-09-01
review_by = 2027-03-01
"""
OWN = """
[[support]]
id = "lunch-club"
name = "Lunch club"
plain = "Students eat together with an adult."
areas = ["peer_social"]
tiers = [2]
format = ["group"]
ages = { from = 6, to = 12 }
delivered_by = ["class_teacher"]
access = "A room at noon."
cost = "free"
appears = ["list", "page"]
suggest = "human"
caution = "Mind who is left out."
owner = "Office"
checked_on = 2026-09-01
review_by = 2027-03-01
evidence = { level = "limited", source = "Own count", note = "Liked.", checked = "looked_up" }
"""
CHANGE = """
[[change]]
id = "check-in-check-out"
suggest = "human"
reason = "No adult is free twice a day."
owner = "Office"
"""


def local(tmp_path: Path, *parts: str):
    path = tmp_path / "supports.toml"
    path.write_text("".join(parts), encoding="utf-8")
    return catalogue_with(path)


def labels(catalogue, *, areas, grade, tier=2, today=TODAY) -> list[str]:
    found = suggest(catalogue, areas=areas, tier=tier, grade=grade, today=today)
    return [each.label(areas=areas) for each in found]


def test_without_a_file_the_catalogue_is_the_shipped_one():
    assert catalogue_with(None) is SHIPPED


def test_a_place_is_named_beside_the_support_that_it_gives(tmp_path):
    found = labels(local(tmp_path, SERVICE), areas=["externalising"], grade="3")
    assert found[0] == (
        "Class for parents, in a group (evidence strong; at Family Center, 555-0161)"
    )
    assert not any("Family Center" in label for label in found[1:])


def test_a_place_changes_neither_what_is_suggested_nor_its_order(tmp_path):
    with_place = suggest(
        local(tmp_path, SERVICE), areas=["externalising"], tier=2, grade="3", today=TODAY
    )
    without = suggest(SHIPPED, areas=["externalising"], tier=2, grade="3", today=TODAY)
    assert ids(with_place) == ids(without)


@pytest.mark.parametrize(
    ("key", "grade", "areas", "today", "named"),
    [
        ("ages = { from = 5, to = 9 }", "3", ["externalising"], TODAY, True),
        ("ages = { from = 5, to = 8 }", "3", ["externalising"], TODAY, False),
        ('areas = ["externalising"]', "3", ["externalising"], TODAY, True),
        ('areas = ["family"]', "3", ["externalising"], TODAY, False),
        ('note = "Upstairs."', "3", ["externalising"], dt.date(2027, 3, 1), True),
        ('note = "Upstairs."', "3", ["externalising"], dt.date(2027, 3, 2), False),
    ],
)
def test_a_place_is_named_for_its_ages_and_areas_until_its_last_day(
    tmp_path, key, grade, areas, today, named
):
    first = labels(local(tmp_path, SERVICE, key), areas=areas, grade=grade, today=today)[0]
    assert first.startswith("Class for parents")
    assert ("Family Center" in first) == named


def test_two_places_are_named_and_a_third_is_not(tmp_path):
    places = [
        SERVICE.replace("family-center", f"center-{each}").replace(
            "Family Center", f"Center {each}"
        )
        for each in "abc"
    ]
    first = labels(local(tmp_path, *places), areas=["externalising"], grade="3")[0]
    assert first.endswith("; at Center a, 555-0161; at Center b, 555-0161)")


def test_a_row_of_its_own_stands_behind_the_shipped_ones(tmp_path):
    auto = OWN.replace('suggest = "human"', 'suggest = "auto"\npractice_default = true')
    found = local(tmp_path, auto)
    assert ids(found.support)[:-1] == ids(SHIPPED.support)
    asked = suggest(found, areas=["peer_social"], tier=2, grade="3", today=TODAY)
    assert "lunch-club" in ids(asked)


def test_a_district_may_keep_a_shipped_row_from_its_lists(tmp_path):
    changed = local(tmp_path, CHANGE)
    row = changed.support_by_id("check-in-check-out")
    assert (row.suggest, row.owner) == ("human", "Office")
    assert row.evidence == SHIPPED.support_by_id("check-in-check-out").evidence
    found = suggest(changed, areas=["externalising"], tier=2, grade="3", today=TODAY)
    assert "check-in-check-out" not in ids(found)


def test_what_a_district_switches_off_stands_on_the_page_alone(tmp_path):
    off = local(tmp_path, CHANGE.replace('"human"', '"never"'))
    assert off.support_by_id("check-in-check-out").appears == ("page",)


def test_a_district_that_read_a_row_again_moves_its_date(tmp_path):
    later = CHANGE.replace('suggest = "human"', "review_by = 2030-01-01")
    row = local(tmp_path, later).support_by_id("check-in-check-out")
    assert row.review_by == dt.date(2030, 1, 1)
    assert row.suggest == "auto"


STRICTER = {("auto", "human"), ("auto", "never"), ("human", "never"), ("info", "never")}


@pytest.mark.parametrize("row", SHIPPED.support, ids=lambda row: row.id)
@pytest.mark.parametrize("rule", ["human", "never"])
def test_no_rule_is_ever_made_laxer(tmp_path_factory, row, rule):
    text = CHANGE.replace("check-in-check-out", row.id).replace('"human"', f'"{rule}"')
    folder = tmp_path_factory.mktemp("own")
    if (row.suggest, rule) in STRICTER:
        assert local(folder, text).support_by_id(row.id).suggest == rule
    else:
        with pytest.raises(DefinitionError, match=r"supports.toml:4: .*stricter, never laxer"):
            local(folder, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CHANGE.replace('"human"', '"auto"'), "change.0.suggest"),
        (CHANGE.replace("check-in-check-out", "no-such"), "no shipped support 'no-such'"),
        (CHANGE + CHANGE, "changed twice"),
        (CHANGE.replace('suggest = "human"\n', ""), "changes nothing"),
        (CHANGE.replace('reason = "No adult is free twice a day."\n', ""), "reason: is missing"),
        (SERVICE.replace("family-center", "gratitude"), "another row's id"),
        (SERVICE + SERVICE, "'family-center' is another row's id"),
        (SERVICE.replace("parent-training", "no-such"), "no support 'no-such'"),
        (SERVICE.replace("parent-training", "gratitude"), "never suggested (evidence null)"),
        (SERVICE.replace("parent-training", "medication"), "never suggested (evidence moderate)"),
        (SERVICE + 'areas = ["magic"]', "'magic' is no area"),
        (SERVICE.replace('phone = "555-0161"\n', ""), "phone: is missing"),
        (SERVICE.replace('owner = "Office"\n', ""), "owner: is missing"),
        (SERVICE.replace('["free"]', '["free", "gratis"]'), "cost"),
        (OWN.replace("lunch-club", "school-counselling"), "another row's id"),
        (OWN.replace("peer_social", "magic"), "'magic' is not listed"),
        (OWN.replace('suggest = "human"', 'suggest = "auto"'), "too weak for suggest = 'auto'"),
        (OWN.replace('"limited"', '"null"'), "must be suggest = 'never'"),
        (OWN.replace("from = 6, to = 12", "from = 18, to = 60"), "is for adults"),
        (CHANGE.replace("check-in-check-out", "compassion"), "no shipped support 'compassion'"),
    ],
)
def test_a_faulty_file_is_refused_in_one_line_with_its_place(tmp_path, text, message):
    with pytest.raises(DefinitionError) as refused:
        local(tmp_path, text)
    assert message in refused.value.message
    assert refused.value.message.startswith("supports.toml:")
    assert len(refused.value.message.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "form", "refused_for"),
    [
        ("Mindfulness in every class", "class", "mindfulness-universal"),
        ("Guided meditation assembly", "whole_school", "mindfulness-universal"),
        ("DBT STEPS for year 8", "class", "dbt-skills-universal"),
        ("Our gratitude wall", "class", "gratitude"),
        ("Medication clinic", "individual", "medication"),
        ("Psilocybin study", "individual", "psychedelics"),
        ("Mindfulness group, by choice", "group", None),
        ("Lunch club", "class", None),
    ],
)
def test_what_nobody_is_offered_does_not_come_back_under_another_name(
    tmp_path, name, form, refused_for
):
    text = OWN.replace("Lunch club", name).replace('["group"]', f'["{form}"]')
    if refused_for is None:
        assert local(tmp_path, text).support[-1].name == name
    else:
        with pytest.raises(DefinitionError, match=f"what '{refused_for}' is about"):
            local(tmp_path, text)
        never = text.replace('"human"', '"never"').replace('"list", ', "")
        assert local(tmp_path, never).support[-1].suggest == "never"


rows = st.sampled_from([row.id for row in SHIPPED.support])


@given(
    offered=rows,
    areas=st.lists(st.sampled_from(list(SHIPPED.areas)), min_size=1, max_size=3),
    tier=st.sampled_from((1, 2, 3)),
    grade=st.sampled_from(("K", "4", "8", "12", "unknown")),
)
def test_no_place_brings_in_what_is_not_suggested_without_it(
    tmp_path_factory, offered, areas, tier, grade
):
    folder = tmp_path_factory.mktemp("own")
    asked = {"areas": areas, "tier": tier, "grade": grade, "today": TODAY}
    try:
        own = local(folder, SERVICE.replace("parent-training", offered))
    except DefinitionError:
        assert SHIPPED.support_by_id(offered).suggest == "never"
        return
    found = suggest(own, **asked)
    assert ids(found) == ids(suggest(SHIPPED, **asked))
    assert all(not each.services or each.id == offered for each in found)


def named(folder: Folder, line: str) -> None:
    path = folder.path / "programme.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_a_programme_that_names_no_file_has_the_shipped_catalogue(tmp_path):
    folder = Folder(tmp_path)
    assert open_folder(folder.path).catalogue() is SHIPPED


def test_a_programme_that_names_an_absent_or_faulty_file_is_refused(tmp_path):
    folder = Folder(tmp_path)
    named(folder, 'supports = "supports.toml"')
    with pytest.raises(DefinitionError, match="there is no such file"):
        load_programme(folder.path)
    (folder.path / "supports.toml").write_text(CHANGE.replace("human", "auto"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"supports.toml:4: change.0.suggest"):
        load_programme(folder.path)


def test_a_programmes_own_file_is_an_input_of_its_runs(tmp_path):
    folder = Folder(tmp_path)
    named(folder, 'supports = "supports.toml"')
    own = folder.path / "supports.toml"
    seen = []
    for text in (SERVICE, SERVICE, SERVICE + CHANGE):
        own.write_text(text, encoding="utf-8")
        run = open_run(folder.path, window_id=None, today=TODAY)
        assert run.programme.catalogue().service[0].id == "family-center"
        seen.append(inputs_of(run)["supports.toml"])
    assert seen[0] == seen[1] != seen[2]


def test_the_made_up_districts_own_file_is_taken_and_every_place_of_it_is_used():
    own = catalogue_with(MADE_UP)
    assert {place.id for place in own.service} == {
        "riverbend-family-center",
        "lantern-mentors",
        "two-rivers-clinic",
    }
    assert own.support_by_id("check-in-check-out").suggest == "human"
    assert "at Lantern Mentors" in labels(own, areas=["peer_social"], grade="7")[0]
    assert all(place.phone.startswith("555-01") for place in own.service)
