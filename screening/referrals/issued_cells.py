"""Seals of a list's cells as they were issued, kept in the workbook's hidden sheet.

By them a workbook that comes back says which cells people changed, whatever else they did to it.
They guard against slips, not against people: what is locked is never read back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.intake.returned_workbook import seal
from screening.spreadsheet import Column

COLUMN, ROW = "{name}_column", "{name}_row"


@dataclass(frozen=True)
class IssuedCells:
    """One sheet as it was issued.

    Attributes:
        headings: column id → heading.
        seals: key of a row → column id → seal of the cell.
    """

    headings: dict[str, str]
    seals: dict[str, dict[str, str]]


def sealed(
    name: str, *, columns: Sequence[Column], rows: Iterable[Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet that describe one sheet; a row's first cell is its key."""
    for column in columns:
        yield COLUMN.format(name=name), column.id, column.heading
    for row in rows:
        yield ROW.format(name=name), row[0], *(seal([cell]) for cell in row)


def issued_cells(name: str, *, hidden: Iterable[Sequence[str]]) -> IssuedCells:
    """Return what the hidden sheet says of one sheet; nothing where it says nothing."""
    rows = [tuple(row) for row in hidden]
    headings = {row[1]: row[2] for row in rows if row[0] == COLUMN.format(name=name)}
    return IssuedCells(
        headings,
        {
            row[1]: dict(zip(headings, row[2:], strict=False))
            for row in rows
            if row[0] == ROW.format(name=name)
        },
    )
