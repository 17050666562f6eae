"""The words of the pages, each said once, and the order in which things are named."""

import datetime as dt
from collections.abc import Iterable

LEVELS = {
    "tier_1": "Universal support",
    "tier_2": "Targeted support",
    "tier_3": "Intensive support",
}
"""Levels of support, least first."""

REASONS = {
    "not_answered": ("not_answered", "Did not answer"),
    "opted_out": ("family_choice", "Family opted out"),
    "withdrawn": ("family_choice", "Consent withdrawn"),
    "answers_set_aside": ("answers_not_used", "Answers set aside"),
    "too_few_answers": ("answers_not_used", "Too few answers"),
    "no_norms": ("answers_not_used", "Answered, nothing to compare with"),
    "roster_conflict": ("answers_not_used", "Roster rows disagree"),
}
"""Why a student has no level: reason → its group on school and grade tables, and its words."""

REASON_GROUPS = {
    "not_answered": "Did not answer",
    "family_choice": "Family's choice",
    "answers_not_used": "Answers not usable",
}

ROW_STATES = {"scored": "Rows scored", "set_aside": "Rows set aside", "left_out": "Rows left out"}

INFORMANTS = {"self": "Students", "caregiver": "Caregivers", "teacher": "Teachers"}

HIDDEN = "hidden to protect privacy"

GRADE_ORDER = ("PK", "K", *(str(number) for number in range(1, 13)))

A_FEW = 2
"""So many grades are named one by one."""


def grade_label(grade: str) -> str:
    """Return a grade as people say it."""
    named = {"PK": "Pre-kindergarten", "K": "Kindergarten", "unknown": "Grade not known"}
    return named.get(grade, f"Grade {grade}")


def grade_rank(grade: str) -> tuple[int, str]:
    """Return the place of a grade in a list; unknown ones come last."""
    known = grade in GRADE_ORDER
    return (GRADE_ORDER.index(grade) if known else len(GRADE_ORDER), grade)


def grades_in_words(grades: Iterable[str]) -> str:
    """Return grades, youngest first: `K to 5` where none is left out, else `6, 8`."""
    named = sorted(grades, key=grade_rank)
    first, _ = grade_rank(named[0])
    is_run = tuple(named) == GRADE_ORDER[first : first + len(named)]
    return f"{named[0]} to {named[-1]}" if is_run and len(named) > A_FEW else ", ".join(named)


def number(count: int) -> str:
    """Return a count for reading: 1,640."""
    return f"{count:,}"


def day(date: dt.date) -> str:
    """Return a date in words: 3 October 2026."""
    return f"{date.day} {date:%B %Y}"
