"""A school's safety list in a test: issued, filled in with a spreadsheet, and read."""

import datetime as dt

import openpyxl
from alerts import MONDAY, WINDOW_ID, Book, entry

from screening.programme.settings import Window
from screening.safety.returned import acts_of_returned
from screening.safety.safety_workbook import SafetyList, write_safety_workbook

WINDOW = Window(
    id=WINDOW_ID, title="Autumn", opens=dt.date(2026, 10, 1), closes=dt.date(2026, 10, 31)
)
BACK = MONDAY + dt.timedelta(hours=3)
SEEN = dt.datetime(2026, 10, 26, 11, 15)  # noqa: DTZ001 (as a spreadsheet holds it)

MIDNIGHT = dt.datetime(2026, 10, 26)  # noqa: DTZ001 (the same)


class Returned:
    """A school's list: issued, filled in with a spreadsheet, and read."""

    def __init__(self, path, *entries) -> None:
        self.path = path
        self.book = Book()
        self.entries = entries or (entry("S001"), entry("S002"))
        self.issue()

    @property
    def alerts(self):
        return self.book.look(*self.entries)

    def issue(self) -> None:
        safety_list = SafetyList(
            school_id="maple", school_name="Maple", window=WINDOW, alerts=self.alerts,
            receivers=(), as_of=MONDAY.date(),
        )  # fmt: skip
        write_safety_workbook(self.path, safety_list=safety_list)

    def fill(self, code: str, **cells: object) -> None:
        """Write into the row of a student, by headings with `_` for a blank."""
        book = openpyxl.load_workbook(self.path)
        for sheet in book:
            head = next((row for row in sheet.iter_rows() if row[0].value == "Alert"), ())
            names = {cell.value: cell.column for cell in head}
            for row in sheet.iter_rows(min_row=head[0].row + 1) if head else ():
                if row[1].value == code:
                    for heading, value in cells.items():
                        sheet.cell(row[0].row, names[heading.replace("_", " ")]).value = value
        book.save(self.path)

    def seen(self, code: str, *, by: str = "Ana Ortiz", on: object = SEEN, **more) -> None:
        self.fill(code, Seen_by=by, **{"Seen on, time": on}, **more)

    def read(self):
        acts, conflicts = acts_of_returned(self.path, alerts=self.alerts, received_at=BACK)
        self.book.keep(acts)
        return acts, [conflict.why for conflict in conflicts]

    @property
    def states(self) -> dict[str, str]:
        return {alert.entry.student_ref: alert.state for alert in self.alerts}
