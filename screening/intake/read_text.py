"""Text files to records: strict decoding, strict quoting, nothing coerced, nothing guessed.

A file is read line by line each time its records are asked for; only its encoding is found first.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.intake.bounded_lines import bounded_lines
from screening.intake.text_table import Record, name_of
from screening.problem import refused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
LARGEST_CELL = 1_000_000
"""Characters in one cell; more means a quote was never closed."""
LONGEST_LINE = 16_000_000
"""Characters in one line; more means that it has no end."""
FEWEST_SWALLOWED = 5
"""Delimiters inside one cell; in a narrower file fewer could be an answer of several lines."""
PIECE = 1024**2
"""Bytes that are decoded at a time."""
STATED_DELIMITER = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
"""The first line that spreadsheets write, and hide, to say how columns are divided."""


@dataclass(frozen=True)
class TextRecords:
    """The records of a text file, read anew each time they are asked for.

    Iterating raises RefusedFileError where a quote is not closed or stands inside a cell, or where
    a line has no end.
    """

    path: Path
    encoding: str
    delimiter: str

    def __iter__(self) -> Iterator[Record]:
        name = name_of(self.path)
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                lines = bounded_lines(file, longest=LONGEST_LINE, name=name)
                yield from records(lines, delimiter=self.delimiter, name=name)
        except (UnicodeError, OSError):
            raise refused("F109", name, "changed while it was read.") from None


def encoding_of(path: Path, *, encodings: Sequence[str]) -> str:
    """Return the encoding in which a whole file can be read.

    A byte-order mark wins; then the layout's encodings in order, strictly.

    Raises:
        RefusedFileError: no encoding fits, the file holds NUL characters, or cannot be opened.
    """
    name = name_of(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
        for encoding in _tried(start, encodings):
            if _decodes(path, encoding):
                return encoding
    except OSError:
        raise refused("F109", name, "cannot be opened.") from None
    raise refused("F101", name, f"cannot be read as {' or '.join(encodings)}.")


def decode(content: bytes, *, encodings: Sequence[str], name: str) -> str:
    """Return a small file's text, as `encoding_of` would decode it.

    Raises:
        RefusedFileError: no encoding fits, or the text holds NUL characters.
    """
    for encoding in _tried(content, encodings):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            raise _holds_nul(name)
        return text
    raise refused("F101", name, f"cannot be read as {' or '.join(encodings)}.")


def _tried(start: bytes, encodings: Sequence[str]) -> Sequence[str]:
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS if start.startswith(mark)]
    # Without its mark, UTF-16 is what Windows writes.
    return marked[:1] or ["utf-16-le" if each == "utf-16" else each for each in encodings]


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                if "\0" in decoder.decode(piece):
                    raise _holds_nul(name_of(path))
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _holds_nul(name: str) -> Exception:
    return refused("F101", name, "holds NUL characters: damaged, or not a text file.")


def text_records(text: str, *, delimiter: str, name: str) -> list[Record]:
    """Return the records of a text that is in memory; what it raises, `records` does."""
    return list(records(io.StringIO(text, newline=""), delimiter=delimiter, name=name))


def records(lines: Iterable[str], *, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records of delimited lines, numbered as a spreadsheet shows them.

    A first line as `sep=;` is hidden by spreadsheets: it says the delimiter and is no record.

    Raises:
        RefusedFileError: a quote is not closed or stands inside a cell.
    """
    csv.field_size_limit(LARGEST_CELL)
    lines = iter(lines)
    first = next(lines, "")
    stated = STATED_DELIMITER.fullmatch(first)
    kept = lines if stated else _again(first, lines)
    mark = stated[1] if stated else delimiter
    reader = csv.reader(kept, delimiter=mark, strict=True)
    row, line = 0, 0
    try:
        for cells in reader:
            row += 1
            if reader.line_num > line + 1 and _holds_rows(cells, mark):
                said = f"in row {row} a quotation mark that nobody closed swallows other rows."
                raise refused("F102", name, said)
            line = reader.line_num
            yield Record(row, cells)
    except csv.Error:
        where = f"after row {row} the quotation marks do not match."
        raise refused("F102", name, where) from None


def _holds_rows(cells: Sequence[str], mark: str) -> bool:
    """Return True where a cell holds line ends and as many delimiters as a row has.

    Then a quotation mark inside an answer was taken for the beginning of a cell, and the rows below
    stand in that cell, up to the next such mark. In a sentence, a blank follows a comma.
    """
    fewest = max(len(cells) - 1, FEWEST_SWALLOWED)
    within = re.compile(rf"{re.escape(mark)}(?! )")
    return any(
        len(within.findall(cell)) >= fewest for cell in cells if "\n" in cell or "\r" in cell
    )


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def likely_delimiter(first_line: str) -> str:
    """Return the delimiter that splits a header line into most parts; a comma if none does."""
    if stated := STATED_DELIMITER.fullmatch(first_line):
        return stated[1]
    return max(DELIMITERS, key=lambda mark: (first_line.count(mark), mark == ","))
