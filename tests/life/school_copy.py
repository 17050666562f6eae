"""A school's copy of the list that is shown: read, filled in, returned."""

import datetime as dt
from pathlib import Path

import openpyxl

from screening.followup.reading import Reading, read_workbooks
from screening.programme.load import open_folder

SHEET = "Referrals"
CODE = 1
"""Place of the student's code in a row."""
WAYS = {
    "student seen": {"Student seen on"},
    "family reached": {"Student seen on", "Family contact on, how"},
    "plan agreed": {"Student seen on", "Family contact on, how", "Agreed plan, review date"},
}
"""Status → what must have been written down for it."""
DECISIONS = {"universal support is enough": 1, "targeted support": 2, "intensive support": 3}


def rows_shown(workbook: Path, students: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return student code → heading → cell; a student who stands there twice is a fault."""
    head, *rows = openpyxl.load_workbook(workbook)[SHEET].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows if row[CODE] in students]
    codes = [row["Student code"] for row in found]
    assert len(set(codes)) == len(codes)
    return dict(zip(codes, found, strict=True))


def filled(workbook: Path, ref: str, cells: dict[str, str], *, to: Path) -> Path:
    """Write cells into a student's row of a copy, as a person does; return the copy."""
    book = openpyxl.load_workbook(workbook)
    head, *rows = book[SHEET].iter_rows()
    places = {cell.value: cell.column for cell in head}
    (row,) = [each for each in rows if each[CODE].value == ref]
    for heading, text in cells.items():
        book[SHEET].cell(row[0].row, places[heading]).value = text
    book.save(to)
    return to


def returned(programme: Path, workbook: Path, *, by: str, today: dt.date) -> Reading:
    """Read a workbook back, as `screening followup --older` does."""
    return read_workbooks(
        [workbook],
        folder=open_folder(programme),
        window_id=None,
        by=by,
        older="taken",
        today=today,
    )
