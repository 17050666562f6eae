"""Step: the letters that are due, each family one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from screening.letters.mailing import LetterDue
from screening.letters.names import ChildName
from screening.letters.print_run import LetterCounts, write_letters
from screening.run.safety import held_students
from screening.run.window_run import WindowRun
from screening.safety.read_first import read_critical_items
from screening.warehouse import Warehouse

HELD_FOR_STAFF = "staff_first"
"""A critical item awaits a person: no letter before."""


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
    if purpose == "notice" or run.as_of < run.window.opens:
        statement = (
            "select student_ref, school_id, 'notice', home_language,"
            " if(roster_state = 'ok', null, 'roster_conflict') from stg_roster order by student_ref"
        )
        return [LetterDue(*row) for row in warehouse.rows(statement)]
    warehouse.run_step("mart_letter_due")
    held = held_students(read_critical_items(run.programme, run.inbox))
    statement = (
        "select student_ref, school_id, purpose, home_language, held"
        " from mart_letter_due order by student_ref"
    )
    return [
        LetterDue(ref, school, what, language, HELD_FOR_STAFF if ref in held else reason)
        for ref, school, what, language, reason in warehouse.rows(statement)
    ]


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
