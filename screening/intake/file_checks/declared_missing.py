"""Values that the survey's owner declared missing, and that the layout gives no kind (V504)."""

from screening.intake.file_checks.stored_export import StoredExport
from screening.problem import Problem


def missing_problems(export: StoredExport) -> list[Problem]:
    """Return a problem per instrument with such values: they are no answers, so not scored."""
    found: dict[Problem, None] = {}
    for group in export.groups:
        if not group.stated.missing:
            continue
        cells = export.cells(group.items)
        known = group.known(cells)
        if any(group.stated.declares_missing(cell) for cell in cells if cell and cell not in known):
            said = "the file declares values missing whose kind the layout does not say."
            found[export.problem("V504", f"{group.block.instrument}: {said}")] = None
    return list(found)
