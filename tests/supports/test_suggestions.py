"""What a list may suggest, to whom and in which order; and what it never suggests."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_rows import TODAY, catalogue, ids, of_level, row

from screening.programme.grades import CANONICAL_GRADES, usual_age
from screening.supports.catalogue import Catalogue, load_catalogue, suggest
from screening.supports.support import INTENSIVE

SHIPPED = load_catalogue()
GRADES = (*CANONICAL_GRADES, "unknown")
SUGGESTED = {"strong", "moderate"}
PRACTICE = {"limited", "mixed"}


def ask(small: Catalogue, areas=("attention",), tier=2, grade="7", today=TODAY) -> list[str]:
    return ids(suggest(small, areas=areas, tier=tier, grade=grade, today=today))


asked = st.fixed_dictionaries(
    {
        "areas": st.lists(st.sampled_from([*SHIPPED.areas, "not_known"]), max_size=4),
        "tier": st.sampled_from((1, 2, 3)),
        "grade": st.sampled_from(GRADES),
        "today": st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31)),
    }
)


@given(asked)
def test_nothing_that_is_weak_useless_or_harmful_is_ever_suggested(asked):
    for support in suggest(SHIPPED, **asked):
        level = support.evidence.level
        assert level in SUGGESTED or (support.practice_default and level in PRACTICE)
        assert support.suggest == "auto"
        assert support.kind != "out_of_scope"
        assert "list" in support.appears


@given(asked)
def test_whatever_is_suggested_suits_tier_age_area_and_day(asked):
    for support in suggest(SHIPPED, **asked):
        assert asked["tier"] in support.tiers
        assert support.review_by >= asked["today"]
        assert support.always_fits or set(support.areas) & set(asked["areas"])
        if asked["grade"] != "unknown":
            age = usual_age(asked["grade"])
            assert support.ages.first <= age <= age + 1 <= support.ages.last


@given(asked)
def test_a_group_of_students_with_behaviour_concerns_says_to_check_its_mix(asked):
    for support in suggest(SHIPPED, **asked):
        groups = "group" in support.format and "externalising" in support.areas
        said = "check the group mix" in support.label(areas=asked["areas"])
        assert said == (groups and "externalising" in asked["areas"])


@given(asked)
def test_intensive_support_begins_with_a_person_who_meets_the_student(asked):
    found = suggest(SHIPPED, **(asked | {"tier": INTENSIVE, "today": TODAY}))
    if asked["grade"] != "PK":
        assert found[0].always_fits
        assert found[0].format == ("individual",)


@given(asked)
def test_the_order_of_areas_changes_nothing(asked):
    backwards = asked | {"areas": asked["areas"][::-1]}
    assert ids(suggest(SHIPPED, **asked)) == ids(suggest(SHIPPED, **backwards))


@given(asked)
def test_every_label_says_how_well_it_is_tested(asked):
    for support in suggest(SHIPPED, **asked):
        label = support.label(areas=asked["areas"])
        assert f"evidence {support.evidence.level}" in label
        assert ("usual practice" in label) == support.practice_default


def test_every_flagged_student_of_school_age_gets_a_suggestion():
    for area, tier, grade in itertools.product(
        (*SHIPPED.areas, "not_known"), (2, 3), CANONICAL_GRADES[1:]
    ):
        assert ask(SHIPPED, [area], tier, grade)


def test_a_safety_concern_leads_to_a_person_and_never_to_a_graded_offer():
    assert ask(SHIPPED, ["crisis"], 3, "9") == ["school-counselling"]
    assert SHIPPED.support_by_id("crisis-safety").suggest == "human"


def test_a_class_that_plans_for_all_of_its_students_is_offered_lessons_and_routines():
    found = ask(SHIPPED, ["externalising", "attention"], 1, "3")
    assert {"sel-universal", "good-behaviour-game", "classroom-adjustments"} == set(found)
    assert "mindfulness-universal" not in found


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
    assert ask(SHIPPED, areas, tier, grade)[0] == first


def test_a_class_for_parents_stops_before_age_twelve():
    assert "parent-training" in ask(SHIPPED, ["externalising"], grade="5")
    assert "parent-training" not in ask(SHIPPED, ["externalising"], grade="6")


def test_an_unknown_grade_is_offered_only_what_suits_every_school_age():
    found = ask(SHIPPED, ["externalising"], grade="unknown")
    assert set(found) == {"school-counselling", "psychoeducation", "regular-check-in"}


def test_a_row_is_suggested_on_its_last_day_and_listed_as_stale_after_it():
    small = catalogue(row("one"))
    assert ask(small, today=dt.date(2027, 1, 1)) == ["one"]
    assert small.stale(today=dt.date(2027, 1, 1)) == ()
    assert ask(small, today=dt.date(2027, 1, 2)) == []
    assert ids(small.stale(today=dt.date(2027, 1, 2))) == ["one"]


@pytest.mark.parametrize("rule", ["human", "info"])
def test_only_auto_rows_are_suggested(rule):
    assert ask(catalogue(row("one", suggest=rule), row("two"))) == ["two"]


def test_tested_supports_stand_before_ordinary_practice_whatever_the_areas():
    small = catalogue(
        row("usual", practice_default=True, areas=["attention", "externalising"]),
        row("tested"),
    )
    assert ask(small, ["attention", "externalising"]) == ["tested", "usual"]


def test_more_areas_met_then_stronger_evidence_then_the_catalogue_decide():
    strong = of_level("strong")
    small = catalogue(
        row("first"),
        row("second"),
        row("strong", evidence=strong),
        row("both", areas=["attention", "externalising"]),
    )
    found = ask(small, ["attention", "externalising"])
    assert found == ["both", "strong", "first", "second"]


def test_a_label_names_the_evidence_and_what_to_check_first():
    group = SHIPPED.support_by_id("social-skills-group")
    assert group.label(areas=["peer_social"]) == (
        "Social skills group (usual practice, evidence limited)"
    )
    assert group.label(areas=["externalising"]).endswith("; check the group mix)")


def test_an_area_of_another_catalogue_is_shown_with_spaces():
    assert SHIPPED.area_words("peer_social") == "friends and fitting in"
    assert SHIPPED.area_words("sleep_habits") == "sleep habits"
