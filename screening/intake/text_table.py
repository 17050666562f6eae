"""A file as text: a header, rows that fit it, and rows that do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Record:
    """One record of a file, as a spreadsheet would number it (1 = first line)."""

    row: int
    cells: Sequence[str]


@dataclass(frozen=True)
class TextTable:
    """A file's content after its header rows were found.

    Attributes:
        header: column names as the file has them, blanks trimmed.
        rows: records with exactly as many cells as the header.
        misshapen: records with more or fewer cells: which cell is which column is not certain.
    """

    header: tuple[str, ...]
    rows: tuple[Record, ...]
    misshapen: tuple[Record, ...] = field(default=())

    @property
    def row_count(self) -> int:
        """Data rows in the file, fitting or not."""
        return len(self.rows) + len(self.misshapen)

    def positions(self, name: str) -> list[int]:
        """Return the positions (from 0) of columns with exactly this name."""
        return [position for position, column in enumerate(self.header) if column == name]


def shape(header: Sequence[str], records: Sequence[Record]) -> TextTable:
    """Return the table; wholly empty lines are no rows."""
    names = tuple(name.strip() for name in header)
    present = [record for record in records if record.cells]
    return TextTable(
        header=names,
        rows=tuple(record for record in present if len(record.cells) == len(names)),
        misshapen=tuple(record for record in present if len(record.cells) != len(names)),
    )


def name_of(path: Path) -> str:
    r"""Return a file's name as one line of text; what cannot be printed or encoded is escaped.

    >>> name_of(Path("a" + chr(10) + "b.csv"))
    'a\\nb.csv'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path.name)
