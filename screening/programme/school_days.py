"""Counting in school days: weekends and the programme's holidays do not count."""

import datetime as dt
from collections.abc import Collection
from itertools import count

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


def is_school_day(day: dt.date, *, holidays: Collection[dt.date]) -> bool:
    """Return whether school is held: neither Saturday, Sunday nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_school_days(start: dt.date, days: int, *, holidays: Collection[dt.date]) -> dt.date:
    """Return the school day that lies `days` school days after `start`.

    Args:
        start: the day counted from; it does not count itself.
        days: whole school days, 1 or more.
        holidays: days without school beside the weekends.

    Raises:
        ValueError: `days` is below 1.
    """
    if days < 1:
        raise ValueError(f"days is {days}; it must be 1 or more.")
    later = (start + step * ONE_DAY for step in count(1))
    school_days = (day for day in later if is_school_day(day, holidays=holidays))
    return next(day for nth, day in enumerate(school_days, start=1) if nth == days)


def last_school_day_before(day: dt.date, *, holidays: Collection[dt.date]) -> dt.date:
    """Return the nearest school day before `day`."""
    earlier = (day - step * ONE_DAY for step in count(1))
    return next(before for before in earlier if is_school_day(before, holidays=holidays))
