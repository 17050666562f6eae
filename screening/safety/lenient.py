"""Reading a file that intake would refuse, as far as one column can be found with certainty."""

from collections.abc import Sequence
from pathlib import Path

from screening.errors import ScreeningError
from screening.intake import read_text
from screening.intake.layout import Layout
from screening.intake.open_export import PLATFORMS, read_records
from screening.intake.text_table import Record, TextTable, shape

ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1")
"""Tried after the layout's own; answers and codes are plain letters and digits in all of them."""
HEADER_ROWS = 3
"""A header stands in the first records, or it is not found."""


def lenient_table(
    path: Path, layout: Layout, *, columns: Sequence[str], max_bytes: int
) -> TextTable | None:
    """Return the file's table if some reading shows every named column exactly once, else None.

    The layout's own reading comes first; then other delimiters and encodings. No cell is mended.
    """
    for delimiter in dict.fromkeys((layout.delimiter, *read_text.DELIMITERS)):
        for encoding in dict.fromkeys((*layout.encodings, *ENCODINGS)):
            records = _records(path, delimiter, encoding, max_bytes)
            table = _with_columns(records, layout, columns)
            if table:
                return table
    return None


def _records(path: Path, delimiter: str, encoding: str, max_bytes: int) -> list[Record]:
    try:
        return read_records(path, delimiter=delimiter, encodings=(encoding,), max_bytes=max_bytes)
    except ScreeningError:
        return []


def _with_columns(
    records: Sequence[Record], layout: Layout, columns: Sequence[str]
) -> TextTable | None:
    tables: list[TextTable] = [PLATFORMS[layout.platform].table(records)]
    tables += [
        shape(record.cells, records[index + 1 :])
        for index, record in enumerate(records[:HEADER_ROWS])
    ]
    for table in tables:
        if all(len(table.positions(column)) == 1 for column in columns):
            return table
    return None
