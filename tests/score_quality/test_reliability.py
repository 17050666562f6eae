"""Alpha and omega with intervals: worked numbers, bounds, what does not matter, stated reasons."""

import numpy as np
import pytest
from covariances import CHO, PARALLEL, made_up_answers, patterns
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.score_quality.one_factor import one_factor
from screening.score_quality.reliability import (
    alpha,
    feldt_interval,
    omega_interval,
    reliability,
    weighted_covariance,
)


def of(codes, *, at_least=30):
    return reliability(*patterns(codes), at_least=at_least)


def test_alpha_of_equal_covariances_is_worked_by_hand():
    assert alpha(np.array(PARALLEL, dtype=float)) == pytest.approx(4 / 3 * (1 - 46 / 118))


def test_alpha_of_a_printed_matrix():
    assert alpha(np.array(CHO, dtype=float)) == pytest.approx(4 / 3 * (1 - 46 / 124))


@pytest.mark.parametrize(
    ("value", "students", "items", "low", "high"),
    [
        (0.905056, 223, 9, 0.885, 0.923),
        (0.943889, 223, 7, 0.932, 0.954),
        (0.866256, 47, 9, 0.800, 0.917),
        (0.830994, 5068, 9, 0.824, 0.838),
    ],
)
def test_feldt_s_interval_is_the_one_that_pingouin_0_7_prints(value, students, items, low, high):
    interval = feldt_interval(value, students=students, items=items)
    assert (round(interval.low, 3), round(interval.high, 3)) == (low, high)


def test_feldt_s_interval_of_a_printed_r_session():
    """`psych::alpha` of seven items by 108 people: 0.82, Feldt 0.76 to 0.86."""
    interval = feldt_interval(0.82, students=108, items=7)
    assert interval.low == pytest.approx(0.76, abs=0.008)
    assert interval.high == pytest.approx(0.86, abs=0.008)


def test_patterns_with_counts_have_the_covariances_of_their_rows():
    codes = made_up_answers([0.7] * 4, students=200, seed=2)
    assert weighted_covariance(*patterns(codes)) == pytest.approx(np.cov(codes, rowvar=False))


answers = st.tuples(
    st.integers(2, 8), st.integers(30, 200), st.integers(0, 10_000), st.floats(0.2, 0.95)
)


