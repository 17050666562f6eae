"""The reliable change index: the published example, numbers worked by hand, and a simulation."""

from math import sqrt

import numpy as np
import pytest
from two_windows import CAREGIVER, SELF, SPREAD_SD, WELL, TwoWindows, error_per_sd

from screening.change.compared_scores import ComparedScore
from screening.change.rules import load_change_rules
from screening.instruments.reliability import Reliability

LIMITS = load_change_rules().reliable


def retest(value):
    return Reliability(
        subscale="total", informant="self", kind="retest", value=value, interval_days=14,
        population="made up", source="Made up for tests.", confidence="low",
    )  # fmt: skip


def test_the_example_of_the_paper_comes_out():
    """Jacobson and Truax (1991): 47.5 before, 32.5 after, deviation 7.5, retest 0.80."""
    score = ComparedScore("mood", "self", "total", 1, retest(0.80))
    error = 7.5 * score.error_per_sd
    assert error == pytest.approx(4.74, abs=0.005)
    assert (32.5 - 47.5) / error == pytest.approx(-3.16, abs=0.005)


def test_without_a_published_retest_there_is_no_error():
    assert ComparedScore("mood", "self", "total", 1, None).error_per_sd is None


@pytest.mark.parametrize(
    ("scores", "limit"), [(1, 1.9600), (2, 2.2414), (3, 2.3940), (5, 2.5758), (10, 2.8070)]
)
def test_the_limit_is_the_tabled_one_for_so_many_comparisons(scores, limit):
    """Two-sided 5 % shared equally: the normal quantiles as printed, as 2.5758 for 1 %."""
    assert LIMITS.limit(scores) == pytest.approx(limit, abs=5e-5)


def test_the_index_is_the_change_over_its_standard_error():
    """Thirty scores of 4 and thirty of 8: deviation 2.017; retest 0.80: error of a change 1.276."""
    windows = TwoWindows()
    windows.spread(SELF)
    windows.student("A", before={SELF: 6}, now={SELF: 9})
    ((state, index),) = windows.pairs().values()
    spread = np.std([4.0, 8.0] * 30 + [6.0], ddof=1)
    assert state == "judged"
    assert spread == pytest.approx(2.0, abs=0.01)
    assert index == pytest.approx(3 / (spread * sqrt(0.4)), abs=1e-5)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (6, 8, "within_noise"),
        (6, 9, "reliable_increase"),
        (6, 4, "within_noise"),
        (6, 3, "reliable_decrease"),
        (6, 6, "within_noise"),
    ],
)
def test_two_points_are_chance_and_three_are_not(before, now, kind):
    """1.96 times 1.276 is 2.50 points."""
    assert 1.96 * SPREAD_SD * sqrt(0.4) == pytest.approx(2.50, abs=0.005)
    windows = TwoWindows()
    windows.spread(SELF)
    windows.student("A", before={SELF: before}, now={SELF: now})
    assert windows.only()[0] == kind


def test_where_a_higher_score_is_better_a_fall_is_more_difficulties():
    windows = TwoWindows()
    windows.spread(WELL)
    windows.student("A", before={WELL: 8}, now={WELL: 4})
    windows.student("B", before={WELL: 4}, now={WELL: 8})
    kinds = {ref: kind for ref, (kind, _) in windows.changes().items()}
    assert kinds == {"A": "reliable_increase", "B": "reliable_decrease"}


def test_the_better_repeats_agree_the_smaller_a_change_that_counts():
    kinds = []
    for agreement in (0.6, 0.9):
        windows = TwoWindows(measures={SELF: (1, error_per_sd(agreement))})
        windows.spread(SELF)
        windows.student("A", before={SELF: 6}, now={SELF: 8})
        kinds.append(windows.only()[0])
    assert kinds == ["within_noise", "reliable_increase"]


@pytest.mark.parametrize(("count", "kind"), [(29, "chance_not_known"), (30, "reliable_increase")])
def test_fewer_than_thirty_scores_give_no_spread(count, kind):
    windows = TwoWindows()
    windows.spread(SELF, count=count - 1)
    windows.student("A", before={SELF: 6}, now={SELF: 12})
    assert windows.only()[0] == kind


def test_scores_without_any_spread_judge_nobody():
    windows = TwoWindows()
    windows.before += [(f"F{n:03d}", *SELF, "1", 6.0) for n in range(60)]
    windows.student("A", before={SELF: 6}, now={SELF: 12})
    assert windows.only()[0] == "chance_not_known"


def test_of_two_scores_one_needs_more_than_alone():
    """2.5 points are enough for one score; two scores of one student share the 5 %."""
    alone, beside = TwoWindows(), TwoWindows()
    for windows in (alone, beside):
        windows.spread(SELF, CAREGIVER)
    alone.student("A", before={SELF: 6}, now={SELF: 8.7})
    beside.student("A", before={SELF: 6, CAREGIVER: 6}, now={SELF: 8.7, CAREGIVER: 6})
    assert alone.only()[0] == "reliable_increase"
    assert beside.only()[0] == "within_noise"


@pytest.mark.parametrize("scores", [(SELF,), (SELF, CAREGIVER), (SELF, CAREGIVER, WELL)])
def test_of_students_in_whom_nothing_changed_one_in_twenty_is_told_of_a_change(scores):
    dice = np.random.default_rng(8)
    windows = TwoWindows()
    size = 6_000
    truths = {score: dice.normal(50, 10 * sqrt(0.8), size) for score in scores}
    first, second = (
        {score: truth + dice.normal(0, 10 * sqrt(0.2), size) for score, truth in truths.items()}
        for _ in "ab"
    )
    for place in range(size):
        before, now = ({score: of[score][place] for score in scores} for of in (first, second))
        windows.student(f"S{place:04d}", before=before, now=now)
    kinds = [kind for kind, _ in windows.changes().values()]
    told = 1 - kinds.count("within_noise") / size
    assert told == pytest.approx(0.05, abs=0.009)


def test_a_real_change_of_two_deviations_is_found_nearly_always():
    dice = np.random.default_rng(9)
    windows = TwoWindows(measures={SELF: (1, error_per_sd(0.85))})
    for place, truth in enumerate(dice.normal(50, 10 * sqrt(0.85), 1_000)):
        before, now = truth + dice.normal(0, 10 * sqrt(0.15), 2) + (0, 20)
        windows.student(f"S{place:04d}", before={SELF: before}, now={SELF: now})
    kinds = [kind for kind, _ in windows.changes().values()]
    assert kinds.count("reliable_increase") > 920
    assert kinds.count("reliable_decrease") == 0
