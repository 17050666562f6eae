"""Excel workbooks to records, in a child process with limits: an upload is hostile until parsed."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Literal

from screening.intake.text_table import Record, name_of
from screening.problem import RefusedFileError, refused

MEMORY_LIMIT_BYTES = 2 * 1024**3
TIME_LIMIT_SECONDS = 60
UNPACKED_LIMIT_BYTES = 500 * 1024**2
"""A workbook that unpacks to more is refused before it is opened."""


def read_workbook(path: Path) -> list[Record]:
    """Return the records of a workbook's only visible sheet, every cell as text.

    Whole numbers lose their decimal point; a formula comes as `=formula`, which no answer is, and
    is never evaluated; an error as #N/A comes as `=error`, and a date-typed cell as an ISO date:
    no answers either.

    Raises:
        RefusedFileError: damaged, protected, too large when unpacked, or several sheets.
    """
    return [Record(row, cells) for row, cells in _read(path, "only_sheet")]


def read_sheets(path: Path) -> list[list[Record]]:
    """Return the records of every visible sheet with content, cells as `read_workbook` gives them.

    Raises:
        RefusedFileError: damaged, protected or too large when unpacked.
    """
    return [[Record(row, cells) for row, cells in sheet] for sheet in _read(path, "every_sheet")]


def read_named_sheets(path: Path) -> dict[str, list[Record]]:
    """Return the records of every sheet with content by its name, hidden sheets too.

    Only for workbooks that we made: in an export, a hidden sheet is nobody's answer.

    Raises:
        RefusedFileError: damaged, protected or too large when unpacked.
    """
    found = _read(path, "named_sheets")
    return {name: [Record(row, cells) for row, cells in rows] for name, rows in found.items()}


def _read(path: Path, reading: Literal["only_sheet", "every_sheet", "named_sheets"]) -> Any:
    _refuse_bombs(path)
    # -P: nothing that lies in the folder one stands in is ever imported.
    command = [sys.executable, "-P", "-m", "screening.intake.workbook_child", str(path)]
    limits = {"memory": MEMORY_LIMIT_BYTES, "seconds": TIME_LIMIT_SECONDS, "reading": reading}
    try:
        child = subprocess.run(  # noqa: S603 (our own module, no shell)
            command,
            input=json.dumps(limits),
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unreadable(path, "took too long to open") from None
    if child.returncode != 0:
        raise _unreadable(path, child.stdout.strip() or "is damaged or too large to open")
    return json.loads(child.stdout)


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise _unreadable(path, "is damaged") from None
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise _unreadable(path, "unpacks to far more than a survey export holds")


def _unreadable(path: Path, why: str) -> RefusedFileError:
    code = "F106" if "sheets" in why else "F109"
    return refused(code, name_of(path), f"{why}.")
