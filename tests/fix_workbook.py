"""A school's part in a test: open the fix workbook, fill in corrections, drop it into the inbox."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from programme_builder import Folder
from programme_run import run_whole

ROWS, LABELS = "Fix these rows", "Labels to decide"
Line = dict[str, str]
MOOD_1, MOOD_2, CRITICAL = 2, 3, 10
"""Places of items in a row of the survey."""


def lines_of(path: Path, sheet: str = ROWS) -> list[Line]:
    """Return the lines of a sheet that can be corrected; none where it is left away."""
    return [line for line in rows_of(path, sheet) if line.get("seal")]


def rows_of(path: Path, sheet: str) -> list[Line]:
    """Return every row of a sheet by heading; none where it is left away."""
    book = openpyxl.load_workbook(path)
    if sheet not in book.sheetnames:
        return []
    rows = book[sheet].iter_rows(values_only=True)
    head = [str(name) for name in next(rows)]
    return [
        dict(zip(head, ["" if c is None else str(c) for c in row], strict=True)) for row in rows
    ]


def fill(path: Path, write: Callable[[Line], dict[str, str]], *, sheet: str = ROWS) -> int:
    """Write cells by heading into every line of a sheet; return how many lines were changed."""
    book = openpyxl.load_workbook(path)
    rows = book[sheet].iter_rows()
    head = [str(cell.value) for cell in next(rows)]
    changed = 0
    for row in rows:
        line = {name: str(cell.value or "") for name, cell in zip(head, row, strict=True)}
        cells = write(line) if line["seal"] else {}
        for name, text in cells.items():
            row[head.index(name)].value = text
        changed += bool(cells)
    book.save(path)
    return changed


def run_and_sent(folder: Folder, name: str = "back.xlsx", *, school: str = "maple") -> Path:
    """Run the window and return a copy of the school's fix workbook, outside of the inbox."""
    run_whole(folder.open())
    return sent(folder, name, school=school)


def sent(folder: Folder, name: str = "back.xlsx", *, school: str = "maple") -> Path:
    """Return the same copy from the run that is shown."""
    shown = folder.open().outbox.shown
    return Path(
        shutil.copy(shown / "schools" / school / "problems.xlsx", folder.path.parent / name)
    )


def give_back(folder: Folder, path: Path, name: str | None = None) -> Path:
    """Drop a workbook into the window's corrections folder."""
    place = folder.inbox() / "corrections"
    place.mkdir(exist_ok=True)
    return Path(shutil.copy(path, place / (name or path.name)))


def corrected(text: str, *, row: str | None = None) -> Callable[[Line], dict[str, str]]:
    """Return what writes one correction, into every line or the line of one row."""
    return lambda line: {"Correction": text} if row in {None, line["Row"]} else {}


def survey_with(inbox: Folder, *cells: tuple[int, int, str], name: str = "survey.csv") -> Path:
    """Drop the good rows with some cells replaced: (row of the file, place, text)."""
    rows = inbox.rows()
    for row, place, text in cells:
        rows[row - 2][place] = text
    return inbox.survey(*rows, name=name)


def record_of(folder: Folder) -> dict[str, Any]:
    """Return the record of the run that is shown."""
    return json.loads((folder.open().outbox.shown / "run.json").read_text())
