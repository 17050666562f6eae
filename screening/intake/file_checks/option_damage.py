"""Answers that a spreadsheet turned into dates (F105): `1-5` into `01-May`."""

from screening.intake.excel_damage import DamagedCell, damaged_options, spoilt_options
from screening.intake.file_checks.stored_export import StoredExport
from screening.intake.meanings import ItemGroup
from screening.problem import Problem
from screening.warehouse import quoted


def option_problems(export: StoredExport) -> list[Problem]:
    """Return a problem per item whose cells cannot be read because they became dates.

    A few dates among many other unknown cells are slips, and stay problems of their rows.
    """
    return [
        problem
        for group in export.groups
        for problem in _of_group(export, group, _damaged(export, group))
    ]


def _damaged(export: StoredExport, group: ItemGroup) -> list[DamagedCell]:
    cells = export.cells(group.items)
    known = group.known(cells)
    unknown = [cell for cell in cells if cell not in known]
    return damaged_options(unknown, options=group.options)


def _of_group(export: StoredExport, group: ItemGroup, damaged: list[DamagedCell]) -> list[Problem]:
    if not damaged:
        return []
    known = list(group.known(export.cells(group.items)))
    originals = {each.cell: each.original for each in damaged}
    found = []
    for item in group.items:
        counts = dict(
            export.warehouse.rows(
                f"select {quoted(item)} as cell, count(*) from {export.raw}"
                " where not list_contains(?::varchar[], cell) group by cell",
                [known],
            )
        )
        dates = {cell: count for cell, count in counts.items() if cell in originals}
        if spoilt_options(sum(dates.values()), unknown=sum(counts.values())):
            proven = sorted({originals[cell] for cell in dates} - {""})
            said = _said(sum(dates.values()), proven)
            found.append(export.problem("F105", said, column=item))
    return found


def _said(count: int, proven: list[str]) -> str:
    """Return the message; an original is named only where it is the one option it can be."""
    was = f" They were {' or '.join(proven)}." if proven else ""
    return f"{count} answers were turned into dates by a spreadsheet.{was}"
