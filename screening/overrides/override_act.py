"""The act by which a person decides a student's tier, or gives the decision back to the rule."""

from dataclasses import dataclass

from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.scoring.tier_words import NO_TIER

FIELD = "tier"
BACK_TO_RULE = "rule"
TIERS = ("1", "2", "3")
UNIVERSAL = "1"
LONGEST_REASON = 500
"""Characters; a reason is a sentence or two, never a file."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class TieredStudent:
    """What the tier table says of a student when a person decides.

    Attributes:
        rule_tier: what the rule says; None = no tier.
        can_be_decided: consent is `yes` and the roster entry is certain.
    """

    window_id: str
    school_id: str
    student_ref: str
    rule_tier: int | None
    can_be_decided: bool


def override_act(
    student: TieredStudent, *, tier: str, reason: str, by: str, at: str, source: str
) -> Act:
    """Return the act; nothing is written down yet.

    Args:
        student: whom it is about; what the rule says now is kept in `old`.
        tier: `1`, `2` or `3`; `rule` gives the decision back.
        reason: why, in the person's words; one line.
        by: the person's name.
        at: ISO date, or date and time.
        source: SHA-256 of the returned workbook, or `command`.

    Raises:
        RefusedDataError: no reason, no name, a word that is no tier, a student without consent or
            with an uncertain roster entry, or tier 1 where the rule gives no tier.
    """
    told, name = _one_line(reason), _one_line(by)
    fault = _fault(student, tier=tier, reason=told, by=name)
    if fault:
        raise RefusedDataError(fault)
    return Act(
        kind="override",
        window_id=student.window_id,
        school_id=student.school_id,
        student_ref=student.student_ref,
        subject=student.student_ref,
        field=FIELD,
        old=NO_TIER if student.rule_tier is None else str(student.rule_tier),
        new=tier,
        reason=told,
        by=name,
        at=at,
        source=source,
    )


def _fault(student: TieredStudent, *, tier: str, reason: str, by: str) -> str:
    """Return what is wrong as a sentence without the student; empty where nothing is."""
    if tier not in {*TIERS, BACK_TO_RULE}:
        return f"A tier is decided as {', '.join(TIERS)} or `{BACK_TO_RULE}`."
    if not reason or len(reason) > LONGEST_REASON:
        return f"A decision needs a reason of up to {LONGEST_REASON} characters."
    if not by or len(by) > LONGEST_NAME:
        return "A decision needs the name of the person who made it."
    if not student.can_be_decided:
        return "Without consent or with an uncertain roster entry nobody's tier is decided."
    if tier == UNIVERSAL and student.rule_tier is None:
        return "Nobody is put on tier 1 without answers: choose tier 2 or 3, or ask again."
    return ""


def _one_line(text: str) -> str:
    """Return text as one line without anything that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
