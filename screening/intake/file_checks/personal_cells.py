"""Personal data in a column that is kept (P402): the cells are not kept, their number is told."""

from screening.intake.file_checks.stored_export import StoredExport
from screening.intake.personal_values import NOT_KEPT, too_many_personal
from screening.problem import Problem
from screening.warehouse import quoted


def personal_problems(export: StoredExport) -> list[Problem]:
    """Return a problem per column that holds too many such cells; take all of them out.

    Student codes were looked at before they were stored; single ones among many codes are problems
    of their rows. What an answer or filter says is compared and never shown, but not kept either.
    """
    found = []
    for column in export.mapping.columns:
        count, filled = _counts(export, column.name)
        if too_many_personal(count, filled=filled):
            said = f"{count} cells look like names, addresses or numbers of persons."
            found.append(export.problem("P402", said, column=column.name))
    return found


def _counts(export: StoredExport, column: str) -> tuple[int, int]:
    """Return how many cells of a column were personal, and how many hold anything."""
    marked = f"count(*) filter ({quoted(column)} = ?)"
    return export.warehouse.rows(
        f"select {marked}, count(*) filter ({quoted(column)} <> '') from {export.raw}", [NOT_KEPT]
    )[0]
