"""The order of the list: by what is due, never by a score."""

import hashlib
from collections.abc import Iterable

from screening.referrals.list_day import ListDay
from screening.referrals.listed import Listed, Stage
from screening.referrals.rules import load_rules

_STAGES: tuple[Stage, ...] = ("to_see", "under_way", "done")


def in_order(listed: Iterable[Listed], *, day: ListDay) -> list[Listed]:
    """Return students in the order of the list.

    First whoever is overdue, the longest first; then by urgency; then whom nobody has seen; then
    by how long they have waited. Equals stand in an order drawn by lot, the same in every run of
    the window: small differences between scores are noise, so no score is looked at.
    """
    return sorted(listed, key=lambda one: _place(one, day=day))


def _place(one: Listed, *, day: ListDay) -> tuple[int, int, int, int, str]:
    late = one.days_late(day)
    waits = one.stage == "to_see"
    waited = -day.days_left(one.since) if waits else 0
    urgency = load_rules().urgency.order().index(one.urgency(day))
    return (-late, urgency, _STAGES.index(one.stage), -waited, _lot(one, day=day))


def _lot(one: Listed, *, day: ListDay) -> str:
    """Return the lot drawn for a student in this window."""
    content = f"{day.window.id}\x1f{one.student.student_ref}"
    return hashlib.sha256(content.encode()).hexdigest()
