"""The safety workbook of one school: whom a person sees today. No score, no answer, no grading."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from screening.definition import Definition, load_definition
from screening.outbox import write_bytes
from screening.programme.grades import grade_order
from screening.programme.settings import Sentence, Window
from screening.safety.entry import Reason, SafetyEntry
from screening.spreadsheet import Book, Choices, Column, Table
from screening.spreadsheet_look import Paper

_SHEET_OF_REASON: dict[Reason, str] = {
    "endorsed": "today",
    "unclear": "today",
    "unanswered": "unanswered",
    "not_read": "not_read",
}
"""An answer nobody can read is treated as one that needs a person today."""


class SafetyWords(Definition):
    """The whole of `safety_workbook.toml`."""

    title: Sentence
    confidential: Sentence
    row_points: float
    nobody: Sentence
    made_on: Sentence
    row_of_file: Sentence
    whole_file: Sentence
    no_code: Sentence
    sheet: dict[str, Sentence]
    notes: dict[str, tuple[Sentence, ...]]
    reason: dict[Reason, Sentence]
    consent: dict[str, Sentence]
    identity: dict[str, Sentence]
    lists: dict[str, tuple[Sentence, ...]]
    column: tuple[Column, ...]


@cache
def load_words() -> SafetyWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word or a column is missing.
    """
    with as_file(files("screening.safety").joinpath("safety_workbook.toml")) as path:
        return load_definition(path, SafetyWords)


def write_safety_workbook(
    path: Path,
    *,
    school_name: str,
    window: Window,
    entries: Sequence[SafetyEntry],
    as_of: dt.date,
    paper: Paper = "us-letter",
) -> None:
    """Write the workbook; write nothing where there are no entries.

    Sheets: Today (answered at or above the limit, or not legible), Not answered, Not read yet,
    Lists. The same entries give the same bytes, in whatever order they come.
    """
    if not entries:
        return
    words = load_words()
    title = f"{words.title}: {school_name}, {window.title}"
    book = Book(
        title=title,
        as_of=as_of,
        paper=paper,
        footer=f"{words.confidential} {school_name}, {window.title}",
        choices=Choices(values=words.lists),
    )
    made = words.made_on.format(school=school_name, window=window.title, as_of=as_of.isoformat())
    for sheet in words.sheet:
        book.add_table(_table(sheet, entries, made=made))
    book.add_lists()
    write_bytes(path, book.to_bytes())


def _table(sheet: str, entries: Sequence[SafetyEntry], *, made: str) -> Table:
    """Return one sheet with its entries by grade, class and code: never by how much."""
    words = load_words()
    own = [entry for entry in entries if _SHEET_OF_REASON[entry.reason] == sheet]
    return Table(
        name=words.sheet[sheet],
        columns=words.column,
        rows=[_cells(entry) for entry in sorted(own, key=_place)],
        notes=[f"{words.title}. {made}", *words.notes[sheet]],
        frozen_columns=1,
        row_points=words.row_points,
        empty=words.nobody,
    )


def _place(entry: SafetyEntry) -> tuple[int, str, str, str, int, str, str]:
    """Return the sort key: where a counsellor finds the student, then where the row stands."""
    return (
        grade_order(entry.grade),
        entry.class_id,
        entry.student_ref,
        entry.file,
        entry.row or 0,
        entry.item_id,
        entry.reason,
    )


def _cells(entry: SafetyEntry) -> tuple[str, ...]:
    """Return one row: issued cells, then five that people fill in."""
    words = load_words()
    pattern = words.whole_file if entry.row is None else words.row_of_file
    place = pattern.format(row=entry.row, file=entry.file)
    return (
        entry.student_ref or words.no_code,
        ", ".join(part for part in (entry.grade, entry.class_id) if part),
        words.reason[entry.reason].format(what=entry.what, item=entry.item_id),
        f"{place}: {entry.row_state}" if entry.row_state else place,
        entry.recorded_at or "",
        words.identity[entry.identity],
        words.consent.get(entry.consent or "none", words.consent["none"]),
        *[""] * _entry_count(),
    )


def _entry_count() -> int:
    """Return how many columns people fill in; they stand last."""
    return sum(column.entry != "none" for column in load_words().column)
