"""The agenda of one meeting: seven points, what is due already filled in, no scores."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from screening.meeting.words import Headings, PointId, load_words
from screening.referrals.listed import Listed
from screening.referrals.referral import Referral
from screening.referrals.referral_list import ReferralList

REVIEW_DUE = "review_due"
Cut = TypeVar("Cut")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Point:
    """One point of the agenda.

    Attributes:
        minutes: in words.
        headings: of the table; empty where there is none.
        rows: cells as text; an empty one is for the pen.
        after: what stands under the table.
    """

    title: str
    minutes: str
    text: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()


def agenda_of(referral_list: ReferralList, *, open_alerts: int) -> tuple[Point, ...]:
    """Return the points of the agenda in order.

    Args:
        referral_list: the school's list.
        open_alerts: open entries of the safety list: a count, and nothing else of them.
    """
    words = load_words()
    filled: dict[PointId, Callable[[ReferralList], _Table]] = {
        "actions": _actions,
        "new": _new_students,
        "reviews": _reviews,
        "patterns": _patterns,
    }
    points = []
    for point in words.point:
        table = filled[point.id](referral_list) if point.id in filled else _Table()
        points.append(
            Point(
                title=point.title,
                minutes=words.minutes.format(count=point.minutes),
                text=point.text.format(alerts=open_alerts),
                headings=table.headings if table.rows else (),
                rows=table.rows,
                after=table.after,
            )
        )
    return tuple(points)


@dataclass(frozen=True)
class _Table:
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()


def _actions(referral_list: ReferralList) -> _Table:
    """Return whom nobody has seen although the date has passed, then what is under way."""
    heading = load_words().heading
    waiting = [*referral_list.overdue(), *_under_way(referral_list)]
    rows = _rows_by_id(referral_list)
    return _table(
        [
            (*_who(rows[one.referral_id]), rows[one.referral_id].owner,
             rows[one.referral_id].status, one.due.isoformat(), "")
            for one in waiting
        ],
        headings=(*_who_headings(heading), heading.owner, heading.status, heading.due,
                  heading.tick_actions),
    )  # fmt: skip


def _new_students(referral_list: ReferralList) -> _Table:
    """Return whom nobody has seen and whose date has not passed: as many as the minutes allow."""
    heading = load_words().heading
    rows = _rows_by_id(referral_list)
    new = [one for one in referral_list.to_see if not one.days_late(referral_list.day)]
    return _table(
        [(*_who(rows[one.referral_id]), one.due.isoformat(), "", "", "") for one in new],
        headings=(
            *_who_headings(heading),
            heading.due,
            heading.owner,
            heading.next_step,
            heading.date,
        ),
        most=load_words().new_students,
    )


def _reviews(referral_list: ReferralList) -> _Table:
    heading = load_words().heading
    return _table(
        [
            (*_who(row), row.owner, row.agreed_plan, "")
            for one, row in zip(referral_list.listed, referral_list.referrals, strict=True)
            if is_review_due(one, row, referral_list=referral_list)
        ],
        headings=(*_who_headings(heading), heading.owner, heading.plan, heading.tick_reviews),
    )


def _patterns(referral_list: ReferralList) -> _Table:
    lines = [f"{row.grade_class}: {row.next_step}" for row in referral_list.class_rows]
    shown, rest = _cut(lines, most=load_words().rows_shown)
    return _Table(after=(*shown, *rest))


def is_review_due(one: Listed, row: Referral, *, referral_list: ReferralList) -> bool:
    """Return whether a student's plan is looked at again in this meeting."""
    if one.stage == "done":
        return False
    if referral_list.day.status_of(one.referral_id) == REVIEW_DUE:
        return True
    until = referral_list.day.as_of + dt.timedelta(days=load_words().review_ahead_days)
    return any(date <= until.isoformat() for date in _DATE.findall(row.agreed_plan))


def _under_way(referral_list: ReferralList) -> Iterable[Listed]:
    """Return students somebody has seen whose plan is not looked at again under reviews."""
    pairs = zip(referral_list.listed, referral_list.referrals, strict=True)
    return [
        one
        for one, row in pairs
        if one.stage == "under_way" and not is_review_due(one, row, referral_list=referral_list)
    ]


def _table(
    rows: Sequence[tuple[str, ...]], *, headings: tuple[str, ...], most: int | None = None
) -> _Table:
    """Return a table of the first rows, and a line on how many there are beside them."""
    words = load_words()
    shown, rest = _cut(rows, most=most or words.rows_shown)
    return _Table(headings, tuple(shown), rest if rows else (words.nobody,))


def _cut(rows: Sequence[Cut], *, most: int) -> tuple[Sequence[Cut], tuple[str, ...]]:
    beyond = len(rows) - most
    return rows[:most], (load_words().more.format(count=beyond),) if beyond > 0 else ()


def _rows_by_id(referral_list: ReferralList) -> dict[str, Referral]:
    return {row.referral_id: row for row in referral_list.referrals}


def _who(row: Referral) -> tuple[str, str]:
    return row.student_code, row.grade_class


def _who_headings(heading: Headings) -> tuple[str, str]:
    return heading.student, heading.grade_class
