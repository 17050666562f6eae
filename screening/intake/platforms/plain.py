"""A plain file: one header row, as spreadsheets and databases write it."""

from collections.abc import Sequence

from screening.intake.text_table import Column, Record, TextTable, shape


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands."""
    return [Column(header) for header in rows[0]]


def table(records: Sequence[Record]) -> TextTable:
    """Return the table under the first record that is not empty."""
    present = [record for record in records if any(cell.strip() for cell in record.cells)]
    if not present:
        return shape((), ())
    header = present[0]
    return shape(header.cells, [record for record in records if record.row > header.row])


def fits(records: Sequence[Record]) -> bool:  # noqa: ARG001 (every reader answers this)
    """Return False: nothing marks a plain file, so content alone never says it is one."""
    return False
