"""Statistics of scores by hand, and the reach of a cut."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.score_quality.score_counts import ScoreCounts, cut_reach


def counted(*rows):
    """Return counts from (score, students) or (score, students, grade)."""
    frame = pd.DataFrame(
        [(grade[0] if grade else "7", score, None, count) for score, count, *grade in rows],
        columns=["grade", "subscale_score", "band_rank", "student_count"],
    )
    kinds = {"subscale_score": "Float64", "band_rank": "Int64"}
    return ScoreCounts(frame.astype(kinds))


def reach(counts, points, *, standard_error=2.0):
    return cut_reach(counts, points, standard_error=standard_error, standard_errors=1.0)


def test_mean_and_deviation_by_hand():
    counts = counted((2, 1), (4, 3), (6, 1))
    assert counts.mean == 4
    assert counts.sd == pytest.approx(2**0.5)
    assert (counts.scored_count, counts.missing_count) == (5, 0)


def test_students_without_a_score_are_missing_and_move_nothing():
    counts = counted((2, 1), (4, 1), (None, 3))
    assert (counts.scored_count, counts.missing_count, counts.mean) == (2, 3, 3)


def test_a_vendor_s_band_without_a_score_is_no_missing_score():
    counts = counted((None, 3))
    counts.rows["band_rank"] = 1
    assert (counts.scored_count, counts.missing_count) == (3, 0)
    assert (counts.mean, counts.sd) == (None, None)


def test_one_student_has_no_deviation():
    assert counted((2, 1)).sd is None


def test_no_score_at_all_has_no_statistics():
    counts = counted((None, 4))
    assert (counts.mean, counts.sd, counts.scored_count) == (None, None, 0)
    assert reach(counts, {None: 4.5}) is None


def test_how_many_have_one_score():
    counts = counted((0, 7), (3, 2, "8"), (3, 1, "7"), (None, 2))
    assert (counts.count_at(0), counts.count_at(3), counts.count_at(9)) == (7, 3, 0)


def test_within_one_standard_error_is_near():
    found = reach(counted((7, 1), (8, 1), (9, 1), (10, 1), (11, 1), (12, 1)), {None: 9.5})
    assert found.near_count == 4
    assert found.judged_count == 6


@pytest.mark.parametrize(("distance", "is_near"), [(2.0, True), (2.0001, False)])
def test_the_edge_itself_is_near(distance, is_near):
    assert reach(counted((10 + distance, 1)), {None: 10}).near_count == int(is_near)


@pytest.mark.parametrize(
    ("score", "chance"), [(10, 0.5), (12, 0.158655), (8, 0.158655), (14, 0.02275)]
)
def test_the_chance_of_the_other_side_is_the_normal_one(score, chance):
    found = reach(counted((score, 1)), {None: 10})
    assert found.other_side_share == pytest.approx(chance, abs=1e-5)


def test_the_share_is_the_mean_over_students():
    found = reach(counted((10, 3), (1000, 1)), {None: 10})
    assert found.other_side_share == pytest.approx(0.375)


def test_each_grade_has_its_own_cut_and_one_without_is_not_judged():
    counts = counted((4, 10, "3"), (4, 20, "9"), (4, 40, "K"))
    found = reach(counts, {"3": 3.5, "9": 20.5}, standard_error=1.0)
    assert (found.judged_count, found.near_count) == (30, 10)


def test_a_subscale_whose_cut_is_for_other_grades_has_no_reach():
    assert reach(counted((4, 10, "3")), {"9": 3.5}) is None


scores = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 50)), min_size=1, max_size=20)


@given(scores, st.floats(0.1, 10))
def test_shares_stay_between_0_and_a_half(rows, standard_error):
    found = reach(counted(*rows), {None: 9.5}, standard_error=standard_error)
    assert 0 <= found.near_count <= found.judged_count
    assert 0 <= found.other_side_share <= 0.5


@given(scores, st.floats(0.1, 5))
def test_a_larger_error_never_brings_fewer_near(rows, standard_error):
    small = reach(counted(*rows), {None: 9.5}, standard_error=standard_error)
    large = reach(counted(*rows), {None: 9.5}, standard_error=2 * standard_error)
    assert large.near_count >= small.near_count
    assert large.other_side_share >= small.other_side_share
