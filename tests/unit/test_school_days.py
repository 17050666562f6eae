import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.programme.school_days import (
    add_school_days,
    is_school_day,
    last_school_day_before,
    school_days_until,
    school_weeks,
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


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, dt.date(2027, 3, 6), 0),
        (FRIDAY, dt.date(2027, 3, 9), 1),
        (FRIDAY, dt.date(2027, 3, 12), 3),
        (dt.date(2027, 3, 9), FRIDAY, -1),
        (dt.date(2027, 3, 12), FRIDAY, -3),
    ],
)
def test_school_days_until_a_day_are_below_zero_once_it_has_passed(start, end, expected):
    assert school_days_until(start, end, holidays=HOLIDAYS) == expected


@given(start=DATES, days=st.integers(1, 40), holidays=st.frozensets(DATES, max_size=5))
def test_days_until_undoes_adding_days(start, days, holidays):
    end = add_school_days(start, days, holidays=holidays)
    assert school_days_until(start, end, holidays=holidays) == days


def test_weeks_begin_behind_the_day_and_leave_out_days_and_weeks_without_school():
    week_off = frozenset(dt.date(2027, 3, day) for day in range(15, 20)) | HOLIDAYS
    weeks = list(islice(school_weeks(dt.date(2027, 3, 3), holidays=week_off), 3))
    assert [monday for monday, _ in weeks] == [
        dt.date(2027, 3, 1),
        dt.date(2027, 3, 8),
        dt.date(2027, 3, 22),
    ]
    assert [len(days) for _, days in weeks] == [2, 3, 5]


@given(start=DATES, holidays=st.frozensets(DATES, max_size=5))
def test_weeks_hold_every_school_day_once(start, holidays):
    days = [day for _, week in islice(school_weeks(start, holidays=holidays), 4) for day in week]
    assert days == sorted(set(days))
    for nth, day in enumerate(days, start=1):
        assert add_school_days(start, nth, holidays=holidays) == day
