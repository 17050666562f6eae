"""`screening pseudonymise`: the same file with `student_ref` where the student number was."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TextIO

from screening.intake.recognise import filled
from screening.problem import Problem, RefusedFileError, refused
from screening.pseudonyms.look_through import (
    Columns,
    body,
    columns_of,
    fitted,
    look_through,
)
from screening.pseudonyms.source_rows import SourceRows
from screening.pseudonyms.students import STUDENT_REF, Students


@dataclass
class Rewritten:
    """What was written, in counts; no number and no code is in it.

    Attributes:
        rows: rows read, and written.
        without_code: of those, rows with an empty `student_ref`.
        problems: the first of them, in the order of the file.
        problem_count: all of them.
    """

    rows: int = 0
    without_code: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    def add(self, problem: Problem, *, most: int) -> None:
        """Count a problem, and keep it while there are few."""
        self.problem_count += 1
        if len(self.problems) < most:
            self.problems.append(problem)


@dataclass(frozen=True)
class Rewriting:
    """A file that was read once, judged, and can be written.

    Attributes:
        students: all numbers with their codes, for a crosswalk.
    """

    source: SourceRows
    columns: Columns
    students: Students
    seen: tuple[int, int]

    @property
    def dropped(self) -> dict[int, str]:
        """Positions of the columns that are not written → why."""
        telling = self.students.repeating_columns
        return dict.fromkeys(
            sorted(telling), "repeats the student number, dropped."
        ) | dict.fromkeys(sorted(self.columns.announced), "announces personal data, dropped.")

    def write(self, file: TextIO) -> Rewritten:
        """Write the file as UTF-8 text with its own delimiter; return what was found.

        A row whose number cannot be trusted is written with an empty `student_ref`: its answers
        are not lost, and a critical one among them is still read.

        Raises:
            RefusedFileError: the file was changed since it was judged.
        """
        done = Rewritten()
        dropped = self.dropped
        kept = [place for place in range(len(self.columns.names)) if place not in dropped]
        writer = csv.writer(file, delimiter=self.source.delimiter, lineterminator="\n")
        for place in sorted(dropped):
            self._add(
                done, Problem("I629", self.source.name, dropped[place], None, self._at(place))
            )
        self._note_widths(done)
        writer.writerows([cells[place] for place in kept] for cells in self._headers())
        for row, cells in body(self.source, self.columns):
            cells[self.columns.number] = self._code(row, cells[self.columns.number], done)
            writer.writerow([cells[place] for place in kept])
            done.rows += 1
        if _state(self.source) != self.seen:
            raise self._changed()
        return done

    def _headers(self) -> Iterator[list[str]]:
        width = len(self.columns.names)
        above = takewhile(lambda record: record.row <= self.columns.last_header_row, self.source)
        for number, record in enumerate(filled(list(above))):
            cells = fitted(record.cells, width)
            if cells is None:
                raise refused("I626", self.source.name, "the header rows have different widths.")
            if number == 0:
                cells[self.columns.number] = STUDENT_REF
            yield cells

    def _code(self, row: int, cell: str, done: Rewritten) -> str:
        number = self.students.reader.normalised(cell)
        fault = self.students.fault(number)
        if fault is None and number not in self.students.codes:
            raise self._changed()
        if fault is None:
            return self.students.codes[number]
        done.without_code += 1
        name, column = self.source.name, self._at(self.columns.number)
        self._add(done, Problem(fault.code, name, fault.message, row, column))
        return ""

    def _changed(self) -> RefusedFileError:
        return refused("F109", self.source.name, "was changed while it was read.")

    def _note_widths(self, done: Rewritten) -> None:
        if self.students.zeros_may_be_lost:
            widths = f"{min(self.students.widths)} to {max(self.students.widths)}"
            message = f"numbers have {widths} digits and none begins with 0."
            column = self._at(self.columns.number)
            self._add(done, Problem("I628", self.source.name, message, None, column))

    def _add(self, done: Rewritten, problem: Problem) -> None:
        done.add(problem, most=self.students.rules.file.listed_problems)

    def _at(self, place: int) -> str:
        return self.columns.names[place] or f"no. {place + 1}"


def judge(
    source: SourceRows,
    *,
    column: str,
    students: Students,
    header_rows: int | None = None,
    keep: Sequence[str] = (),
) -> Rewriting:
    """Read a file once and return what can be written.

    Args:
        source: the file.
        column: name of the column with the student number.
        students: the key and how numbers are read; receives the file's numbers.
        header_rows: filled records above the first row; None = as the survey tool writes them.
        keep: columns that stay although their name announces personal data.

    Raises:
        RefusedFileError: nothing may be written; the message says why.
    """
    seen = _state(source)
    columns = columns_of(source, column=column, header_rows=header_rows, keep=keep)
    look_through(source, columns, students=students)
    if not students.rows:
        raise refused("F110", source.name, "has a header and no rows.")
    return Rewriting(source, columns, students, seen)


def _state(source: SourceRows) -> tuple[int, int]:
    try:
        found = source.path.stat()
    except OSError:
        raise refused("F109", source.name, "cannot be opened.") from None
    return found.st_size, found.st_mtime_ns
