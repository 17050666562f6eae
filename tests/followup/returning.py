"""A school's part in a test: get the list, fill it in, return it, get the next one."""

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from tier_table import SCHOOL, WINDOW, programme, student, table, without_tier

from screening.followup.reading import Reading, read_workbooks
from screening.followup.state import ReferralState, concerns_of, states_of
from screening.ledger.act import Act
from screening.ledger.store import open_ledger, read_acts
from screening.programme.load import ProgrammeFolder
from screening.publish import Outbox
from screening.referrals.issued import issued_acts
from screening.referrals.list_day import ListDay
from screening.referrals.referral import build_id, load_columns
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.workbook import write_referral_workbook
from screening.referrals.workbook_words import load_words

ISSUED, READ = dt.date(2026, 10, 26), dt.date(2026, 11, 9)
OTHER = SCHOOL.model_copy(update={"id": "cedar", "name": "Cedar School"})
STUDENTS = (
    student("STU-one", tier=3),
    student("STU-two"),
    student("STU-six", class_id="7C"),
    without_tier("STU-out", "not_answered"),
)
ANA = "Ana Ortiz"


def id_of(code: str) -> str:
    return build_id(code, window=WINDOW, cause=load_rules().cause)


class Returning:
    """A programme of two schools whose lists are issued and come back.

    Args:
        path: an empty folder.
        students: rows of the tier table.
    """

    def __init__(self, path: Path, students: Sequence[dict] = STUDENTS) -> None:
        path.mkdir(parents=True)
        settings = programme(school=(SCHOOL, OTHER))
        self.folder = ProgrammeFolder(settings, path)
        self.students = list(students)
        self.runs = 0
        self.issue()

    def issue(self, *, on: dt.date = ISSUED) -> Path:
        """Publish the next run's list; return a copy of it outside the outbox."""
        self.runs += 1
        outbox = Outbox(self.folder.outbox, WINDOW.id)
        building = outbox.start()
        for school in self.folder.settings.school:
            day = ListDay(self.folder.settings, school, WINDOW, on, tuple(self.acts()))
            made = ReferralList.of_students(table(*self.students), day=day)
            shown = building / "schools" / school.id / "referrals.xlsx"
            write_referral_workbook(shown, referral_list=made, run_id_text=f"run-{self.runs}")
            with open_ledger(self.folder.ledger) as ledger:
                ledger.append(issued_acts(made))
        (building / "run.json").write_text(json.dumps({"run_id": f"run-{self.runs}"}))
        outbox.publish()
        return self.copy()

    def copy(self, name: str | None = None, *, school: str = "maple") -> Path:
        """Return a copy of the list that is shown, to fill in."""
        shown = self.folder.outbox / WINDOW.id / "schools" / school / "referrals.xlsx"
        to = self.folder.folder.parent / (name or f"copy_{self.runs}.xlsx")
        return Path(shutil.copy(shown, to))

    def filled(self, name: str = "back.xlsx", **rows: dict[str, object]) -> Path:
        """Return a copy filled in: `one={"status": "student seen"}` for the student STU-one."""
        return fill(self.copy(name), **rows)

    def read(
        self,
        *paths: Path,
        by: str = ANA,
        today: dt.date = READ,
        older: str = "refused",
        window_id: str | None = None,
    ) -> Reading:
        """Read workbooks back, as the command does."""
        return read_workbooks(
            paths, folder=self.folder, window_id=window_id, by=by, older=older, today=today
        )

    def acts(self) -> list[Act]:
        return read_acts(self.folder.ledger)

    def state(self, code: str = "one") -> ReferralState:
        return states_of(self.acts())[id_of(f"STU-{code}")]

    def concerns(self) -> dict[str, dict[str, str]]:
        return concerns_of(self.acts())


def fill(path: Path, **rows: dict[str, object]) -> Path:
    """Write cells of students' rows by column id; the last three letters name the student."""
    book = openpyxl.load_workbook(path)
    for code, cells in rows.items():
        sheet, row = _row(book, code)
        for column, value in cells.items():
            sheet.cell(row, place(sheet.title, column)).value = value
    book.save(path)
    return path


def place(sheet: str, column: str) -> int:
    """Return where a column stands, from 1."""
    columns = load_columns()
    if sheet == load_words().not_screened_sheet:
        columns = load_words().not_screened_column
    return [each.id for each in columns].index(column) + 1


def _row(book: openpyxl.Workbook, code: str) -> tuple[openpyxl.worksheet.worksheet.Worksheet, int]:
    for name in (load_words().list_sheet, load_words().not_screened_sheet):
        sheet = book[name]
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, place(name, "student_code")).value == f"STU-{code}":
                return sheet, row
    raise LookupError(code)


def row_of(path: Path, code: str) -> int:
    """Return the row of a student as the spreadsheet shows it."""
    return _row(openpyxl.load_workbook(path), code)[1]


def found(reading: Reading) -> list[tuple[str, str]]:
    """Return (id, heading of the column) of every finding."""
    return [(each.id, each.column) for taken in reading.taken for each in taken.findings]
