"""An export as a grid with its truth: what each row says, whatever is done to the file."""

import copy
import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pandas as pd
import pyreadstat
import xlsxwriter

MOOD = [f"phq_a_{number:02d}" for number in range(1, 10)]
WORRY = [f"gad_7_{number:02d}" for number in range(1, 8)]
ITEMS = [*MOOD, *WORRY]
CRITICAL = ITEMS.index("phq_a_09")
NUMBER = re.compile(r"0|[1-9][0-9]*")
CLOCK = "%Y-%m-%d %H:%M:%S"


class Unread(Enum):
    """A cell that is no answer: whoever reads one out of it reads wrongly."""

    CELL = "unread"


@dataclass(frozen=True)
class Perhaps:
    """A cell that may be read as one code or reported, and as nothing else."""

    code: int


Answer = int | None | Unread | Perhaps
"""A code; None = left blank or refused."""


class Formula(str):
    """A cell that a workbook holds as a formula."""

    __slots__ = ()


@dataclass
class Row:
    """One data row.

    Attributes:
        cells: as the file has them; empty for an empty line.
        ref: the student; empty where no row of a student is meant.
        answers: what the cells of `ITEMS` say.
        is_touched: it may be set aside or left out; an untouched row is scored.
        is_nobodys: whose answers they are nobody can say, so that no score may come of them.
    """

    cells: list[object]
    ref: str
    answers: list[Answer]
    is_touched: bool = False
    is_nobodys: bool = False


@dataclass
class Export:
    """One export of one survey tool, ready to be damaged.

    Attributes:
        tool: id of its layout; the file's name begins with it.
        kind: csv, xlsx or sav.
        head: header rows.
        rows: data rows.
        student: position of the student's code.
        items: positions of `ITEMS`.
        texts: how the codes 0, 1, 2, 3 are written.
        time: position of the time of the answer, if the layout reads it.
        may_refuse: a fault that may refuse the whole file.
        must_refuse: a fault that no scored row may survive.
        damage: what is done to the file's bytes after writing; empty = nothing.
        sheets: further sheets of a workbook: name → (is hidden, rows).
    """

    tool: str
    kind: str
    head: list[list[str]]
    rows: list[Row]
    student: int
    items: list[int]
    texts: tuple[str, ...]
    time: int | None = None
    delimiter: str = ","
    quote_all: bool = False
    line_end: str = "\r\n"
    encoding: str = "utf-8"
    first_line: str = ""
    suffix: str = ""
    may_refuse: bool = False
    must_refuse: bool = False
    damage: list[Callable[[bytes], bytes]] = field(default_factory=list)
    sheets: dict[str, tuple[bool, list[list[object]]]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def copied(self) -> "Export":
        """Return a copy that can be damaged."""
        return copy.deepcopy(self)

    @property
    def first_row(self) -> int:
        """Number of the first data row, as problems name it."""
        return 1 if self.kind == "sav" else len(self.head) + 1

    def numbered(self) -> list[tuple[int, Row]]:
        """Return the data rows with their numbers; empty lines are none."""
        return [(number, row) for number, row in enumerate(self.rows, self.first_row) if row.cells]

    @property
    def counting(self) -> list[Row]:
        """Rows that are a student's answers."""
        return [
            row for row in self.rows if row.ref and any(isinstance(a, int) for a in row.answers)
        ]

    def write(self, folder: Path, number: int) -> Path:
        """Write the file and return its path."""
        path = folder / f"{self.tool}_{number}.{self.suffix or self.kind}"
        {"csv": self._write_csv, "xlsx": self._write_xlsx, "sav": self._write_sav}[self.kind](path)
        if self.damage:
            data = path.read_bytes()
            for step in self.damage:
                data = step(data)
            path.write_bytes(data)
        return path

    def _write_csv(self, path: Path) -> None:
        text = io.StringIO()
        quoting = csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL
        writer = csv.writer(
            text, delimiter=self.delimiter, lineterminator=self.line_end, quoting=quoting
        )
        writer.writerows([*self.head, *(row.cells for row in self.rows)])
        path.write_bytes((self.first_line + text.getvalue()).encode(self.encoding))

    def _write_xlsx(self, path: Path) -> None:
        book = xlsxwriter.Workbook(
            path, {"strings_to_urls": False, "strings_to_formulas": False, "in_memory": True}
        )
        clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Answers")
        for number, cells in enumerate([*self.head, *(row.cells for row in self.rows)]):
            for place, cell in enumerate(cells):
                write_cell(sheet, number, place, cell, clock)
        for top, left, bottom, right in self.merged:
            sheet.merge_range(top, left, bottom, right, self.head[top][left])
        for name, (is_hidden, rows) in self.sheets.items():
            other = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                other.write_row(number, 0, cells)
            if is_hidden:
                other.hide()
        book.close()

    def _write_sav(self, path: Path) -> None:
        columns = {
            name: _spss_column([row.cells[place] for row in self.rows])
            for place, name in enumerate(self.head[0])
        }
        pyreadstat.write_sav(pd.DataFrame(columns), path)


def write_cell(sheet, row: int, place: int, cell: object, clock) -> None:
    """Write one cell as its tool would: codes as numbers, times as times, the rest as text."""
    if isinstance(cell, Formula):
        sheet.write_formula(row, place, str(cell), value=1)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(row, place, cell, clock)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, place, cell)
    elif cell != "":
        sheet.write_string(row, place, str(cell))


def _spss_column(cells: list[object]) -> list[object]:
    """Return a column of numbers where all cells are numbers or blank, else of texts."""
    numbers = [None if cell == "" else _number(cell) for cell in cells]
    if all(number is not None or cell == "" for number, cell in zip(numbers, cells, strict=True)):
        return [float("nan") if number is None else number for number in numbers]
    return [str(cell) for cell in cells]


def _number(cell: object) -> float | None:
    """Return a cell as a number where it is written as one is, without zeros in front."""
    text = str(cell)
    return float(text) if NUMBER.fullmatch(text) else None
