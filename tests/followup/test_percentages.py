"""A printed percentage is the share of its own two numbers, or nothing is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import FailedChecksError
from screening.followup.measures import Measure
from screening.followup.percentages import require_true_percentages


def test_a_percentage_that_is_its_own_count_is_refused():
    """A published table of services once printed counts where percentages belonged."""
    with pytest.raises(FailedChecksError, match="owned: '17 %' is not 17 of 23"):
        require_true_percentages([("owned", 17, 23, "17 %")])


def test_the_count_is_the_percentage_where_it_is_of_a_hundred():
    require_true_percentages([("owned", 17, 100, "17 %")])


@pytest.mark.parametrize(
    ("count", "size", "printed"),
    [
        (1, 3, "34 %"),
        (2, 3, "66 %"),
        (1, 4, "75 %"),
        (0, 5, "under 1 %"),
        (5, 5, "over 99 %"),
        (1, 20, "under 1 %"),
        (1, 3, ""),
        (1, 3, "33"),
        (0, 0, "0 %"),
    ],
)
def test_every_other_untrue_percentage_is_refused(count, size, printed):
    with pytest.raises(FailedChecksError):
        require_true_percentages([("any", count, size, printed)])


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_what_a_measure_prints_is_true(numbers):
    measure = Measure("owned", *numbers)
    require_true_percentages([(measure.id, measure.count, measure.size, measure.percent)])


def test_of_nobody_there_is_no_percentage():
    assert Measure("owned", 0, 0).percent == ""
    require_true_percentages([("owned", 0, 0, "")])


@pytest.mark.parametrize(("count", "size"), [(3, 2), (-1, 2)])
def test_a_part_is_never_more_than_its_whole(count, size):
    with pytest.raises(ValueError, match="owned"):
        Measure("owned", count, size)
