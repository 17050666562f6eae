"""Waves: in which week there is room to see whom, when more are listed than can be seen at once.

A wave moves nobody off the list and no cut-off; it says aloud what the room there is will mean.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from screening.programme.school_days import SCHOOL_DAYS_PER_WEEK, school_weeks
from screening.referrals.list_day import ListDay


@dataclass(frozen=True)
class Wave:
    """The students for whom there is room in one week.

    Attributes:
        monday: the week.
        places: their places in the list, from 0.
        slots: first meetings that the school days of this week give.
        missed_count: how many of them are seen after their date although it lies after the day of
            the list, even if each day's meetings go to those whose date comes first.
    """

    monday: dt.date
    places: range
    slots: int
    missed_count: int


def waves_of(due: Sequence[dt.date], *, slots_per_week: int, day: ListDay) -> tuple[Wave, ...]:
    """Return the waves that together hold everybody.

    Args:
        due: the date by which each is to be seen, in the order of the list.
        slots_per_week: first meetings in a whole week; a shorter week has fewer, at least one.
        day: the day of the list; weeks begin behind it.
    """
    waves: list[Wave] = []
    first = 0
    for monday, days in school_weeks(day.as_of, holidays=day.days_off):
        if first >= len(due):
            break
        slots = max(1, slots_per_week * len(days) // SCHOOL_DAYS_PER_WEEK)
        places = range(first, min(first + slots, len(due)))
        missed = _missed([due[place] for place in places], days=days, slots=slots, day=day)
        waves.append(Wave(monday, places, slots, missed))
        first = places.stop
    return tuple(waves)


def slots_needed(due: Sequence[dt.date], *, slots_per_week: int, day: ListDay) -> int:
    """Return the first meetings per week by which every date after this day is met.

    Range:
        `slots_per_week` where it is enough; at most that and five per student.
    """

    def is_enough(slots: int) -> bool:
        return not any(w.missed_count for w in waves_of(due, slots_per_week=slots, day=day))

    tried = range(slots_per_week, slots_per_week + SCHOOL_DAYS_PER_WEEK * len(due))
    return slots_per_week + bisect_left(tried, True, key=is_enough)


def _missed(due: Sequence[dt.date], *, days: Sequence[dt.date], slots: int, day: ListDay) -> int:
    """Return how many dates of a wave pass before there is room."""
    seen_on = (days[place * len(days) // slots] for place in range(slots))
    pairs = zip(sorted(due), islice(seen_on, len(due)), strict=True)
    return sum(day.as_of < date < seen for date, seen in pairs)
