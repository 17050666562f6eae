"""The measures of the loop: from a signal to a student who was seen and helped.

Every share is kept as its two numbers and worked out nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from screening.dashboards.shares import percent
from screening.followup.followed import Followed
from screening.followup.measure_rules import load_measures
from screening.followup.waiting import Wait, days_until
from screening.ledger.act import Act


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        id: as in `measures.toml`.
        count: numerator.
        size: denominator; 0 = nobody it could be said of.
    """

    id: str
    count: int
    size: int

    def __post_init__(self) -> None:
        """Refuse a part that is larger than its whole.

        Raises:
            ValueError: it is, or a number is below 0.
        """
        if not 0 <= self.count <= self.size:
            raise ValueError(f"{self.id}: {self.count} of {self.size}.")

    @property
    def percent(self) -> str:
        """The share in whole per cent, worked out from both numbers; empty where there is none."""
        return percent(self.count / self.size) if self.size else ""


def measures_of(followed: Sequence[Followed], *, no_action_school_days: int) -> list[Measure]:
    """Return the measures of some students on lists, in the order of `measures.toml`.

    Args:
        followed: students of one school, or of the district.
        no_action_school_days: a referral that waited longer without anything is a signal without
            action.
    """
    rules = load_measures()
    due = [one for one in followed if one.is_due]
    allowed = [one for one in followed if one.may_contact]
    confirmed = [one for one in followed if one.status not in rules.not_needed]
    referred = [one for one in followed if "referred_out" in one.way]
    to_review = [one for one in followed if one.is_review_due]
    open_ones = [one for one in followed if one.is_open]
    counted: dict[str, tuple[Iterable[bool], Sequence[Followed]]] = {
        "no_action": (
            (is_without_action(o, days=no_action_school_days) for o in followed),
            followed,
        ),
        "seen_in_time": ((one.is_in_time for one in due), due),
        "family_reached": ((one.is_reached for one in allowed), allowed),
        "plan_agreed": (("plan_agreed" in one.way for one in confirmed), confirmed),
        "support_started": (("support_started" in one.way for one in confirmed), confirmed),
        "declined": ((one.status in rules.declined for one in followed), followed),
        "not_needed": ((one.status in rules.not_needed for one in followed), followed),
        "already_helped": (
            (bool({*rules.already_helped} & {*one.way}) for one in followed),
            followed,
        ),
        "first_visit": (("first_visit_confirmed" in one.way for one in referred), referred),
        "reviewed_in_time": ((one.is_reviewed_in_time for one in to_review), to_review),
        "overridden": ((one.is_overridden for one in followed), followed),
        "owned": ((bool(one.owner) for one in open_ones), open_ones),
    }
    return [Measure(id_, sum(met), len(whole)) for id_, (met, whole) in counted.items()]


def open_by_owner(followed: Iterable[Followed]) -> dict[str, Measure]:
    """Return each named owner's open referrals of all open ones, by name."""
    owners = Counter(one.owner for one in followed if one.is_open)
    size = owners.total()
    named = sorted((owner for owner in owners if owner), key=str.casefold)
    return {owner: Measure("owned", owners[owner], size) for owner in named}


def is_without_action(one: Followed, *, days: int) -> bool:
    """Return whether a student was called out for more than so many school days, and no more."""
    return one.is_not_started and one.waited > days


def alerts_measure(acts: Iterable[Act]) -> Measure:
    """Return how many safety alerts a named person took on the day on which they were raised.

    Args:
        acts: of one window, in the order of the ledger; others than of alerts are not looked at.
    """
    raised: dict[str, str] = {}
    taken: dict[str, str] = {}
    for act in acts:
        if act.kind == "alert_raised":
            raised[act.subject] = min(raised.get(act.subject, act.at), act.at)
        elif act.kind == "alert_acknowledged" and not act.field:
            taken.setdefault(act.subject, act.at)
    days = len("2026-10-30")
    same = sum(taken.get(alert, "")[:days] == at[:days] for alert, at in raised.items())
    return Measure("alerts_same_day", same, len(raised))


def waiting_words(followed: Sequence[Followed]) -> str:
    """Return how long students waited to be seen; empty where nobody is on a list."""
    rules = load_measures()
    if not followed:
        return ""
    median, ninetieth = wait_points(followed)
    waiting = sum(not one.is_seen and one.status not in rules.waits_no_more for one in followed)
    return rules.waited.format(
        median=median, ninetieth=ninetieth, waiting=waiting, listed=len(followed)
    )


def wait_points(followed: Sequence[Followed]) -> tuple[str, str]:
    """Return within how many school days half, and nine of ten, were seen, in words."""
    rules = load_measures()
    waits = [Wait(one.waited, is_over=one.is_seen) for one in followed]
    days = (days_until(point, waits=waits) for point in rules.wait_points)
    median, ninetieth = (
        rules.not_yet if each is None else rules.within_days.format(days=each) for each in days
    )
    return median, ninetieth
