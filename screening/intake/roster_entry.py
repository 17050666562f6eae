"""What is kept of each student, whatever kind of roster it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from screening.problem import Problem

CONSENT = ("yes", "opted_out", "withdrawn")
NOT_RECORDED = "withdrawn"
"""What counts where no consent is recorded."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
UNDETERMINED = "und"
LONGEST_CLASS = 40
WORDS_REMEMBERED = 10_000
"""Classes and languages of a district, each read once."""


@dataclass(frozen=True)
class RosterEntry:
    """One student.

    Attributes:
        grade: `PK`, `K`, `1` … `12`, or `unknown`.
        gender: `female`, `male` or `neither`, for norms; `neither` where no column is named.
        consent: `yes`, `opted_out` or `withdrawn`; `withdrawn` where it is not recorded.
        state: `ok`, or `conflict` where school or consent is not certain.
        groups: group column → content, for the columns named in the settings.
    """

    student_ref: str
    school_id: str
    grade: str
    gender: str
    class_id: str
    home_language: str
    consent: str
    state: str
    row: int
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """Entries by student_ref (each student once) and what was found wrong."""

    entries: tuple[RosterEntry, ...]
    problems: tuple[Problem, ...]
    row_count: int

    def by_ref(self) -> dict[str, RosterEntry]:
        """Return entries by student_ref."""
        return {entry.student_ref: entry for entry in self.entries}


@lru_cache(WORDS_REMEMBERED)
def language_code(text: str) -> str:
    """Return a language code; `und` (undetermined) where the cell is no code."""
    code = text.lower()
    return code if LANGUAGE.fullmatch(code) else UNDETERMINED


@lru_cache(WORDS_REMEMBERED)
def class_name(text: str) -> str:
    """Return a class name without control characters, at most 40 characters."""
    return "".join(character for character in text if character.isprintable())[:LONGEST_CLASS]
