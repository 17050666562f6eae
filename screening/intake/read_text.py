"""Text files to records: strict decoding, strict quoting, nothing coerced, nothing guessed."""

import codecs
import csv
import io
from collections.abc import Sequence

from screening.intake.text_table import Record
from screening.problem import refused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
LARGEST_CELL = 1_000_000
"""Characters in one cell; more means a quote was never closed."""


def decode(content: bytes, *, encodings: Sequence[str], name: str) -> str:
    """Return a file's text.

    A byte-order mark wins; then the layout's encodings in order, strictly.

    Raises:
        RefusedFileError: no encoding fits, or the text holds NUL characters.
    """
    text = _decoded(content, encodings)
    if text is None:
        raise refused("F101", name, f"cannot be read as {' or '.join(encodings)}.")
    if "\0" in text:
        raise refused("F101", name, "holds NUL characters: damaged, or not a text file.")
    return text


def _decoded(content: bytes, encodings: Sequence[str]) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            encodings = (encoding,)
            break
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return None


def records(text: str, *, delimiter: str, name: str) -> list[Record]:
    """Return the records of delimited text.

    Raises:
        RefusedFileError: a quote is not closed or stands inside a cell.
    """
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Record] = []
    try:
        found.extend(Record(number, cells) for number, cells in enumerate(reader, start=1))
    except csv.Error:
        where = f"after row {len(found)} the quotation marks do not match."
        raise refused("F102", name, where) from None
    return found


def likely_delimiter(first_line: str) -> str:
    """Return the delimiter that splits a header line into most parts; a comma if none does."""
    return max(DELIMITERS, key=lambda mark: (first_line.count(mark), mark == ","))
