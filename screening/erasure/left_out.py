"""Nobody who was erased comes back from a roster that still has the code."""

from dataclasses import replace

from screening.erasure.erased import Erased
from screening.intake.roster_entry import Roster


def without_students(roster: Roster, erased: Erased) -> Roster:
    """Return the roster without erased students, and without problems that name one."""
    if not erased.students:
        return roster
    return replace(
        roster,
        entries=tuple(each for each in roster.entries if not erased.has(each.student_ref)),
        problems=tuple(each for each in roster.problems if not erased.has(each.student_ref or "")),
    )
