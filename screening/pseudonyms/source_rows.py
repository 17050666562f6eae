"""The rows of a file that is to be rewritten: a text is read anew each time, a workbook once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.intake.open_export import read_records, refuse_by_size
from screening.intake.read_text import TextRecords, likely_delimiter
from screening.intake.text_table import Record, name_of

DEFAULT_ENCODINGS = ("utf-8",)
LONGEST_HEADER = 1_000_000
"""Characters of the first line that are looked at for the delimiter."""
LARGEST_FILE = 4 * 1024**3
"""Bytes: an export of a million students with 60 questions has a fifth of it."""


@dataclass(frozen=True)
class SourceRows:
    """A file whose rows can be read again and again.

    Attributes:
        delimiter: also of the file that is written.
        records: as a spreadsheet numbers them.
    """

    path: Path
    delimiter: str
    records: Iterable[Record]

    @property
    def name(self) -> str:
        """The file's name, safe to print."""
        return name_of(self.path)

    def __iter__(self) -> Iterator[Record]:
        """Yield the records.

        Raises:
            RefusedFileError: a line without end, or a quotation mark that does not match.
        """
        return iter(self.records)


def open_rows(
    path: Path,
    *,
    encodings: Sequence[str] = DEFAULT_ENCODINGS,
    delimiter: str | None = None,
) -> SourceRows:
    """Return the rows of a CSV or XLSX file; the kind is told by its content.

    Args:
        path: the file. It is read twice, so it cannot be a pipe.
        encodings: tried in order on the whole file; a byte-order mark always wins.
        delimiter: None = the one that splits the first line into most parts.

    Raises:
        RefusedFileError: absent, no file, empty, of a kind that is not read, or of none of the
            encodings.
    """
    refuse_by_size(path, max_bytes=LARGEST_FILE)
    found = read_records(path, delimiter=delimiter or ",", encodings=encodings)
    if not isinstance(found, TextRecords):
        return SourceRows(path, ",", tuple(found))
    if delimiter is None:
        found = replace(found, delimiter=likely_delimiter(_first_line(found)))
    return SourceRows(path, found.delimiter, found)


def _first_line(text: TextRecords) -> str:
    with text.path.open(encoding=text.encoding, newline="") as file:
        return file.readline(LONGEST_HEADER)
