"""Step: the letters that are due, each family one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from screening.instruments.library import Library
from screening.letters.mailing import LetterDue
from screening.letters.names import ChildName
from screening.letters.print_run import LetterCounts, write_letters
from screening.run.alerts import alerts_of_run, any_unread, held_students
from screening.run.contact import HELD_NO_CONTACT, students_not_to_contact
from screening.run.window_run import WindowRun
from screening.strengths.named import load_strengths
from screening.warehouse import Warehouse

HELD_FOR_STAFF = "staff_first"
"""A critical item awaits a person: no letter before somebody has closed its alert."""
HELD_UNREAD = "answers_not_read"
"""A file or row that nobody could read may hold the student's critical item."""


def write_due_letters(
    run: WindowRun,
    warehouse: Warehouse,
    *,
    to: Path | None = None,
    purpose: str | None = None,
    names: Mapping[str, ChildName] | None = None,
    shown: Callable[[str], None] = lambda _line: None,
) -> LetterCounts:
    """Write the letters of the window and return the counts.

    Before a window opens every family is due the notice; afterwards the letter that
    `mart_letter_due` says.

    Args:
        run: the run.
        warehouse: holds the roster and the tier table of the window.
        to: another folder than the outbox being built.
        purpose: `notice` asks for notices whatever the date.
        names: student_ref to names, merged into what is written and kept nowhere.
        shown: called with a line when some letters are done.
    """
    due = due_letters(run, warehouse, purpose=purpose)
    return write_letters(
        due,
        programme=run.programme.settings,
        window=run.window,
        as_of=run.as_of,
        today=run.today,
        to=to or run.outbox.building,
        names=names,
        progress=_Counter(len(due), shown).add,
    )


def due_letters(
    run: WindowRun, warehouse: Warehouse, *, purpose: str | None = None
) -> list[LetterDue]:
    """Return one entry per family that hears from the school, by student."""
    forbidden = students_not_to_contact(run, warehouse)
    return [
        replace(due, held=due.held or HELD_NO_CONTACT) if due.student_ref in forbidden else due
        for due in _due(run, warehouse, purpose=purpose)
    ]


def _due(run: WindowRun, warehouse: Warehouse, *, purpose: str | None) -> list[LetterDue]:
    if purpose == "notice" or run.as_of < run.window.opens:
        statement = (
            "select student_ref, school_id, 'notice', home_language,"
            " if(roster_state = 'ok', null, 'roster_conflict') from stg_roster order by student_ref"
        )
        return [LetterDue(*row) for row in warehouse.rows(statement)]
    warehouse.run_step("mart_letter_due")
    alerts = alerts_of_run(run)
    held = held_students(alerts)
    unread = (
        unread_students(run.programme.library, warehouse) if any_unread(alerts) else frozenset()
    )
    statement = (
        "select student_ref, school_id, purpose, home_language, held, strengths"
        " from mart_letter_due left join mart_student_strength using (student_ref)"
        " order by student_ref"
    )
    return [
        LetterDue(ref, school, what, language, _held(ref, held, unread) or reason, _told(strengths))
        for ref, school, what, language, reason, strengths in warehouse.rows(statement)
    ]


def _told(strengths: str | None) -> tuple[str, ...]:
    """Return which of a student's strengths the family is told, whatever the letter."""
    return load_strengths().in_letter((strengths or "").split(";"))


def _held(ref: str, held: frozenset[str], unread: frozenset[str]) -> str | None:
    if ref in held:
        return HELD_FOR_STAFF
    return HELD_UNREAD if ref in unread else None


def unread_students(library: Library, warehouse: Warehouse) -> frozenset[str]:
    """Return students who may stand in a file or row that nobody could read.

    They are due an instrument with a critical item, and no answers of theirs to it were read.
    """
    critical = [
        name
        for name in library.ids
        if any(each.critical_item for each in library.definitions(name))
    ]
    rows = warehouse.rows(
        "select distinct stg_roster.student_ref from stg_roster"
        " inner join def_screener on stg_roster.grade = def_screener.grade"
        " anti join int_subscale_score"
        " on stg_roster.student_ref = int_subscale_score.student_ref"
        " and def_screener.instrument_id = int_subscale_score.instrument_id"
        " where list_contains(?::varchar[], def_screener.instrument_id)",
        [critical],
    )
    return frozenset(ref for (ref,) in rows)


class _Counter:
    """Shows how many letters are done, now and then."""

    EVERY = 50

    def __init__(self, total: int, shown: Callable[[str], None]) -> None:
        self._total = total
        self._shown = shown
        self._done = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._done % self.EVERY == 0 or self._done == self._total:
            self._shown(f"Letters written: {self._done} of {self._total}")
