"""Every row that any file has of the student, and what became of it."""

from collections.abc import Iterator

from screening.explain.lines import told
from screening.problem import catalogue
from screening.warehouse import Warehouse

OUTCOMES = {"scored": "scored", "set_aside": "set aside", "left_out": "left out"}
LEFT_OUT = {
    "empty": "the row is empty",
    "no_answers": "no item is answered",
    "no_consent": "there is no consent",
}
"""Reasons that no layout writes itself."""


def row_lines(warehouse: Warehouse, student_ref: str) -> Iterator[str]:
    """Yield a line per row in files that were read, then per row in files that were refused."""
    rows = warehouse.rows(
        "select int_file.file, int_file.informant, int_row.source_row, int_row.outcome,"
        " int_row.reason from int_row inner join int_file on int_row.file_id = int_file.file_id"
        " where int_row.student_ref = ? order by int_file.file, int_row.source_row",
        [student_ref],
    )
    refused = list(_rows_of_refused_files(warehouse, student_ref))
    for file, informant, row, outcome, reason in rows:
        what = f"{file}, row {row} ({informant}): {OUTCOMES[outcome]}"
        yield from told(f"{what}.{_why(warehouse, file, row, reason)}")
    for file, row, code in refused:
        yield from told(f"{file}, row {row}: not used. The file is refused. {_words_of(code)}")
    if not rows and not refused:
        yield from told("No file has a row of this student.")
    yield from _still_due(warehouse, student_ref)


def _still_due(warehouse: Warehouse, student_ref: str) -> Iterator[str]:
    """Yield the screeners that are due and have no row that counts."""
    for instrument, informant in warehouse.rows(
        "select instrument_id, informant from int_due anti join int_subscale_score"
        " using (student_ref, instrument_id, informant) where student_ref = ? order by all",
        [student_ref],
    ):
        yield from told(f"Due, and no row of it counts: {instrument} by {informant}.")


def _why(warehouse: Warehouse, file: str, row: int, reason: str | None) -> str:
    if not reason:
        return ""
    if reason not in catalogue():
        return f" Why: {LEFT_OUT.get(reason, reason)}."
    columns = warehouse.rows(
        "select distinct column_name from int_problem where file = ? and row = ? and code = ?"
        " and column_name is not null order by column_name",
        [file, row, reason],
    )
    named = ", ".join(name for (name,) in columns)
    return f" {_words_of(reason)}" + (f" Column: {named}." if named else "")


def _words_of(code: str) -> str:
    return f"{code}: {catalogue()[code].what}"


def _rows_of_refused_files(
    warehouse: Warehouse, student_ref: str
) -> Iterator[tuple[str, int, str]]:
    """Yield (file, row, code) of files that were read and then refused."""
    files = warehouse.rows(
        "select file_id, file, refused_code from int_file where refused_code is not null"
        " order by file"
    )
    for file_id, file, code in files:
        if warehouse.columns(f"decoded_{file_id}"):
            for (row,) in warehouse.rows(
                f"select source_row from decoded_{file_id} where student_ref = ?"
                " order by source_row",
                [student_ref],
            ):
                yield file, row, code
