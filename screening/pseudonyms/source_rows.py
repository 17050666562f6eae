"""The rows of a file that is to be rewritten, one at a time: text is streamed, read twice."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.intake.bounded_lines import bounded_lines
from screening.intake.open_export import OLE_START, ZIP_START
from screening.intake.read_text import BYTE_ORDER_MARKS, LARGEST_CELL, likely_delimiter
from screening.intake.read_workbook import read_workbook
from screening.intake.text_table import Record, name_of
from screening.problem import refused

DEFAULT_ENCODINGS = ("utf-8",)
SAMPLE_BYTES = 1_000_000


@dataclass(frozen=True)
class SourceRows:
    """A file whose rows can be read again and again.

    Attributes:
        encoding: of a text file.
        delimiter: also of the file that is written.
        longest_line: characters that are kept in memory at once.
        workbook: the records of a workbook, which is read once; None = a text file.
    """

    path: Path
    encoding: str
    delimiter: str
    longest_line: int
    workbook: tuple[Record, ...] | None = None

    @property
    def name(self) -> str:
        """The file's name, safe to print."""
        return name_of(self.path)

    def __iter__(self) -> Iterator[Record]:
        """Yield records as a spreadsheet numbers them.

        Raises:
            RefusedFileError: not text of the encoding, a NUL, a line without end, or a quotation
                mark that does not match.
        """
        if self.workbook is not None:
            yield from self.workbook
            return
        row = 0
        csv.field_size_limit(LARGEST_CELL)
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                lines = bounded_lines(file, longest=self.longest_line, name=self.name)
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                for row, cells in enumerate(reader, start=1):
                    yield Record(row, cells)
        except csv.Error:
            raise refused(
                "F102", self.name, f"after row {row}: the quotation marks do not match."
            ) from None
        except UnicodeError:
            raise refused("F101", self.name, f"cannot be read as {self.encoding}.") from None
        except OSError:
            raise refused("F109", self.name, "cannot be opened.") from None


def open_rows(
    path: Path,
    *,
    longest_line: int,
    encodings: Sequence[str] = DEFAULT_ENCODINGS,
    delimiter: str | None = None,
) -> SourceRows:
    """Return the rows of a CSV or XLSX file; the kind is told by its content.

    Args:
        path: the file.
        longest_line: characters that are kept in memory at once.
        encodings: tried in order on the whole file; a byte-order mark always wins.
        delimiter: None = the one that splits the first line into most parts.

    Raises:
        RefusedFileError: absent, empty, of a kind that is not read, or of none of the encodings.
    """
    name = name_of(path)
    try:
        with path.open("rb") as file:
            start = file.read(SAMPLE_BYTES)
    except OSError:
        raise refused("F109", name, "cannot be opened.") from None
    if not start.strip():
        raise refused("F110", name, "is empty.")
    if start.startswith(OLE_START):
        raise refused("F109", name, "is protected with a password, or is an old .xls.")
    if start.startswith(ZIP_START):
        return SourceRows(path, "", ",", longest_line, tuple(read_workbook(path)))
    encoding = _encoding(path, start, encodings)
    return SourceRows(path, encoding, delimiter or _delimiter(path, encoding), longest_line)


def _encoding(path: Path, start: bytes, encodings: Sequence[str]) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    for encoding in encodings:
        if _decodes(path, encoding):
            return encoding
    raise refused("F101", name_of(path), f"cannot be read as {' or '.join(encodings)}.")


def _decodes(path: Path, encoding: str) -> bool:
    """Return True where every byte of the file is text in the encoding; nothing is kept."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(SAMPLE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(SAMPLE_BYTES)
    except UnicodeError:
        raise refused("F101", name_of(path), f"cannot be read as {encoding}.") from None
    return likely_delimiter(first)