@given(answers, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_of_rows_and_items_does_not_matter(drawn, random):
    items, students, seed, loading = drawn
    codes = made_up_answers([loading] * items, students=students, seed=seed)
    before = of(codes)
    rows, columns = list(range(students)), list(range(items))
    random.shuffle(rows)
    random.shuffle(columns)
    after = of(codes[rows][:, columns])
    assert (after.reason, after.complete_count) == (before.reason, before.complete_count)
    for one, other in ((before.alpha, after.alpha), (before.omega, after.omega)):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert other.value == pytest.approx(one.value, abs=1e-6)
            assert other.interval.low == pytest.approx(one.interval.low, abs=1e-5)


@given(answers)
@settings(max_examples=60, deadline=None)
def test_what_is_said_lies_within_its_interval_and_below_1(drawn):
    items, students, seed, loading = drawn
    found = of(made_up_answers([loading] * items, students=students, seed=seed))
    assert (found.reason is None) == (found.alpha is not None and found.omega is not None)
    for each in (found.alpha, found.omega):
        if each is not None:
            assert each.interval.low <= each.value <= each.interval.high <= 1
            assert 0 < each.value <= 1
    if found.omega is not None:
        assert found.omega.interval.low >= 0


def test_all_answers_moved_by_one_change_nothing():
    codes = made_up_answers([0.8] * 5, students=100, seed=3)
    first, second = of(codes), of(codes + 1)
    assert first.alpha.value == pytest.approx(second.alpha.value)
    assert first.omega.value == pytest.approx(second.omega.value)


def test_omega_s_interval_holds_the_true_value_as_often_as_it_says():
    loadings = np.array([0.8, 0.7, 0.6, 0.5])
    true = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        codes = rng.normal(size=(200, 1)) * loadings
        codes = codes + rng.normal(size=(200, 4)) * np.sqrt(1 - loadings**2)
        factor = one_factor(np.cov(codes, rowvar=False))
        interval = omega_interval(factor, codes, np.ones(200, dtype=int))
        held += interval.low <= true <= interval.high
    assert 0.92 <= held / 300 <= 0.98


def test_omega_s_interval_agrees_with_a_bootstrap_where_answers_are_skewed():
    codes = np.maximum(made_up_answers([0.8] * 6, students=400, seed=8) - 1, 0)
    found = of(codes).omega.interval
    rng = np.random.default_rng(1)
    drawn = [
        one_factor(np.cov(codes[rng.integers(0, 400, 400)], rowvar=False)).omega for _ in range(300)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.012)
    assert found.high == pytest.approx(high, abs=0.012)


def test_more_students_make_intervals_narrower():
    codes = made_up_answers([0.7] * 5, students=60, seed=5)
    few, many = of(codes), of(np.tile(codes, (4, 1)))
    for one, other in ((few.alpha, many.alpha), (few.omega, many.omega)):
        assert other.interval.high - other.interval.low < one.interval.high - one.interval.low


def test_one_item_has_nothing_to_hang_together_with():
    found = of(made_up_answers([0.8], students=50, seed=1))
    assert (found.reason, found.alpha, found.omega) == ("one_item", None, None)


def test_two_items_have_an_alpha_and_no_omega():
    found = of(made_up_answers([0.8, 0.8], students=50, seed=1))
    assert found.reason == "two_items"
    assert found.omega is None
    assert found.best == found.alpha
    assert found.alpha.value > 0.5


@pytest.mark.parametrize(("students", "reason"), [(29, "few_complete"), (30, None)])
def test_nothing_is_said_below_the_limit(students, reason):
    found = of(made_up_answers([0.8] * 4, students=students, seed=1))
    assert (found.reason, found.complete_count) == (reason, students)
    assert (found.alpha is None) == (reason is not None)


def test_no_complete_form_is_too_few():
    none = np.empty((0, 4), dtype=np.int8)
    assert reliability(none, np.empty(0, dtype=int), at_least=30).reason == "few_complete"


def test_an_item_that_everyone_answers_alike_is_named_as_the_reason():
    codes = made_up_answers([0.8] * 4, students=80, seed=1)
    codes[:, 2] = 0
    assert of(codes).reason == "item_without_variance"


def test_everyone_answering_everything_alike_does_not_break():
    assert of(np.ones((80, 4))).reason == "item_without_variance"


def test_items_that_run_against_each_other_have_no_reliability():
    codes = made_up_answers([0.9, 0.9, 0.9, 0.9], students=200, seed=1)
    codes[:, [1, 3]] = 3 - codes[:, [1, 3]]
    found = of(codes)
    assert (found.reason, found.alpha, found.best) == ("negative_covariance", None, None)


def test_an_item_asked_twice_leaves_alpha_only():
    codes = made_up_answers([0.7] * 4, students=200, seed=1)
    found = of(codes[:, [0, 1, 2, 3, 3]])
    assert found.reason == "dependent_items"
    assert found.best == found.alpha


def test_more_items_than_forms_leave_alpha_only():
    assert of(made_up_answers([0.7] * 40, students=32, seed=1)).reason == "dependent_items"


def test_items_without_one_factor_leave_alpha_only():
    rng = np.random.default_rng(0)
    first = rng.integers(0, 4, 100)
    codes = np.stack([first, np.where(rng.random(100) < 0.97, first, 0), rng.integers(0, 4, 100)])
    found = of(codes.T)
    assert found.reason == "no_factor"
    assert found.alpha is not None
