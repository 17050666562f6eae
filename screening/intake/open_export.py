"""From a dropped file to its table: decide the kind by content, then read it as the layout says."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from screening.intake import read_text
from screening.intake.layout import Layout
from screening.intake.platforms import plain, qualtrics
from screening.intake.read_workbook import read_workbook
from screening.intake.text_table import Record, TextTable, name_of
from screening.problem import refused

PLATFORMS: dict[str, ModuleType] = {"qualtrics": qualtrics, "plain": plain}
"""How to read each survey tool's files; `screening check` asks each whether a file fits."""

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An old .xls, or a workbook with a password."""


def read_export(path: Path, layout: Layout, *, max_bytes: int) -> TextTable:
    """Return the table of an export.

    Raises:
        RefusedFileError: empty, too large, of a kind that is not read, wrongly encoded,
            wrongly delimited or without the header rows its survey tool writes.
    """
    found = read_records(
        path, delimiter=layout.delimiter, encodings=layout.encodings, max_bytes=max_bytes
    )
    table: TextTable = PLATFORMS[layout.platform].table(found)
    if not table.header:
        raise refused(
            "F103", name_of(path), f"has no header rows as {layout.platform} writes them."
        )
    _refuse_wrong_delimiter(name_of(path), table, layout.delimiter)
    return table


def read_records(
    path: Path, *, delimiter: str, encodings: Sequence[str], max_bytes: int
) -> list[Record]:
    """Return the records of a text file or workbook."""
    content = read_bytes(path, max_bytes=max_bytes)
    if content.startswith(ZIP_START):
        return read_workbook(path)
    if content.startswith(OLE_START):
        raise refused("F109", name_of(path), "is protected with a password, or is an old .xls.")
    text = read_text.decode(content, encodings=encodings, name=name_of(path))
    return read_text.records(text, delimiter=delimiter, name=name_of(path))


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """Return a file's bytes; empty and oversized files are refused."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            megabytes = f"has {size // 1024**2} MB; at most {max_bytes // 1024**2} MB are read."
            raise refused("F107", name_of(path), megabytes)
        content = path.read_bytes()
    except OSError:
        raise refused("F109", name_of(path), "cannot be opened.") from None
    if not content.strip():
        raise refused("F110", name_of(path), "is empty.")
    return content


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, read in pieces; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def recognise(records: Sequence[Record]) -> str | None:
    """Return the survey tool whose marks the records bear; None where there are none."""
    fits: dict[str, Callable[[Sequence[Record]], bool]] = {
        name: reader.fits for name, reader in PLATFORMS.items()
    }
    return next((name for name, fit in fits.items() if fit(records)), None)


def _refuse_wrong_delimiter(name: str, table: TextTable, delimiter: str) -> None:
    only = table.header[0] if len(table.header) == 1 else ""
    better = read_text.likely_delimiter(only)
    if only and better != delimiter and better in only:
        shown = {"\t": "tabs"}.get(better, f"'{better}'")
        why = f"columns seem to be separated by {shown}, but the layout says '{delimiter}'."
        raise refused("F102", name, why)
