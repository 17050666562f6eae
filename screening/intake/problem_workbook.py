"""The fix workbook: what was loaded and what not, each problem with its place and what to do."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.intake.fix_sheets import ToFix, fix_tables, sheet_counts
from screening.intake.problem_words import load_words
from screening.outbox import write_bytes
from screening.problem import Problem, Severity
from screening.programme.settings import Window
from screening.spreadsheet import Book, Choices, Table
from screening.spreadsheet_look import Paper

ROWS_PER_SHEET = 1_000_000
"""A sheet ends at 1,048,576 rows; more problems go on to a further sheet, none is dropped."""


@dataclass(frozen=True)
class FileCount:
    """Rows of one export: read = scored + set aside + left out.

    Attributes:
        refused_code: why no row of it is used; None where it was loaded. A refused file belongs to
            no school, so that a school's own problems do not say it.
    """

    file: str
    read_count: int
    scored_count: int
    set_aside_count: int
    left_out_count: int
    refused_code: str | None = None


def write_problem_workbook(
    path: Path,
    problems: Sequence[Problem],
    *,
    window: Window,
    files_loaded: Sequence[FileCount],
    as_of: dt.date,
    paper: Paper = "us-letter",
    to_fix: ToFix | None = None,
) -> None:
    """Write the workbook; write nothing where there are no problems.

    Sheets: Start here, Labels to decide, Fix these rows, Export again, Not on roster, Left out,
    Columns, What was loaded, Problems (all of them, by severity, file and row). A sheet without a
    line is left away, and Start here names those that are there. No cell holds an answer.
    The same problems give the same bytes, in whatever order they come.
    """
    if not problems:
        return
    words, to_fix = load_words(), to_fix or ToFix()
    lists = {name: texts for texts, name in to_fix.lists().items()}
    book = Book(
        title=f"{words.title}: {window.title}",
        as_of=as_of,
        paper=paper,
        footer=f"{words.confidential} {window.title}",
        choices=Choices(values=words.lists | lists),
    )
    book.add_notes(
        words.start_sheet,
        title=f"{words.title}: {window.title}",
        lines=[_summary(problems, window=window, as_of=as_of), *_steps(to_fix)],
    )
    for table in fix_tables(to_fix, rows_per_sheet=ROWS_PER_SHEET):
        book.add_table(table)
    book.add_table(_loaded_table(files_loaded))
    for table in problem_tables(problems, rows_per_sheet=ROWS_PER_SHEET):
        book.add_table(table)
    book.add_lists()
    write_bytes(path, book.to_bytes())


def problem_tables(problems: Sequence[Problem], *, rows_per_sheet: int) -> list[Table]:
    """Return the problems as sheets of at most `rows_per_sheet` rows: every problem once."""
    words = load_words()
    ordered = sorted(problems, key=_place)
    starts = range(0, len(ordered), rows_per_sheet)
    return [
        Table(
            name=words.problem_sheet + (f" {number}" if number > 1 else ""),
            columns=words.problem_column,
            rows=[_cells(problem) for problem in ordered[start : start + rows_per_sheet]],
            frozen_columns=1,
            row_points=words.row_points,
            empty=words.no_problems,
        )
        for number, start in enumerate(starts, start=1)
    ]


def _place(problem: Problem) -> tuple[int, str, int, str, str, str, str]:
    """Return the sort key: what stops most comes first, then as the file reads."""
    severity = list(Severity).index(problem.severity)
    return (
        severity,
        problem.file,
        problem.row or 0,
        problem.column or "",
        problem.code,
        problem.message,
        problem.student_ref or "",
    )


def _cells(problem: Problem) -> tuple[str, ...]:
    """Return one problem's row."""
    words = load_words()
    return (
        problem.code,
        words.severity[problem.severity],
        problem.file,
        "" if problem.row is None else str(problem.row),
        problem.column or "",
        problem.message,
        problem.kind.mend,
        problem.student_ref or "",
        words.lists["mended"][0],
        "",
    )


def _loaded_table(files_loaded: Sequence[FileCount]) -> Table:
    """Return the rows of each file: read, scored, set aside, left out."""
    words = load_words()
    return Table(
        name=words.loaded_sheet,
        columns=words.loaded_column,
        rows=[
            (
                count.file,
                str(count.read_count),
                str(count.scored_count),
                str(count.set_aside_count),
                str(count.left_out_count),
                words.severity[Severity.CRITICAL] if count.refused_code else words.loaded,
            )
            for count in sorted(files_loaded, key=lambda count: count.file)
        ],
        row_points=words.row_points,
        empty=words.no_files,
    )


def _steps(to_fix: ToFix) -> Iterator[str]:
    """Yield what there is to do, step by step; nothing is said of a sheet that is not there."""
    words, counts = load_words(), sheet_counts(to_fix)
    steps = [
        f"{words.fix_sheet[name]}: {text.format(count=counts[name])}"
        for name, text in words.to_do.items()
        if counts[name]
    ]
    if to_fix.rows or to_fix.labels:
        steps.extend(words.how_to_return)
    yield from (f"{number}. {step}" for number, step in enumerate(steps, start=1))
    if not steps:
        yield words.nothing_to_do
    yield from words.always


def _summary(problems: Sequence[Problem], *, window: Window, as_of: dt.date) -> str:
    """Return the sentence that says how much there is to mend."""
    counts = Counter(problem.severity for problem in problems)
    refused = {one.file for one in problems if one.severity == Severity.CRITICAL}
    return load_words().summary.format(
        window=window.title,
        as_of=as_of.isoformat(),
        count=len(problems),
        refused=len(refused),
        set_aside=counts[Severity.RECORD],
        advisory=counts[Severity.ADVISORY],
    )
