"""One referral as the measures of the loop look at it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.followup.entries import split_choice
from screening.followup.entry_dates import dates_in
from screening.followup.measure_rules import load_measures
from screening.followup.rules import load_followup
from screening.ledger.act import Act
from screening.programme.school_days import school_days_until
from screening.referrals.list_day import ListDay
from screening.referrals.listed import Listed
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.support_known import contact_of


@dataclass(frozen=True)
class Followed:
    """One student on a list.

    Attributes:
        school_id: whose list it is.
        tier: 2 or 3; 1 or None where something else than answers put the student on the list.
        waited: school days from the first list to the day seen, or to the day on which nobody
            waited any more, or to the day of the list.
        status: id of the status that holds.
        way: every status on the way to it; what was taken back is not there.
        is_seen: somebody has seen the student.
        is_due: the due date has passed.
        is_in_time: seen on or before the due date.
        may_contact: the family may be contacted.
        is_reached: somebody reached the family.
        is_review_due: the review date has passed.
        is_reviewed_in_time: the review was done by then.
        is_overridden: a person decided the tier.
        owner: who is named; empty = nobody.
    """

    school_id: str
    tier: int | None
    waited: int
    status: str
    way: tuple[str, ...]
    is_seen: bool
    is_due: bool
    is_in_time: bool
    may_contact: bool
    is_reached: bool
    is_review_due: bool
    is_reviewed_in_time: bool
    is_overridden: bool
    owner: str

    @property
    def is_not_started(self) -> bool:
        """Nobody has seen the student and nothing else was begun."""
        return self.status == load_rules().status[0].id and not self.is_seen

    @property
    def is_open(self) -> bool:
        """The work has not ended."""
        return self.status not in load_rules().stage.done


def followed_on(referral_list: ReferralList) -> list[Followed]:
    """Return every student on a school's list, in its order."""
    day = referral_list.day
    return [_followed(listed, day=day) for listed in referral_list.listed]


def _followed(listed: Listed, *, day: ListDay) -> Followed:
    state = day.states.get(listed.referral_id)
    fields: Mapping[str, str] = state.fields if state else {}
    steps = list(_way(state.history if state else ()))
    way = tuple(status for status, _ in steps)
    seen_on = _seen_on(fields, steps)
    ended_on = _first(steps, load_measures().waits_no_more)
    review_on = _last_date(fields.get("agreed_plan", ""))
    reviewed_on = _last_date(fields.get("outcome", "")) or _first(steps, load_measures().reviewed)
    student = listed.student
    contact = contact_of(student, column=day.programme.contact_column)
    is_review_due = review_on is not None and review_on < day.as_of
    return Followed(
        school_id=day.school.id,
        tier=student.tier,
        waited=max(0, _days(listed.since, seen_on or ended_on or day.as_of, day=day)),
        status=state.status if state else load_rules().status[0].id,
        way=way,
        is_seen=seen_on is not None,
        is_due=listed.due < day.as_of,
        is_in_time=seen_on is not None and seen_on <= listed.due,
        may_contact=contact not in load_measures().no_contact,
        is_reached="family_reached" in way or _is_reached(fields.get("family_contact", "")),
        is_review_due=is_review_due,
        is_reviewed_in_time=is_review_due
        and reviewed_on is not None
        and review_on is not None
        and reviewed_on <= review_on,
        is_overridden=bool(student.override_by),
        owner=fields.get("owner", ""),
    )


Step = tuple[str, dt.date]
"""A status, and the day on which it was told."""


def _way(history: Sequence[Act]) -> Iterator[Step]:
    """Yield the statuses on the way to the last one; a move back takes back what came after."""
    way: list[Step] = []
    for act in history:
        if act.kind == "followup" and act.field == "status":
            passed = [status for status, _ in way]
            if act.new in passed:
                way = way[: passed.index(act.new)]
            way.append((act.new, _day_of(act)))
    yield from way


def _seen_on(fields: Mapping[str, str], steps: Sequence[Step]) -> dt.date | None:
    """Return the day on which the student was seen: as written, else as told by the status."""
    written = fields.get("student_seen_on", "")
    return dt.date.fromisoformat(written) if written else _first(steps, ("student_seen",))


def _first(steps: Sequence[Step], statuses: Sequence[str]) -> dt.date | None:
    return next((day for status, day in steps if status in statuses), None)


def _is_reached(entry: str) -> bool:
    choices = load_followup().not_reached["family_contact"]
    return bool(entry) and not split_choice(entry, choices=choices)[0]


def _last_date(entry: str) -> dt.date | None:
    return max(dates_in(entry), default=None)


def _day_of(act: Act) -> dt.date:
    return dt.datetime.fromisoformat(act.at).date()


def _days(start: dt.date, end: dt.date, *, day: ListDay) -> int:
    return school_days_until(start, end, holidays=day.days_off)
