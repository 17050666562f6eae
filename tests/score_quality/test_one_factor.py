"""One factor by maximum likelihood: printed examples, exact ones, and how omega moves."""

import numpy as np
import pytest
from covariances import CHO, EXACT, GRAHAM_REAL, GRAHAM_UNEQUAL, PARALLEL, made_up_answers
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from screening.score_quality.one_factor import one_factor

shares = st.floats(0.2, 0.9)


def fitted(covariance):
    factor = one_factor(np.array(covariance, dtype=float))
    assert factor is not None
    return factor


@pytest.mark.parametrize(
    ("covariance", "omega", "digits"),
    [(CHO, 0.8550, 4), (GRAHAM_UNEQUAL, 0.97, 2), (GRAHAM_REAL, 0.83, 2), (PARALLEL, 0.8136, 4)],
    ids=["Cho", "Graham table 2", "Graham table 3", "parallel"],
)
def test_omega_is_the_printed_one(covariance, omega, digits):
    assert round(fitted(covariance).omega, digits) == omega


def test_the_parts_of_omega_are_the_printed_ones():
    factor = fitted(CHO)
    assert factor.loadings.sum() ** 2 == pytest.approx(106.22, abs=0.02)
    assert factor.unique.sum() == pytest.approx(18.01, abs=0.01)


def test_a_covariance_matrix_made_by_one_factor_gives_it_back():
    factor = fitted(EXACT)
    assert factor.loadings == pytest.approx([12, 15, 14, 9], abs=1e-5)
    assert factor.unique == pytest.approx([1456, 675, 204, 19], abs=1e-3)
    assert factor.omega == pytest.approx(2500 / 4854)


def test_three_items_have_the_loadings_that_algebra_gives():
    covariance = np.array([[4, 1.5, 1.2], [1.5, 5, 2], [1.2, 2, 6]])
    by_hand = [(1.5 * 1.2 / 2) ** 0.5, (1.5 * 2 / 1.2) ** 0.5, (1.2 * 2 / 1.5) ** 0.5]
    assert fitted(covariance).loadings == pytest.approx(by_hand, abs=1e-6)


def test_an_item_that_is_all_factor_has_no_factor():
    covariance = np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]])
    assert one_factor(covariance) is None


@given(st.lists(shares, min_size=3, max_size=8), st.data())
@settings(max_examples=50, deadline=None)
def test_any_one_factor_is_found_again_whatever_the_units(shares_of_items, data):
    loadings = np.array(shares_of_items)
    units = np.array(data.draw(st.lists(st.floats(0.5, 4), min_size=len(loadings), max_size=8)))
    assume(len(units) == len(loadings))
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1)
    factor = fitted(correlation * np.outer(units, units))
    assert factor.loadings == pytest.approx(loadings * units, rel=1e-4)


@given(st.lists(shares, min_size=3, max_size=9), st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_omega_lies_between_0_and_1_and_forgets_the_order_of_items(loadings, seed):
    codes = made_up_answers(loadings, students=300, seed=seed)
    covariance = np.cov(codes, rowvar=False)
    factor = one_factor(covariance)
    assume(factor is not None)
    assert 0 <= factor.omega <= 1
    order = np.random.default_rng(seed).permutation(len(loadings))
    again = one_factor(covariance[np.ix_(order, order)])
    assert again is not None
    assert again.omega == pytest.approx(factor.omega, abs=1e-6)


def test_the_fit_is_no_worse_than_any_other_close_by():
    rng = np.random.default_rng(4)
    covariance = np.array(CHO, dtype=float)
    factor = fitted(covariance)
    for _ in range(50):
        loadings = factor.loadings + rng.normal(scale=0.05, size=4)
        unique = factor.unique * np.exp(rng.normal(scale=0.05, size=4))
        other = type(factor)(loadings, unique)
        assert other.misfit(covariance) >= factor.misfit(covariance) - 1e-9


@pytest.mark.parametrize("covariance", [EXACT, PARALLEL])
def test_the_gradient_is_what_a_small_change_does(covariance):
    covariance = np.array(covariance, dtype=float)
    factor = fitted(covariance)
    step = 1e-4 * covariance[0, 0]
    for row, column in [(0, 0), (0, 1), (2, 3), (3, 3)]:
        change = np.zeros((4, 4))
        change[row, column] = change[column, row] = step
        ends = [fitted(covariance + way * change).omega for way in (1, -1)]
        expected = float((factor.gradient * change).sum())
        assert (ends[0] - ends[1]) / 2 == pytest.approx(expected, rel=2e-3, abs=1e-9)
