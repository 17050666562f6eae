"""The workbook that goes back to a school: what could not be taken, where, and what to do."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from screening.followup.rules import load_followup
from screening.followup.take_back import Taken
from screening.outbox import make_folder, write_bytes
from screening.programme.settings import Programme
from screening.referrals.workbook_words import load_words
from screening.spreadsheet import Book, Choices, Table

SHEET_ROW = "whole sheet"


def write_to_mend(
    taken: Sequence[Taken], *, settings: Programme, today: dt.date, to: Path
) -> list[Path]:
    """Write one workbook per school with findings; return them.

    It holds what the cells hold: it is for the school alone.

    Args:
        taken: what came of the workbooks.
        settings: names of schools, and the paper.
        today: day of the workbooks.
        to: folder that receives them.
    """
    by_school: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for each in taken:
        for found in each.findings:
            by_school[each.school_id].append(
                (
                    found.workbook,
                    found.sheet,
                    str(found.row) if found.row else SHEET_ROW,
                    found.referral_id,
                    found.column,
                    found.value,
                    f"{load_followup().outcome_words[found.outcome]}: {found.what}",
                    found.mend,
                )
            )
    return [
        _written(rows, settings=settings, school_id=school_id, today=today, to=to)
        for school_id, rows in sorted(by_school.items())
    ]


def _written(
    rows: Sequence[tuple[str, ...]],
    *,
    settings: Programme,
    school_id: str,
    today: dt.date,
    to: Path,
) -> Path:
    words, school = load_followup(), settings.school_by_id(school_id)
    title = f"{words.to_mend_title}: {school.name}"
    book = Book(
        title=title,
        as_of=today,
        paper=settings.letters.paper,
        footer=f"{load_words().confidential} {school.name}",
        choices=Choices(),
    )
    notes = (title, words.to_mend_note)
    book.add_table(Table(words.to_mend_title, words.to_mend_column, rows, notes=notes))
    path = make_folder(to) / f"{school_id}_to_mend.xlsx"
    write_bytes(path, book.to_bytes())
    return path
