"""Qualtrics CSV: three header rows (names, texts, import ids), or two in exports before 2017.

The third row is JSON in some exports and not in others, so it is recognised by a pattern.
Source: real exports read in 2026, one of each shape.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column, Record, TextTable, shape

IMPORT_ID = "ImportId"
IMPORT_ID_CELLS = 3
"""Cells with an import id that make a record the third header row."""
LEGACY_NAMES = tuple(f"V{number}" for number in range(1, 11))


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: field names with the question texts of the second row, if it is there.

    A name may stand twice (two blocks with equal names): then only its text tells them apart.
    """
    texts = rows[1] if len(rows) > 1 else [""] * len(rows[0])
    return [Column(name, shown(text)) for name, text in zip(rows[0], texts, strict=True)]


def table(records: Sequence[Record]) -> TextTable:
    """Return the table under the header rows; an empty one where there are no header rows."""
    header_rows = _header_rows(records)
    if not header_rows:
        return shape((), ())
    return shape(records[0].cells, records[header_rows:])


def fits(records: Sequence[Record]) -> bool:
    """Return True where the header rows can only be Qualtrics' own."""
    return _header_rows(records) > 0


def _header_rows(records: Sequence[Record]) -> int:
    if len(records) > 2 and _import_ids(records[2]) >= IMPORT_ID_CELLS:  # noqa: PLR2004 (third)
        return 3
    if len(records) > 1 and tuple(records[0].cells[: len(LEGACY_NAMES)]) == LEGACY_NAMES:
        return 2
    return 0


def _import_ids(record: Record) -> int:
    return sum(IMPORT_ID in cell for cell in record.cells)
