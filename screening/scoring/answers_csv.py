"""A plain CSV of answers read strictly: `student_ref` and one column per item id.

Everything is text until it is exactly an allowed code. A row that cannot be read with certainty is
set aside with its problems; what is certain in it is kept, since a critical item may be there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from screening.errors import RefusedDataError, UnreadableFileError
from screening.instruments.definition import Instrument
from screening.instruments.names import item_id
from screening.intake.read_text import decode, likely_delimiter, text_records
from screening.intake.text_table import Record, TextTable, shape
from screening.problem import Problem, refused
from screening.programme.genders import canonical_gender
from screening.programme.grades import canonical_grade

STUDENT_REF = "student_ref"
WHOLE_NUMBER = re.compile(r"[0-9]{1,3}(\.0{1,6})?")
"""`2`, or `2.0` as spreadsheets write it: the same number, so no guess."""
FORMULA_STARTS = ("=", "+", "-", "@")
"""A spreadsheet runs a cell that begins so; results repeat the student_ref, so it may not."""


@dataclass(frozen=True)
class StudentColumns:
    """The file's columns about the student, by name; None where there is none.

    Attributes:
        grade: where the key, cut-points or norms depend on it.
        gender: where norms depend on it.
    """

    grade: str | None = None
    gender: str | None = None


NO_COLUMNS = StudentColumns()


@dataclass(frozen=True)
class AnswerRow:
    """One row of a file.

    Attributes:
        row: as a spreadsheet shows it.
        student_ref: empty where it cannot be read.
        grade: canonical; None = not given or not known.
        gender: `female`, `male`; None = not given.
        codes: one per item of the file; None = not answered, or not certain.
        is_certain: False where a problem sets the row aside.
    """

    row: int
    student_ref: str
    grade: str | None
    gender: str | None
    codes: tuple[int | None, ...]
    is_certain: bool


@dataclass(frozen=True)
class AnswerFile:
    """A file after reading: its item columns, every row with something in it, what was found."""

    name: str
    items: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    problems: tuple[Problem, ...]


def read_answers(path: Path, *, instrument: Instrument, columns: StudentColumns) -> AnswerFile:
    """Return the file's rows, decoded.

    Raises:
        UnreadableFileError: absent, empty, not UTF-8, or its quotation marks do not match.
        RefusedDataError: a column is missing, there twice, or no item of the instrument.
    """
    about = {"grade": columns.grade, "gender": columns.gender}
    reader = _Reader(_table(path), name=path.name, instrument=instrument, about=about)
    rows: list[AnswerRow] = []
    problems: list[Problem] = []
    for record in sorted((*reader.table.rows, *reader.table.misshapen), key=lambda r: r.row):
        row, found = reader.read(record)
        rows.append(row)
        problems.extend(found)
    return AnswerFile(path.name, tuple(reader.items), tuple(rows), tuple(problems))


def _table(path: Path) -> TextTable:
    try:
        content = path.read_bytes()
    except OSError:
        raise UnreadableFileError(f"{path.name}: there is no such file to read.") from None
    text = decode(content, encodings=("utf-8",), name=path.name)
    found = text_records(text, delimiter=",", name=path.name)
    if not found or not any(found[0].cells):
        raise refused("F110", path.name, "is empty.")
    mark = likely_delimiter(text.split("\n", 1)[0])
    if mark != ",":
        raise refused("F102", path.name, f"columns are divided by {mark!r}, not by a comma.")
    return shape(found[0].cells, [record for record in found[1:] if any(record.cells)])


class _Reader:
    """Decodes records of one file; meanings of cells are looked up once per distinct text."""

    def __init__(
        self,
        table: TextTable,
        *,
        name: str,
        instrument: Instrument,
        about: Mapping[str, str | None],
    ) -> None:
        self.table = table
        self._name = name
        self._instrument = instrument
        self._meanings: dict[tuple[str, frozenset[int]], int | None] = {}
        self._ref_at = self._position(STUDENT_REF)
        self._about_at = {
            name: self._position(column) for name, column in about.items() if column is not None
        }

    def _position(self, column: str) -> int:
        found = self.table.positions(column)
        if len(found) != 1:
            said = "is missing" if not found else "is there more than once"
            raise RefusedDataError(
                f"{self._name}: the column {column} {said}. Nothing was scored. "
                f"Give it exactly once."
            )
        return found[0]

    @cached_property
    def items(self) -> dict[str, tuple[int, frozenset[int]]]:
        """Item id → position and allowed codes, in the order of the instrument."""
        numbers = {item_id(self._instrument.id, n): n for n in self._instrument.item_numbers}
        shaped = re.compile(rf"{self._instrument.id}_[0-9]+", re.IGNORECASE)
        for column in self.table.header:
            if shaped.fullmatch(column) and column not in numbers:
                raise RefusedDataError(
                    f"{self._name}: the column {column} is no item of {self._instrument.id}. "
                    f"Nothing was scored. Item ids run from {next(iter(numbers))} with two digits."
                )
        main = [item for item, n in numbers.items() if n <= self._instrument.item_count]
        extra = [item for item in numbers if item not in main and item in self.table.header]
        return {
            item: (self._position(item), self._instrument.codes_of(numbers[item]))
            for item in (*main, *extra)
        }

    def read(self, record: Record) -> tuple[AnswerRow, list[Problem]]:
        """Return the row, and every reason why it cannot be scored."""
        if len(record.cells) != len(self.table.header):
            return self._misshapen(record)
        problems = list(self._student_ref_problems(record))
        codes: list[int | None] = []
        for item, (position, allowed) in self.items.items():
            code, is_certain = self._code(record.cells[position], allowed)
            codes.append(code)
            if not is_certain:
                listed = ", ".join(str(each) for each in sorted(allowed))
                message = f"no allowed answer; it must be {listed} or empty."
                problems.append(Problem("V501", self._name, message, record.row, item))
        row = AnswerRow(
            row=record.row,
            student_ref=record.cells[self._ref_at].strip(),
            grade=self._grade(record),
            gender=self._gender(record),
            codes=tuple(codes),
            is_certain=not problems,
        )
        return row, problems

    def _code(self, cell: str, allowed: frozenset[int]) -> tuple[int | None, bool]:
        """Return the code (None = none) and whether the cell's meaning is certain."""
        text = cell.strip()
        if not text:
            return None, True
        key = (text, allowed)
        if key not in self._meanings:
            number = int(float(text)) if WHOLE_NUMBER.fullmatch(text) else None
            self._meanings[key] = number if number in allowed else None
        code = self._meanings[key]
        return code, code is not None

    def _grade(self, record: Record) -> str | None:
        place = self._about_at.get("grade")
        return None if place is None else canonical_grade(record.cells[place], country="US")

    def _gender(self, record: Record) -> str | None:
        place = self._about_at.get("gender")
        return None if place is None else canonical_gender(record.cells[place])

    def _student_ref_problems(self, record: Record) -> Iterator[Problem]:
        text = record.cells[self._ref_at].strip()
        if not text:
            yield Problem("I602", self._name, "empty.", record.row, STUDENT_REF)
        elif text.startswith(FORMULA_STARTS) or not text.isprintable():
            message = "begins like a formula, or holds characters that cannot be printed."
            yield Problem("I602", self._name, message, record.row, STUDENT_REF)

    def _misshapen(self, record: Record) -> tuple[AnswerRow, list[Problem]]:
        """Which cell is which column is not certain, so no answer of the row is used."""
        first = record.cells[0].strip() if self._ref_at == 0 else ""
        is_safe = first.isprintable() and not first.startswith(FORMULA_STARTS)
        row = AnswerRow(
            row=record.row,
            student_ref=first if is_safe else "",
            grade=None,
            gender=None,
            codes=(None,) * len(self.items),
            is_certain=False,
        )
        message = f"{len(record.cells)} cells, not {len(self.table.header)}."
        return row, [Problem("F111", self._name, message, record.row)]
