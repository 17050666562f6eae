"""How a file that no layout explains yet is written: its delimiter and its encoding."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from screening.intake.open_export import OLE_START, ZIP_START, start_of
from screening.intake.read_text import DELIMITERS, TextRecords, encoding_of
from screening.problem import RefusedFileError

ENCODINGS = ("utf-8", "cp1252")
"""Tried in this order; a byte-order mark says UTF-16 by itself."""
LOOKED_AT = 20
"""Records from the top that must be divided alike by a delimiter."""


@dataclass(frozen=True)
class Dialect:
    """How a text file is written; workbooks and SPSS files have a comma and UTF-8.

    Attributes:
        delimiter: what divides its columns.
        encoding: as a layout names it; `utf-8` where a byte-order mark says another by itself.
    """

    delimiter: str = DELIMITERS[0]
    encoding: str = ENCODINGS[0]


def dialect_of(path: Path) -> Dialect:
    """Return how a file is written, tried on its first records.

    Raises:
        RefusedFileError: no encoding fits, it holds NUL characters, or it cannot be opened.
    """
    if start_of(path).startswith((ZIP_START, OLE_START)):
        return Dialect()
    encoding = encoding_of(path, encodings=ENCODINGS)
    widths = {mark: _width(TextRecords(path, encoding, mark)) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: widths[mark])
    return Dialect(delimiter, encoding if encoding in ENCODINGS else ENCODINGS[0])


def _width(records: TextRecords) -> tuple[int, int]:
    """Return how many of the first records have the usual number of columns, and that number."""
    try:
        widths = Counter(len(each.cells) for each in islice(records, LOOKED_AT) if each.cells)
    except RefusedFileError:
        return 0, 0
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return (count, width) if width > 1 else (0, width)
