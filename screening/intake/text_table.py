"""A file as text: a header, rows that fit it, and rows that do not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Record:
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
    """

    name: str
    text: str = ""
    occurrence: int = 1


@dataclass(frozen=True)
class Head:
    """What the header rows of a file say.

    Attributes:
        columns: one per column of the file, in its order.
        last_row: number of the last header row, as a spreadsheet counts; data come below it.
        shape: which of the tool's shapes the file has, as `three_rows` or `codes`.
    """

    columns: tuple[Column, ...]
    last_row: int
    shape: str = ""


@dataclass(frozen=True)
class TextTable:
    """A file's content after its header rows were found.

    Attributes:
        header: column names as the file has them, blanks trimmed.
        rows: records with exactly as many cells as the header.
        misshapen: records with more or fewer cells: which cell is which column is not certain.
        columns: the header's columns with what else the tool says of them.
    """

    header: tuple[str, ...]
    rows: tuple[Record, ...]
    misshapen: tuple[Record, ...] = field(default=())
    columns: tuple[Column, ...] = field(default=())

    @property
    def row_count(self) -> int:
        """Data rows in the file, fitting or not."""
        return len(self.rows) + len(self.misshapen)

    def positions(self, name: str) -> list[int]:
        """Return the positions (from 0) of columns with exactly this name."""
        return [position for position, column in enumerate(self.header) if column == name]

    def places(
        self, name: str, *, text: str | None = None, occurrence: int | None = None
    ) -> list[int]:
        """Return the positions of columns with this name and, where given, text and occurrence."""
        return [
            position
            for position, column in enumerate(self.columns)
            if column.name == name
            and text in {None, column.text}
            and occurrence in {None, column.occurrence}
        ]


def numbered(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns with names trimmed and each name's occurrences counted from 1."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        name = column.name.strip()
        seen[name] += 1
        found.append(replace(column, name=name, occurrence=seen[name]))
    return tuple(found)


def shape(header: Sequence[str], records: Sequence[Record]) -> TextTable:
    """Return the table; wholly empty lines are no rows."""
    return table_under(Head(numbered(map(Column, header)), last_row=0), records)


def table_under(head: Head, records: Iterable[Record]) -> TextTable:
    """Return the table of the records below a head; wholly empty lines are no rows."""
    present = [record for record in records if record.cells and record.row > head.last_row]
    width = len(head.columns)
    return TextTable(
        header=tuple(column.name for column in head.columns),
        rows=tuple(record for record in present if len(record.cells) == width),
        misshapen=tuple(record for record in present if len(record.cells) != width),
        columns=head.columns,
    )


def name_of(path: Path) -> str:
    r"""Return a file's name as one line of text; what cannot be printed or encoded is escaped.

    >>> name_of(Path("a" + chr(10) + "b.csv"))
    'a\\nb.csv'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path.name)
