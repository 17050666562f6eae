"""A file as text: a header, rows that fit it, and rows that do not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from screening.intake.values import folded


class Record(NamedTuple):
    """One record of a file, as a spreadsheet would number it (1 = first line)."""

    row: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column as a layout can address it: by name and occurrence, or by name and text.

    Attributes:
        name: what the tool calls the column: a code, a field name, or the header itself.
        text: words that were shown to who answered, without markup, where the tool writes them
            beside the name: a question's text, a row of a grid, an option; else empty.
        occurrence: 1 for the first column with this name, 2 for the second …
        labels: code → its label, where the file itself says so, as an SPSS file does.
        missing: ranges of values, from low to high, that the survey's owner declared missing.
    """

    name: str
    text: str = ""
    occurrence: int = 1
    labels: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()

    def declares_missing(self, cell: str) -> bool:
        """Return True where a cell holds a value that was declared missing in this column."""
        return any(_within(cell, low, high) for low, high in self.missing)


def _within(cell: str, low: str, high: str) -> bool:
    if cell in {low, high}:
        return True
    try:
        return float(low) <= float(cell) <= float(high)
    except ValueError:
        return False


@dataclass(frozen=True)
class Head:
    """What the header rows of a file say.

    Attributes:
        columns: one per column of the file, in its order.
        last_row: number of the last header row, as a spreadsheet counts; data come below it.
        shape: which of the tool's shapes the file has, as `three_rows` or `codes`.
        spare: how many of the last columns stand for delimiters at the end of every row of answers.
    """

    columns: tuple[Column, ...]
    last_row: int
    shape: str = ""
    spare: int = 0


@dataclass(frozen=True)
class TextTable:
    """A file's content after its header rows were found.

    Attributes:
        columns: one per column of the file, in its order.
        records: the records below the header rows; read anew each time they are asked for, so that
            a large file is never in memory whole.
        spare: how many of the last columns must be blank; the header does not have them.
    """

    columns: tuple[Column, ...]
    records: Iterable[Record]
    spare: int = 0

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Column names as the file has them, blanks trimmed."""
        return tuple(column.name for column in self.columns)

    def fits(self, record: Record) -> bool:
        """Return True where a record has as many cells as the header: each cell has its column.

        Something beyond the header's own columns says that the cells before it have moved.
        """
        if len(record.cells) != len(self.columns):
            return False
        return not (self.spare and any(map(str.strip, record.cells[-self.spare :])))

    @property
    def rows(self) -> tuple[Record, ...]:
        """Records that fit the header, all in memory."""
        return tuple(record for record in self.records if self.fits(record))

    @property
    def misshapen(self) -> tuple[Record, ...]:
        """Records with more or fewer cells: which cell is which column is not certain."""
        return tuple(record for record in self.records if not self.fits(record))

    @property
    def row_count(self) -> int:
        """Data rows in the file, fitting or not."""
        return sum(1 for _ in self.records)

    def positions(self, name: str) -> list[int]:
        """Return the positions (from 0) of columns with exactly this name."""
        return [position for position, column in enumerate(self.header) if column == name]

    def places(
        self, name: str, *, text: str | None = None, occurrence: int | None = None
    ) -> list[int]:
        """Return the positions of columns with this name and, where given, text and occurrence."""
        return [
            position
            for position in self._by_name.get(folded(name), ())
            if text is None or folded(text) == folded(self.columns[position].text)
            if occurrence in {None, self.columns[position].occurrence}
        ]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(self.header):
            found[folded(name)].append(position)
        return found


@dataclass(frozen=True)
class _Below:
    """The records below the header rows; wholly empty lines are no rows."""

    records: Iterable[Record]
    last_row: int

    def __iter__(self) -> Iterator[Record]:
        return (each for each in self.records if each.cells and each.row > self.last_row)


def numbered(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns with names trimmed and each name's occurrences counted from 1."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        name = column.name.strip()
        seen[name] += 1
        found.append(replace(column, name=name, occurrence=seen[name]))
    return tuple(found)


def shape(header: Sequence[str], records: Iterable[Record]) -> TextTable:
    """Return the table of records that have this header; wholly empty lines are no rows."""
    return table_under(Head(numbered(map(Column, header)), last_row=0), records)


def table_under(head: Head, records: Iterable[Record]) -> TextTable:
    """Return the table of the records below a head; wholly empty lines are no rows.

    Args:
        head: the file's head.
        records: the file's records; a sequence, or what can be read again from the start.
    """
    return TextTable(head.columns, _Below(records, head.last_row), head.spare)


def name_of(path: Path) -> str:
    r"""Return a file's name as one line of text; what cannot be printed or encoded is escaped.

    >>> name_of(Path("a" + chr(10) + "b.csv"))
    'a\\nb.csv'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path.name)
