"""For which day a list is made: lists wait for people, and days pass while nothing else changes."""

import datetime as dt
from collections.abc import Iterable, Iterator

from screening.ledger.act import Act
from screening.programme.settings import Programme, Window
from screening.referrals.list_day import ListDay
from screening.referrals.listed import stage_of


def day_of_list(
    programme: Programme,
    window: Window,
    acts: Iterable[Act],
    *,
    as_of: dt.date,
    today: dt.date,
) -> dt.date:
    """Return the day for which the lists of a window are made.

    It is the run's date, so that running twice changes nothing; but today where somebody still
    waits to be seen and either a new week has begun or a date has passed. Else nobody would ever
    be late where nobody returns anything (decision 096).

    Args:
        programme: its schools and calendar.
        window: the window.
        acts: what people did, and when referrals were first listed.
        as_of: the date that letters and deadlines carry.
        today: the real date.
    """
    due = list(_waiting(programme, window, tuple(acts), as_of=as_of))
    new_week = today.isocalendar()[:2] != as_of.isocalendar()[:2]
    return today if today > as_of and due and (new_week or min(due) < today) else as_of


def _waiting(
    programme: Programme, window: Window, acts: tuple[Act, ...], *, as_of: dt.date
) -> Iterator[dt.date]:
    """Yield the due date of everybody whom a list has shown and nobody has seen."""
    for school in programme.school:
        day = ListDay(programme, school, window, as_of, acts)
        for referral_id, state in day.states.items():
            if state.school_id == school.id and stage_of(referral_id, day=day) == "to_see":
                yield day.due_date(referral_id, level=max(state.issued, default=1) or 1)
