"""From a dropped file to its table: decide the kind by content, then read it as the layout says."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from screening.intake import read_text
from screening.intake.header_rows import head_of
from screening.intake.layout import Layout
from screening.intake.read_spss import SPSS_STARTS, read_spss
from screening.intake.read_workbook import read_workbook
from screening.intake.survey_tool import MOST_HEADER_ROWS, survey_tool, survey_tools
from screening.intake.text_table import Head, Record, TextTable, name_of, table_under
from screening.intake.workbook_child import MOST_COLUMNS
from screening.problem import refused

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An old .xls, or a workbook with a password."""


def read_export(path: Path, layout: Layout, *, max_bytes: int) -> TextTable:
    """Return the table of an export; a text file's rows are read as they are asked for.

    Raises:
        RefusedFileError: empty, too large, of a kind that is not read, wrongly encoded,
            wrongly delimited or without the header rows its survey tool writes. Asking for rows
            raises it too where the file breaks off further down.
    """
    refuse_by_size(path, max_bytes=max_bytes)
    if start_of(path).startswith(SPSS_STARTS) or layout.platform == "spss":
        return _spss_table(path, layout)
    found = read_records(path, delimiter=layout.delimiter, encodings=layout.encodings)
    first = first_records(found)
    _refuse_many_columns(name_of(path), first[:MOST_HEADER_ROWS])
    head = head_of(layout.platform, first)
    if head is None:
        raise refused("F103", name_of(path), f"has no header rows as {_title(layout)} writes them.")
    _refuse_wrong_delimiter(name_of(path), head, layout.delimiter)
    return table_under(head, found)


def read_records(path: Path, *, delimiter: str, encodings: Sequence[str]) -> Iterable[Record]:
    """Return the records of a text file or workbook; a text's are read as they are asked for.

    Raises:
        RefusedFileError: of a kind that is not read, or wrongly encoded.
    """
    start = start_of(path)
    if start.startswith(ZIP_START):
        return read_workbook(path)
    if start.startswith(OLE_START):
        raise refused("F109", name_of(path), "is protected with a password, or is an old .xls.")
    encoding = read_text.encoding_of(path, encodings=encodings)
    return read_text.TextRecords(path, encoding, delimiter)


def first_records(records: Iterable[Record]) -> list[Record]:
    """Return the records from the top that say what a file is."""
    return list(islice(records, survey_tools().recognising.records))


def refuse_by_size(path: Path, *, max_bytes: int) -> None:
    """Refuse a file that is too large, empty, or cannot be opened.

    Raises:
        RefusedFileError: it is one of these.
    """
    _refuse_what_is_no_file(path)
    try:
        size = path.stat().st_size
        blank = size <= BLANK_BYTES and not path.read_bytes().strip()
    except OSError:
        raise refused("F109", name_of(path), "cannot be opened.") from None
    if size > max_bytes:
        megabytes = f"has {size // 1024**2} MB; at most {max_bytes // 1024**2} MB are read."
        raise refused("F107", name_of(path), megabytes)
    if blank:
        raise refused("F110", name_of(path), "is empty.")


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse a folder or a pipe: a pipe would be waited for without end."""
    if path.exists() and not path.is_file():
        raise refused("F109", name_of(path), "is a folder or a pipe, not a file.")


BLANK_BYTES = 10_000
"""A larger file that holds nothing but blanks has no header rows, which says it as well."""


def start_of(path: Path) -> bytes:
    """Return the first bytes of a file, which say its kind.

    Raises:
        RefusedFileError: it cannot be opened.
    """
    _refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError:
        raise refused("F109", name_of(path), "cannot be opened.") from None


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """Return a small file's bytes; empty and oversized files are refused."""
    refuse_by_size(path, max_bytes=max_bytes)
    return path.read_bytes()


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, read in pieces; empty where it cannot be read."""
    if not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _spss_table(path: Path, layout: Layout) -> TextTable:
    name = name_of(path)
    if layout.platform != "spss":
        raise refused("F103", name, f"is an SPSS file, not one that {_title(layout)} writes.")
    if not start_of(path).startswith(SPSS_STARTS):
        raise refused("F103", name, "is no SPSS file, as the layout says it is.")
    return read_spss(path).table


def _title(layout: Layout) -> str:
    tool = survey_tool(layout.platform)
    return tool.title if tool else "a spreadsheet"


def _refuse_many_columns(name: str, header: Sequence[Record]) -> None:
    """Refuse a file before a million headers are compared with every tool's marks."""
    widest = max((len(record.cells) for record in header), default=0)
    if widest > MOST_COLUMNS:
        raise refused("F107", name, f"has {widest} columns; {MOST_COLUMNS} are read.")


def _refuse_wrong_delimiter(name: str, head: Head, delimiter: str) -> None:
    only = head.columns[0].name if len(head.columns) == 1 else ""
    better = read_text.likely_delimiter(only)
    if only and better != delimiter and better in only:
        shown = {"\t": "tabs"}.get(better, f"'{better}'")
        why = f"columns seem to be separated by {shown}, but the layout says '{delimiter}'."
        raise refused("F102", name, why)
