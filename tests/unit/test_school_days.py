import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.programme.school_days import (
    add_school_days,
    is_school_day,
    last_school_day_before,
)

FRIDAY = dt.date(2027, 3, 5)
HOLIDAYS = frozenset({dt.date(2027, 3, 8), dt.date(2027, 3, 10)})
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (dt.date(2027, 3, 1), 1, dt.date(2027, 3, 2)),
        (dt.date(2027, 3, 1), 4, FRIDAY),
        (dt.date(2027, 3, 1), 5, dt.date(2027, 3, 8)),
        (FRIDAY, 1, dt.date(2027, 3, 8)),
        (FRIDAY, 10, dt.date(2027, 3, 19)),
        (dt.date(2027, 3, 6), 1, dt.date(2027, 3, 8)),
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 1)),
    ],
)
def test_weekends_do_not_count(start, days, expected):
    assert add_school_days(start, days, holidays=()) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, dt.date(2027, 3, 9)), (2, dt.date(2027, 3, 11)), (3, dt.date(2027, 3, 12))],
)
def test_holidays_do_not_count(days, expected):
    assert add_school_days(FRIDAY, days, holidays=HOLIDAYS) == expected


@pytest.mark.parametrize("days", [0, -3])
def test_fewer_than_one_day_is_refused(days):
    with pytest.raises(ValueError, match="must be 1 or more"):
        add_school_days(FRIDAY, days, holidays=())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2027, 3, 5), dt.date(2027, 3, 4)),
        (dt.date(2027, 3, 7), FRIDAY),
        (dt.date(2027, 3, 9), FRIDAY),
        (dt.date(2027, 3, 11), dt.date(2027, 3, 9)),
    ],
)
def test_the_last_school_day_before_skips_weekends_and_holidays(day, expected):
    assert last_school_day_before(day, holidays=HOLIDAYS) == expected


@given(start=DATES, days=st.integers(1, 40), holidays=st.frozensets(DATES, max_size=5))
def test_exactly_that_many_school_days_lie_between(start, days, holidays):
    end = add_school_days(start, days, holidays=holidays)
    between = (start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1))
    assert sum(is_school_day(day, holidays=holidays) for day in between) == days
    assert is_school_day(end, holidays=holidays)


@given(day=DATES, holidays=st.frozensets(DATES, max_size=5))
def test_going_back_and_forth_meets_the_next_school_day(day, holidays):
    before = last_school_day_before(day, holidays=holidays)
    assert before < day
    assert add_school_days(before, 1, holidays=holidays) >= day
