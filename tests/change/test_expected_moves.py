"""Moves by chance alone: against the published table, a simulation, and their own limits."""

from math import exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from screening.change.expected_moves import LEVELS, move_shares, share_ranges

SHARES = {1: 0.80, 2: 0.15, 3: 0.05}
# Cut at the 80th and 95th percentile, per cent; the last is the fall of the highest level's mean.
PUBLISHED = [
    (0.70, {(3, 3): 39, (3, 2): 40, (3, 1): 21, (2, 2): 36, (2, 1): 51, (2, 3): 13}, 10.9, 0.61),
    (0.80, {(3, 3): 50, (3, 2): 39, (3, 1): 11, (2, 2): 43, (2, 1): 44, (2, 3): 13}, 8.8, 0.40),
    (0.85, {(3, 3): 56, (3, 2): 38, (3, 1): 6, (2, 2): 49, (2, 1): 39, (2, 3): 13}, 7.7, 0.31),
    (0.90, {(3, 3): 64, (3, 2): 34, (3, 1): 2, (2, 2): 57, (2, 1): 32, (2, 3): 11}, 6.2, 0.20),
]
THIRDS = st.tuples(*[st.integers(1, 500)] * 3).map(
    lambda counts: {level: count / sum(counts) for level, count in zip(LEVELS, counts, strict=True)}
)
RETESTS = st.floats(0.05, 0.98)


def at(retest, shares=SHARES):
    return move_shares(shares, retest=retest)


@pytest.mark.parametrize(("retest", "moves", "up", "fall"), PUBLISHED)
def test_the_moves_are_those_of_the_published_table(retest, moves, up, fall):
    """Published from a simulation: one point of per cent, and 0.015 deviations, of its error."""
    found = at(retest)
    for move, published in moves.items():
        assert 100 * found[move] == pytest.approx(published, abs=1.1), move
    assert 100 * (found[1, 2] + found[1, 3]) == pytest.approx(up, abs=0.15)
    height = exp(-(norm.ppf(0.95) ** 2) / 2) / sqrt(2 * pi)
    assert (1 - retest) * height / 0.05 == pytest.approx(fall, abs=0.015)


@pytest.mark.parametrize("retest", [0.62, 0.8, 0.95])
def test_a_million_students_in_whom_nothing_changes_move_so(retest):
    dice = np.random.default_rng(11)
    truth = dice.normal(size=1_000_000) * np.sqrt(retest)
    first, second = (truth + dice.normal(size=truth.size) * np.sqrt(1 - retest) for _ in "ab")
    cuts = norm.ppf([0.8, 0.95])
    before, now = (1 + np.searchsorted(cuts, scores) for scores in (first, second))
    for (old, new), share in at(retest).items():
        assert (now[before == old] == new).mean() == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize("retest", [0.3, 0.7, 0.9])
def test_the_chances_are_those_of_the_two_dimensional_normal(retest):
    cuts = {1: (-9, norm.ppf(0.8)), 2: norm.ppf([0.8, 0.95]), 3: (norm.ppf(0.95), 9)}
    both = multivariate_normal(cov=[[1, retest], [retest, 1]])
    for (old, new), share in at(retest).items():
        (a, b), (c, d) = cuts[old], cuts[new]
        inside = both.cdf([b, d]) - both.cdf([a, d]) - both.cdf([b, c]) + both.cdf([a, c])
        assert share * SHARES[old] == pytest.approx(inside, abs=2e-5)


@given(THIRDS, RETESTS)
def test_everybody_is_somewhere_and_each_level_keeps_its_size(shares, retest):
    found = at(retest, shares)
    for level in LEVELS:
        assert sum(found[level, now] for now in LEVELS) == pytest.approx(1, abs=1e-6)
        after = sum(shares[old] * found[old, level] for old in LEVELS)
        assert after == pytest.approx(shares[level], abs=1e-6)


@given(THIRDS, RETESTS)
def test_as_many_move_up_as_down_between_two_levels(shares, retest):
    found = at(retest, shares)
    for low, high in ((1, 2), (1, 3), (2, 3)):
        up, down = shares[low] * found[low, high], shares[high] * found[high, low]
        assert up == pytest.approx(down, abs=1e-6)


@given(THIRDS)
def test_the_better_repeats_agree_the_more_stay(shares):
    stay = [at(retest, shares)[3, 3] for retest in (0.2, 0.5, 0.8, 0.95)]
    assert stay == sorted(stay)


def test_without_any_agreement_the_level_before_says_nothing():
    found = at(1e-9)
    assert all(found[old, new] == pytest.approx(SHARES[new], abs=1e-6) for old, new in found)


def test_a_level_without_students_moves_nobody_and_is_reached_by_nobody():
    found = at(0.8, {1: 0.9, 2: 0.1, 3: 0.0})
    assert {old for old, _ in found} == {1, 2}
    assert found[1, 3] == found[2, 3] == 0


def test_a_range_spans_the_lowest_and_the_highest_over_the_reliabilities():
    found = share_ranges(SHARES, retests=(0.7, 0.8, 0.9))
    assert found[3, 3] == pytest.approx((at(0.7)[3, 3], at(0.9)[3, 3]))
    assert found[2, 3] == pytest.approx((at(0.9)[2, 3], max(at(r)[2, 3] for r in (0.7, 0.8))))


def stays_where_several_scores_decide(scores, *, needed, shared, retest=0.8):
    """Return the share that stays at the highest level, 5 % of students, set by several scores."""
    dice = np.random.default_rng(3)
    size = 300_000
    common = dice.normal(size=size) * np.sqrt(shared)
    both = np.empty((2, scores, size))
    for each in range(scores):
        truth = (common + dice.normal(size=size) * np.sqrt(1 - shared)) * np.sqrt(retest)
        both[:, each] = truth + dice.normal(size=(2, size)) * np.sqrt(1 - retest)
    first, second = np.sort(both, axis=1)[:, -needed]
    cut = np.quantile(first, 0.95)
    return (second[first >= cut] >= cut).mean()


@pytest.mark.parametrize(
    ("scores", "needed", "shared", "stay"),
    [(5, 1, 0.3, 0.43), (3, 1, 0.5, 0.48), (5, 2, 0.5, 0.54)],
)
def test_a_level_of_several_scores_moves_within_seven_points_of_one_score(
    scores, needed, shared, stay
):
    """Why the page says that such a level can be steadier, or less steady, than each score."""
    found = stays_where_several_scores_decide(scores, needed=needed, shared=shared)
    assert found == pytest.approx(stay, abs=0.01)
    assert abs(found - at(0.8)[3, 3]) < 0.07
