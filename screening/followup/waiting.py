"""How long students wait, told honestly: whoever still waits is in the count, not left out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """One student's wait.

    Attributes:
        school_days: from the day of the list to the day seen, or for as long as is known; 0 or
            more.
        is_over: somebody has seen the student. False = still waits, or left without being seen.
    """

    school_days: int
    is_over: bool


def days_until(share: float, *, waits: Sequence[Wait]) -> int | None:
    """Return the school days within which a share of students was seen, by Kaplan and Meier.

    Args:
        share: above 0, at most 1; 0.5 = the median.
        waits: one per student.

    Returns:
        The first day by which at least that share was seen; None where too few have been, so that
        nobody can tell yet.
    """
    waiting = 1.0
    for day in sorted({wait.school_days for wait in waits if wait.is_over}):
        at_risk = sum(wait.school_days >= day for wait in waits)
        seen = sum(wait.is_over and wait.school_days == day for wait in waits)
        waiting *= 1 - seen / at_risk
        # A sum of shares misses a round number by a rounding error.
        if waiting <= 1 - share + ROUNDING:
            return day
    return None


ROUNDING = 1e-9
