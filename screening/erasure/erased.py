"""Who was erased, as salted digests: enough to leave them out, and no list of anybody.

Whoever has this list and a student code can test whether that code was erased; nobody can read a
code from it where codes are as long as `screening pseudonymise` makes them.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from screening.errors import ScreeningError
from screening.intake.text_table import Record, TextTable
from screening.ledger.act import Act
from screening.ledger.store import read_acts

SALT_BYTES = 16
STUDENT, ALERT = "student", "alert"
"""Fields of the acts: whose rows are left out, and which answers were seen to before."""
MOST_REMEMBERED = 200_000
"""Texts whose digest is remembered while a file is read."""


@dataclass(frozen=True)
class Erased:
    """The programme's erased students.

    Attributes:
        salt: hexadecimal; one for the programme; empty where nobody was erased.
        students: salted digests of student codes.
        alerts: salted digests of the keys of alerts that were closed before the erasure.
    """

    salt: str = ""
    students: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()

    def has(self, student_ref: str) -> bool:
        """Return True where this student was erased; blanks around the code do not count."""
        return bool(self.students) and self._digest(student_ref.strip()) in self.students

    def has_alert(self, key: str) -> bool:
        """Return True where a person had closed this alert before its student was erased."""
        return bool(self.alerts) and self._digest(key) in self.alerts

    @cached_property
    def _digest(self) -> Callable[[str], str]:
        return lru_cache(MOST_REMEMBERED)(lambda text: salted(text, self.salt))


NOBODY = Erased()


def salted(text: str, salt: str) -> str:
    """Return the salted digest of a text."""
    return hashlib.sha256(f"{salt}\x1f{text}".encode()).hexdigest()


def erased_in(ledger: Path) -> Erased:
    """Return who was erased, from the ledger; nobody where there is none."""
    return erased_of(read_acts(ledger, kinds=("erased",)))


def erased_of(acts: Iterable[Act]) -> Erased:
    """Return who was erased, from the ledger's acts; other kinds are passed over."""
    listed = [act for act in acts if act.kind == "erased" and act.field in {STUDENT, ALERT}]
    if not listed:
        return NOBODY
    digests = {name: {a.subject for a in listed if a.field == name} for name in (STUDENT, ALERT)}
    return Erased(listed[0].new, frozenset(digests[STUDENT]), frozenset(digests[ALERT]))


def erased_if_readable(ledger: Path) -> Erased:
    """Return the same; nobody where the ledger cannot be read: safety lists wait for nothing."""
    with suppress(ScreeningError, OSError):
        return erased_in(ledger)
    return NOBODY


def listing(
    student_ref: str, alerts: Iterable[str], *, erased: Erased, by: str, at: str
) -> list[Act]:
    """Return the acts that put a student, and the keys of closed alerts, on the list.

    Args:
        student_ref: who is erased.
        alerts: keys of the student's alerts; all of them closed.
        erased: who is on the list so far; its salt is used again.
        by: who asked for it.
        at: ISO date and time.
    """
    salt = erased.salt or secrets.token_hex(SALT_BYTES)
    named = [(STUDENT, student_ref.strip()), *((ALERT, key) for key in alerts)]
    known = erased.students | erased.alerts
    return [
        _act(field, digest, salt=salt, by=by, at=at)
        for field, text in named
        if (digest := salted(text, salt)) not in known
    ]


def _act(field: str, digest: str, *, salt: str, by: str, at: str) -> Act:
    return Act(
        kind="erased",
        window_id="",
        school_id="",
        student_ref="",
        subject=digest,
        field=field,
        new=salt,
        by=by,
        at=at,
        source="command",
    )


def without_erased(table: TextTable, places: Iterable[int], erased: Erased) -> TextTable:
    """Return an export's table in which an erased student's rows are blank.

    A blank row is counted and left out like any other, and nothing of it is stored.
    """
    if not erased.students:
        return table
    return TextTable(table.columns, _Blanked(table.records, tuple(places), erased), table.spare)


@dataclass(frozen=True)
class _Blanked:
    """Records, each time they are asked for, without what erased students answered."""

    records: Iterable[Record]
    places: tuple[int, ...]
    erased: Erased

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            cells = [record.cells[place] for place in self.places if place < len(record.cells)]
            is_theirs = any(map(self.erased.has, cells))
            yield Record(record.row, ("",) * len(record.cells)) if is_theirs else record
