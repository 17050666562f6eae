"""Run as a process of its own: reads one workbook under limits, prints its records as JSON.

Prints one sentence and ends with 1 when the workbook cannot be used.
"""

import datetime as dt
import json
import resource
import sys
from collections.abc import Sequence

from screening.intake.formula_cells import formula_cells

FIRST_INEXACT = 1e15
"""Of larger numbers spreadsheets keep the first 15 digits (Microsoft, Excel specifications)."""
Rows = tuple[int, list[str]]
"""Number and cells of one row."""


def main() -> int:
    """Read the workbook named on the command line; limits and reading come on standard input."""
    limits = json.loads(sys.stdin.read())
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    readings = {"only_sheet": _records, "every_sheet": _sheets}
    try:
        found = readings[limits["reading"]](sys.argv[1])
    except ValueError as why:
        sys.stdout.write(str(why))
        return 1
    json.dump(found, sys.stdout)
    return 0


def _records(path: str) -> list[Rows]:
    filled = _filled(path)
    if len(filled) > 1:
        raise ValueError("has several sheets with content; keep one")
    return [row for name, rows in filled for row in _texts(path, name, rows)]


def _sheets(path: str) -> list[list[Rows]]:
    return [_texts(path, name, rows) for name, rows in _filled(path)]


def _filled(path: str) -> list[tuple[str, Sequence[Sequence[object]]]]:
    """Return name and cells of every visible sheet with content."""
    import python_calamine  # noqa: PLC0415 (only the child may open an upload)

    workbook = python_calamine.load_workbook(path)
    sheets = [
        (sheet.name, workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
        for sheet in workbook.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    return [(name, rows) for name, rows in sheets if any(any(_text(c) for c in r) for r in rows)]


def _texts(path: str, name: str, rows: Sequence[Sequence[object]]) -> list[Rows]:
    formulas = formula_cells(path, name)
    return [
        (number, [_cell(cell, (number, place) in formulas) for place, cell in enumerate(row)])
        for number, row in enumerate(rows, start=1)
        if any(_text(cell) for cell in row)
    ]


def _cell(value: object, is_formula: bool) -> str:  # noqa: FBT001 (private, two calls)
    return "=formula" if is_formula else _text(value)


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
