"""A class, a grade, a school: plan for the group, for single students, or too few to tell."""

import pytest
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from screening.class_support.rules import ClassSupport, load_class_support
from screening.definition import build_definition
from screening.errors import DefinitionError

RULE = load_class_support().decision
SIZES = range(10, 41)


def decide(flagged, screened):
    return RULE.decide(flagged, screened=screened)


def fewest_for_a_plan(screened):
    return next(n for n in range(screened + 1) if decide(n, screened) == "class_plan")


@pytest.mark.parametrize(
    ("flagged", "screened", "decision"),
    [
        (5, 22, "not_decidable"),
        (8, 22, "not_decidable"),
        (9, 22, "class_plan"),
        (10, 30, "not_decidable"),
        (11, 30, "class_plan"),
        (4, 22, "individual"),
        (6, 30, "not_decidable"),
        (5, 30, "individual"),
        (0, 25, "individual"),
        (9, 9, "not_decidable"),
        (1, 9, "individual"),
        (10, 10, "class_plan"),
        (32, 120, "not_decidable"),
        (33, 120, "class_plan"),
    ],
)
def test_a_class_of_real_size_is_decided_as_worked_by_hand(flagged, screened, decision):
    assert decide(flagged, screened) == decision


@pytest.mark.parametrize(
    ("screened", "low", "high"), [(30, 7, 37), (60, 10, 30), (120, 13, 28), (400, 16, 24)]
)
def test_the_range_by_chance_around_a_fifth_is_the_published_one(screened, low, high):
    """Counts between which 95 of 100 groups lie whose long-run share is 20 %, in per cent."""
    ends = (binom.ppf(tail, screened, RULE.threshold) for tail in (0.025, 0.975))
    assert [round(100 * end / screened + 1e-9) for end in ends] == [low, high]


@pytest.mark.parametrize("screened", [30, 60, 120, 400])
def test_nobody_is_told_to_plan_for_a_share_inside_the_published_range(screened):
    highest = binom.ppf(0.975, screened, RULE.threshold)
    assert fewest_for_a_plan(screened) >= highest


@pytest.mark.parametrize("screened", SIZES)
def test_a_plan_begins_where_the_interval_of_another_program_leaves_the_threshold(screened):
    for flagged in range(screened + 1):
        low, _ = proportion_confint(flagged, screened, alpha=0.05, method="wilson")
        assert (decide(flagged, screened) == "class_plan") == (low > 0.2)


@pytest.mark.parametrize("screened", range(1, 61))
def test_one_more_flagged_student_never_takes_a_plan_away(screened):
    order = ["individual", "not_decidable", "class_plan"]
    places = [order.index(decide(flagged, screened)) for flagged in range(screened + 1)]
    assert places == sorted(places)


def test_2_to_5_in_100_ordinary_classes_are_told_to_plan():
    wrong = [binom.sf(fewest_for_a_plan(size) - 1, size, 0.2) for size in range(15, 31)]
    assert 0.015 < min(wrong) < max(wrong) < 0.055


def test_an_interval_of_80_per_cent_would_tell_7_to_16_in_100_ordinary_classes_to_plan():
    """Why the interval that decides is not a narrower one than the page shows."""
    narrow = RULE.model_copy(update={"confidence": 0.8})
    wrong = []
    for size in range(15, 31):
        plans = (n for n in range(size) if narrow.decide(n, screened=size) == "class_plan")
        wrong.append(binom.sf(next(plans) - 1, size, 0.2))
    assert 0.065 < min(wrong) < max(wrong) < 0.165


def test_half_of_a_class_flagged_is_seen_nearly_always():
    found = [binom.sf(fewest_for_a_plan(size) - 1, size, 0.5) for size in (20, 22, 25, 30)]
    assert min(found) > 0.85


@pytest.mark.parametrize("screened", [5, 10, 15, 20, 25, 30, 35])
def test_exactly_the_threshold_is_not_below_it(screened):
    assert decide(screened // 5, screened) == "not_decidable"


@pytest.mark.parametrize("key", ["threshold", "confidence", "minimum"])
def test_a_number_without_a_source_is_refused(key):
    content = load_class_support().model_dump()
    del content["decision"][f"{key}_source"]
    with pytest.raises(DefinitionError, match=f"decision.{key}_source: is missing"):
        build_definition(content, ClassSupport, where="class_support.toml")
