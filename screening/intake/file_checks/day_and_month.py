"""The order of day and month is stated by the layout and never disproved by the column (T701).

`03/04/2026` is two dates. Which of them is never decided cell by cell: where the layout's formats
read one cell in two ways, or a cell can only be read in the other order, the file is refused.
"""

from itertools import combinations

from screening.intake.file_checks.date_damage import time_columns
from screening.intake.file_checks.stored_export import StoredExport
from screening.intake.recorded_time import parsed
from screening.problem import Problem

EXCHANGED = str.maketrans({"d": "m", "m": "d"})


def order_problems(export: StoredExport) -> list[Problem]:
    """Return a problem per column of times whose order of day and month is not certain."""
    return [problem for column in time_columns(export) for problem in _of_column(export, column)]


def exchanged(time_format: str) -> str:
    """Return a format with day and month in each other's place.

    >>> exchanged("%m/%d/%Y"), exchanged("%d %b %Y")
    ('%d/%m/%Y', '%d %b %Y')
    """
    if not ("%d" in time_format and "%m" in time_format):
        return time_format
    head, *parts = time_format.split("%")
    return head + "".join(f"%{part[:1].translate(EXCHANGED)}{part[1:]}" for part in parts)


def _of_column(export: StoredExport, column: str) -> list[Problem]:
    told = export.layout.recorded_at
    assert told is not None  # noqa: S101 (the column is there)
    others = {exchanged(each) for each in told.formats} - set(told.formats)
    own = [parsed(column, each) for each in told.formats]
    both = " or ".join(
        f"month({one}) <> month({two}) or day({one}) <> day({two})"
        for one, two in combinations(own, 2)
    )
    none = " and ".join(f"{each} is null" for each in own)
    other = " or ".join(f"{parsed(column, each)} is not null" for each in sorted(others))
    ((two_ways, other_way),) = export.warehouse.rows(
        f"select count(*) filter ({both or 'false'}),"
        f" count(*) filter ({none} and ({other or 'false'})) from {export.raw}"
    )
    if two_ways:
        said = f"{two_ways} cells are two different dates, one by each of two formats."
        return [export.problem("T701", said, column=column)]
    if other_way:
        said = f"{other_way} cells are dates only with day and month the other way round."
        return [export.problem("T701", said, column=column)]
    return []
