"""Rater or class: told apart by what the others answered, and left open where it cannot be."""

from math import sqrt

import numpy as np
import pytest
from ratings import by_class, class_scores, students

from screening.uncertainty.class_effects import ClassScores
from screening.uncertainty.class_findings import _distances, _finding, rated_classes
from screening.uncertainty.doubt_rules import load_doubt_rules

RULES = load_doubt_rules().class_ratings
FIRST = ("school_0", "3", "0-00")


def shared(*, by, others_by, seed, others=True, sign=1):
    """Return class → finding of a district in which one class's ratings are moved by so much."""
    rated = students(
        schools=4, classes=8, size=22, between=0.3, seed=seed, apart=[(0, 0, sign * by)]
    )
    viewed = students(
        schools=4, classes=8, size=20, between=0.05, seed=seed + 1000, apart=[(0, 0, others_by)]
    )
    views = by_class(class_scores(viewed)) if others else {}
    found = rated_classes(class_scores(rated), concern_sign=sign, views=views, rules=RULES)
    return {each.where: each.finding for each in found}


def share_of(finding, **how):
    return np.mean([shared(**how, seed=seed)[FIRST] == finding for seed in range(60)])


def test_a_strict_rater_is_found_where_nobody_else_sees_more():
    assert share_of("strict", by=1.6, others_by=0) >= 0.85


def test_a_lenient_rater_is_found_where_nobody_else_sees_less():
    assert share_of("lenient", by=-1.6, others_by=0) >= 0.85


def test_a_class_in_need_is_found_where_the_others_see_as_much():
    assert share_of("class_need", by=1.6, others_by=1.2) >= 0.85


def test_a_class_that_does_well_in_everybodys_eyes_gives_no_reason_to_say_anything():
    assert share_of(None, by=-1.6, others_by=-1.2) >= 0.85


def test_a_class_in_need_is_hardly_ever_put_down_to_its_rater():
    assert share_of("strict", by=1.6, others_by=1.2) < 0.03


def test_a_strict_rater_is_hardly_ever_called_a_class_in_need():
    assert share_of("class_need", by=1.6, others_by=0) < 0.03


@pytest.mark.parametrize(("by", "finding"), [(1.6, "high_unclear"), (-1.6, "low_unclear")])
def test_without_anybody_else_it_cannot_be_told(by, finding):
    assert share_of(finding, by=by, others_by=0, others=False) >= 0.85


DECISIONS = {
    "nothing seen, as much ruled out": (1.2, (0.1, 0.4), "strict"),
    "the same, the other way": (-1.2, (-0.1, 0.4), "lenient"),
    "the others see the contrary": (1.2, (-0.9, 0.4), "strict"),
    "as much seen, nothing ruled out": (1.2, (1.0, 0.5), "class_need"),
    "more seen than rated": (1.2, (2.0, 0.5), "class_need"),
    "the same, of a class that does well": (-1.2, (-1.0, 0.5), None),
    "half of it seen: both ruled out": (1.2, (0.6, 0.3), "high_unclear"),
    "too few to rule anything out": (1.2, (0.6, 0.8), "high_unclear"),
    "the same, the other way round": (-1.2, (-0.6, 0.8), "low_unclear"),
    "nobody else asked": (1.2, None, "high_unclear"),
    "nobody else asked, fewer difficulties": (-1.2, None, "low_unclear"),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_finding_rules_out_either_the_class_or_the_rater(name):
    """Concern of the ratings; distance of the others' answers and half of its interval; in sd."""
    concern, others, finding = DECISIONS[name]
    assert _finding(concern, others) == finding


def test_where_a_higher_score_is_better_few_points_are_much_concern():
    assert share_of("strict", by=1.6, others_by=0, sign=-1) >= 0.85


def test_in_a_district_without_unusual_raters_few_classes_are_named():
    """Of 32 classes with nothing planted, fewer than one in twenty."""
    named = [
        finding
        for seed in range(40)
        for finding in shared(by=0, others_by=0, seed=seed).values()
        if finding is not None
    ]
    assert len(named) / (40 * 32) < 0.05


def flat(*sizes, school="school_0", means=None):
    means = means or [0.0] * len(sizes)
    return [
        ClassScores(school, "3", f"{school}-{place}", size, mean, size * 1.0)
        for place, (size, mean) in enumerate(zip(sizes, means, strict=True))
    ]


def where(found):
    return {each.where[0] for each in found}


def test_small_classes_are_not_compared():
    small = flat(*[RULES.students_per_class - 1] * 12)
    assert rated_classes(small, concern_sign=1, views={}, rules=RULES) == []


def test_a_school_with_few_classes_is_left_out():
    many = flat(*[RULES.students_per_class] * RULES.classes_in_all)
    few = flat(*[20] * (RULES.classes_per_school - 1), school="school_1")
    found = rated_classes([*many, *few], concern_sign=1, views={}, rules=RULES)
    assert where(found) == {"school_0"}


def test_with_few_classes_in_all_nothing_is_said():
    fewer = flat(*[20] * (RULES.classes_in_all - 1))
    assert rated_classes(fewer, concern_sign=1, views={}, rules=RULES) == []
    assert len(
        rated_classes(flat(*[20] * RULES.classes_in_all), concern_sign=1, views={}, rules=RULES)
    )


def test_a_class_whose_students_nobody_else_asked_cannot_be_told():
    ratings = flat(*[20] * 12, means=[9.0] + [0.1, -0.1, 0.0] * 3 + [0.0, 0.1])
    others = by_class(flat(*[20] * 11)[1:])
    found = rated_classes(ratings, concern_sign=1, views=others, rules=RULES)
    assert found[0].finding == "high_unclear"
    assert {each.finding for each in found[1:]} == {None}


def test_a_class_is_set_beside_the_rest_of_its_school():
    """Means 1 (16 students), 0 (48) and 0.5 (16): the rest of the first has 8 / 64 = 0.125.

    Within: 77 / 77 = 1; half of the interval: 1.96 * sqrt(1 / 16 + 1 / 64).
    """
    means = (("0-0", 16, 1.0, 15.0), ("0-1", 48, 0.0, 47.0), ("0-2", 16, 0.5, 15.0))
    views = by_class([ClassScores("school_0", "3", *each) for each in means])
    distance, half = _distances(views)["school_0", "3", "0-0"]
    assert distance == pytest.approx(1 - 0.125)
    assert half == pytest.approx(1.96 * sqrt(1 / 16 + 1 / 64), abs=1e-4)


def test_a_schools_only_class_is_set_beside_nothing():
    ones = [("school_0", "0-0"), ("school_0", "0-1"), ("school_1", "1-0")]
    views = by_class([ClassScores(school, "3", name, 16, 0.0, 15.0) for school, name in ones])
    assert {where[0] for where in _distances(views)} == {"school_0"}
