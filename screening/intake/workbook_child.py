"""Run as a process of its own: reads one workbook under limits, prints its records as JSON.

Prints one sentence and ends with 1 when the workbook cannot be used.
"""

import datetime as dt
import json
import resource
import sys
from collections.abc import Sequence
from typing import Any

from screening.intake.formula_cells import ERROR, formula_cells

FIRST_INEXACT = 1e15
"""Of larger numbers spreadsheets keep the first 15 digits (Microsoft, Excel specifications)."""
MOST_COLUMNS = 16_384
"""As many as a worksheet can have (Microsoft, Excel specifications)."""
HEADER_ROWS = 3
"""No survey tool writes more."""
HEADINGS_ALIKE = 3
"""Headings of two sheets that are the same, where both hold answers to one form."""
Rows = tuple[int, list[str]]
"""Number and cells of one row."""
Sheet = tuple[str, Sequence[Sequence[object]]]
"""Name and cells of one sheet."""


def main() -> int:
    """Read the workbook named on the command line; limits and reading come on standard input."""
    limits = json.loads(sys.stdin.read())
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    readings = {"only_sheet": _records, "every_sheet": _sheets, "named_sheets": _named}
    try:
        found = readings[limits["reading"]](sys.argv[1])
    except ValueError as why:
        sys.stdout.write(str(why))
        return 1
    json.dump(found, sys.stdout)
    return 0


def _records(path: str) -> list[Rows]:
    seen, hidden = _filled(path)
    if len(seen) > 1:
        raise ValueError("has several sheets with content; keep one")
    shown = {heading for _, rows in seen for heading in _headings(rows)}
    if any(len(_headings(rows) & shown) >= HEADINGS_ALIKE for _, rows in hidden):
        raise ValueError("has hidden sheets with the headings of the visible one; keep one")
    return [row for name, rows in seen for row in _texts(path, name, rows)]


def _sheets(path: str) -> list[list[Rows]]:
    seen, _ = _filled(path)
    return [_texts(path, name, rows) for name, rows in seen]


def _named(path: str) -> dict[str, list[Rows]]:
    seen, hidden = _filled(path)
    return {name: _texts(path, name, rows) for name, rows in (*seen, *hidden)}


def _filled(path: str) -> tuple[list[Sheet], list[Sheet]]:
    """Return the sheets with content that can be seen, and the hidden ones."""
    import python_calamine  # noqa: PLC0415 (only the child may open an upload)

    workbook = python_calamine.load_workbook(path)
    seen: list[Sheet] = []
    hidden: list[Sheet] = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            rows = _cells(workbook.get_sheet_by_name(sheet.name))
            is_seen = sheet.visible == python_calamine.SheetVisibleEnum.Visible
            if any(any(map(_text, row)) for row in rows):
                (seen if is_seen else hidden).append((sheet.name, rows))
    return seen, hidden


def _headings(rows: Sequence[Sequence[object]]) -> set[str]:
    """Return the texts at the top of a sheet, where headings stand."""
    return {_text(cell) for row in rows[:HEADER_ROWS] for cell in row} - {""}


def _cells(sheet: Any) -> Sequence[Sequence[object]]:
    if sheet.total_width > MOST_COLUMNS:
        raise ValueError("has more columns than a worksheet can have")
    cells: Sequence[Sequence[object]] = sheet.to_python(skip_empty_area=False)
    return cells


def _texts(path: str, name: str, rows: Sequence[Sequence[object]]) -> list[Rows]:
    instead = formula_cells(path, name)
    errors = {number for (number, _), read in instead.items() if read == ERROR}
    return [
        (number, [instead.get((number, place)) or _text(cell) for place, cell in enumerate(row)])
        for number, row in enumerate(rows, start=1)
        if number in errors or any(_text(cell) for cell in row)
    ]


def _text(value: object) -> str:
    """Return a cell as text: `2.0` as `2`, a date as ISO, nothing as an empty text.

    A number with more digits than spreadsheets keep comes as 1.23456789012346E+17: written out, it
    would look like a student number, with digits that nobody typed.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and abs(value) >= FIRST_INEXACT:
        return f"{value:.14E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
