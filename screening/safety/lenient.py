"""Reading a file that intake would refuse, as far as its columns can be found with certainty."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from screening.intake import read_text
from screening.intake.column_address import ColumnAddress
from screening.intake.header_rows import head_of
from screening.intake.layout import Layout
from screening.intake.mapping import places_of
from screening.intake.open_export import (
    OLE_START,
    ZIP_START,
    refuse_by_size,
    start_of,
)
from screening.intake.read_spss import SPSS_STARTS, read_spss
from screening.intake.read_workbook import read_workbook
from screening.intake.survey_tool import survey_tools
from screening.intake.text_table import Column, Head, Record, TextTable, numbered, table_under
from screening.intake.workbook_child import MOST_COLUMNS
from screening.problem import RefusedFileError

ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1")
"""Tried after the layout's own; answers and codes are plain letters and digits in all of them."""
HEADER_ROWS = 3
"""A header stands in the first records, or it is not found."""
Records = Iterable[Record]


def lenient_table(
    path: Path, layout: Layout, *, columns: Sequence[ColumnAddress], max_bytes: int
) -> TextTable | None:
    """Return the file's table if some reading shows every named column exactly once, else None.

    The layout's own reading comes first; then other delimiters and encodings. No cell is mended.
    """
    try:
        refuse_by_size(path, max_bytes=max_bytes)
        start = start_of(path)
    except RefusedFileError:
        return None
    if start.startswith(SPSS_STARTS):
        table = _or_none(lambda: read_spss(path).table)
        return table if table and _has_all(table, columns) else None
    for records in _readings(path, layout, start):
        table = _with_columns(records, layout, columns)
        if table:
            return table
    return None


def _readings(path: Path, layout: Layout, start: bytes) -> Iterator[Records]:
    """Yield the records of each way to read the file; a workbook has one way only."""
    if start.startswith((ZIP_START, OLE_START)):
        yield _or_none(lambda: read_workbook(path)) or []
        return
    for encoding in _encodings(path, layout):
        for delimiter in dict.fromkeys((layout.delimiter, *read_text.DELIMITERS)):
            yield read_text.TextRecords(path, encoding, delimiter)


def _encodings(path: Path, layout: Layout) -> list[str]:
    """Return the encodings in which the whole file is a text, the layout's own first."""
    tried = dict.fromkeys((*layout.encodings, *ENCODINGS))
    found = [_or_none(partial(read_text.encoding_of, path, encodings=(each,))) for each in tried]
    return list(dict.fromkeys(filter(None, found)))


def _with_columns(
    records: Records, layout: Layout, columns: Sequence[ColumnAddress]
) -> TextTable | None:
    first = _first(records)
    if any(len(record.cells) > MOST_COLUMNS for record in first[:HEADER_ROWS]):
        return None
    heads = [head_of(layout.platform, first)]
    heads += [
        Head(numbered(map(Column, record.cells)), last_row=record.row)
        for place, record in enumerate(first[:HEADER_ROWS])
        # Where the header was sorted in among the answers, those above it would be passed over.
        if not any(map(_may_be_answers, first[:place]))
    ]
    tables = (table_under(head, records) for head in heads if head)
    return next((table for table in tables if _has_all(table, columns)), None)


def _may_be_answers(record: Record) -> bool:
    """Return True for a record above the header that is no title: it has more than one cell."""
    return sum(bool(cell.strip()) for cell in record.cells) > 1


def _first(records: Records) -> list[Record]:
    """Return the first records, fewer where the file breaks off: whoever reads on is told so."""
    found: list[Record] = []
    with suppress(RefusedFileError):
        found.extend(islice(records, survey_tools().recognising.records))
    return found


def _has_all(table: TextTable, columns: Sequence[ColumnAddress]) -> bool:
    return all(len(places_of(table, column)) == 1 for column in columns)


Found = TypeVar("Found")


def _or_none(read: Callable[[], Found]) -> Found | None:
    try:
        return read()
    except RefusedFileError:
        return None
