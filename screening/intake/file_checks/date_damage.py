"""Dates that a spreadsheet re-read in another order of day and month (F104)."""

from screening.intake.excel_damage import dates_split_at_month_12
from screening.intake.file_checks.stored_export import StoredExport
from screening.problem import Problem

TIMES = ("recorded_at", "recorded_at_fallback")
"""Columns that hold times, where the layout names them."""


def time_columns(export: StoredExport) -> list[str]:
    """Return the columns of times that this export has."""
    return [column.name for column in export.mapping.columns if column.name in TIMES]


def date_problems(export: StoredExport) -> list[Problem]:
    """Return a problem per column of times that shows this damage."""
    said = (
        "was opened and saved in a spreadsheet: dates up to the 12th were read in another order"
        " of day and month."
    )
    return [
        export.problem("F104", said, column=column)
        for column in time_columns(export)
        if dates_split_at_month_12(_dates(export, column))
    ]


def _dates(export: StoredExport, column: str) -> dict[str, int]:
    """Return the dates of a column, each with the shape of its time of day → rows that hold it."""
    # Times of day differ from row to row; their shape does not, and only it is looked at.
    statement = (
        f"select regexp_extract({column}, '^[^ T]*')"
        f" || regexp_replace(regexp_replace({column}, '^[^ T]*', ''), '[0-9]+', '9', 'g')"
        f" as date, count(*) from {export.raw} group by date"
    )
    return dict(export.warehouse.rows(statement))
