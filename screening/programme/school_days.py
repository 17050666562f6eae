"""Counting in school days: weekends and days without school do not count."""

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import count, groupby

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
SCHOOL_DAYS_PER_WEEK = 5
"""Monday to Friday, in a week without a day off."""


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
    later = _school_days_after(start, holidays=holidays)
    return next(day for nth, day in enumerate(later, start=1) if nth == days)


def school_days_until(start: dt.date, end: dt.date, *, holidays: Collection[dt.date]) -> int:
    """Return how many school days after `start` there are up to `end`, `end` counted.

    Range:
        0 on the day itself; below 0 where `end` lies before `start`: the school days after `end`
        up to `start`, so that a date that passed over a weekend is one school day late on Monday.
    """
    first, last, sign = (start, end, 1) if start <= end else (end, start, -1)
    days = (first + step * ONE_DAY for step in range(1, (last - first).days + 1))
    return sign * sum(is_school_day(day, holidays=holidays) for day in days)


def school_weeks(
    start: dt.date, *, holidays: Collection[dt.date]
) -> Iterator[tuple[dt.date, tuple[dt.date, ...]]]:
    """Yield (Monday, its school days) of each week after `start` that has a school day.

    The first week may be a rest of one: `start` and the days before it do not count.
    """
    later = _school_days_after(start, holidays=holidays)
    for monday, days in groupby(later, key=lambda day: day - day.weekday() * ONE_DAY):
        yield monday, tuple(days)


def last_school_day_before(day: dt.date, *, holidays: Collection[dt.date]) -> dt.date:
    """Return the nearest school day before `day`."""
    earlier = (day - step * ONE_DAY for step in count(1))
    return next(before for before in earlier if is_school_day(before, holidays=holidays))


def _school_days_after(start: dt.date, *, holidays: Collection[dt.date]) -> Iterator[dt.date]:
    """Yield the school days after `start`, without end."""
    later = (start + step * ONE_DAY for step in count(1))
    return (day for day in later if is_school_day(day, holidays=holidays))
