"""A choice under override becomes a decision about the tier, with the reason behind it."""

import dataclasses

from screening.errors import RefusedDataError
from screening.followup.entries import EntryError, split_choice
from screening.ledger.act import Act
from screening.overrides.override_act import TieredStudent, override_act
from screening.referrals.rules import load_rules

NOT_KNOWN = ""
"""What the rule said when the list was filled in: the workbook does not hold it."""
ON_THE_LIST = 2
"""Whoever stands on a list has a result; a run that finds none keeps tier 1 from them."""


def override_of(
    entry: str,
    *,
    window_id: str,
    school_id: str,
    student_ref: str,
    by: str,
    at: str,
    source: str,
) -> Act | None:
    """Return the act by which a person decides the tier; None where the entry leaves it alone.

    Args:
        entry: a choice with its reason, or free text, as it is kept.
        window_id: whose list it is.
        school_id: whose list it is.
        student_ref: empty for a class.
        by: the person's name.
        at: ISO date.
        source: SHA-256 of the workbook.

    Raises:
        EntryError: no reason, or the tier cannot be decided.
    """
    rules = load_rules()
    choice, reason = split_choice(entry, choices=rules.lists["override"])
    if not choice:
        return None
    if not reason:
        raise EntryError("override_without_reason")
    tier = rules.override_tier.get(choice)
    if tier is None:
        return None
    if not student_ref:
        raise EntryError("override_of_class")
    student = TieredStudent(window_id, school_id, student_ref, ON_THE_LIST, can_be_decided=True)
    try:
        act = override_act(student, tier=tier, reason=reason, by=by, at=at, source=source)
    except RefusedDataError as fault:
        raise EntryError("override_refused") from fault
    return dataclasses.replace(act, old=NOT_KNOWN)
