"""Every check of an export's kept columns, in the order in which they are asked."""

from screening.intake.file_checks.answers_fit import answer_problems
from screening.intake.file_checks.date_damage import date_problems
from screening.intake.file_checks.day_and_month import order_problems
from screening.intake.file_checks.declared_missing import missing_problems
from screening.intake.file_checks.option_damage import option_problems
from screening.intake.file_checks.personal_cells import personal_problems
from screening.intake.file_checks.stored_export import StoredExport
from screening.problem import Problem


def kept_column_problems(export: StoredExport) -> list[Problem]:
    """Return what the kept columns say against the file.

    Personal data first: what looks like it is gone from the table before anything else is asked.
    A column of dates that a spreadsheet damaged is not asked for its order too.
    """
    found = personal_problems(export)
    found += date_problems(export) or order_problems(export)
    found += option_problems(export) + answer_problems(export)
    return found + missing_problems(export)
