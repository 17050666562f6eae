"""Reading a file that intake would refuse, as far as one column can be found with certainty."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from screening.intake import read_text
from screening.intake.layout import Layout
from screening.intake.open_export import OLE_START, PLATFORMS, ZIP_START, read_bytes
from screening.intake.read_workbook import read_workbook
from screening.intake.text_table import Record, TextTable, name_of, shape
from screening.problem import RefusedFileError

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
    for records in _readings(path, layout, max_bytes=max_bytes):
        table = _with_columns(records, layout, columns)
        if table:
            return table
    return None


def _readings(path: Path, layout: Layout, *, max_bytes: int) -> Iterator[list[Record]]:
    """Yield the records of each way to read the file; a workbook has one way only."""
    try:
        content = read_bytes(path, max_bytes=max_bytes)
    except RefusedFileError:
        return
    if content.startswith((ZIP_START, OLE_START)):
        yield _or_none(lambda: read_workbook(path))
        return
    for delimiter in dict.fromkeys((layout.delimiter, *read_text.DELIMITERS)):
        for encoding in dict.fromkeys((*layout.encodings, *ENCODINGS)):
            yield _or_none(partial(_records, content, delimiter, encoding, name_of(path)))


def _records(content: bytes, delimiter: str, encoding: str, name: str) -> list[Record]:
    text = read_text.decode(content, encodings=(encoding,), name=name)
    return read_text.records(text, delimiter=delimiter, name=name)


def _or_none(read: Callable[[], list[Record]]) -> list[Record]:
    try:
        return read()
    except RefusedFileError:
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
