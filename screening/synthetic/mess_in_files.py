"""Mess of whole files: columns nobody asked for, encodings, and exports that must be refused."""

from screening.synthetic.exports import Table
from screening.synthetic.mess import CAREGIVER, STUDENT, TEACHER, Desk, Mess
from screening.synthetic.mess_in_rows import CRITICAL
from screening.synthetic.survey_forms import ENGLISH

ONE_BASED_FILE = "teacher_ratings_old_ferry.xlsx"
MAKEUP_FILE = "student_survey_makeup.csv"
MAKEUP_STUDENTS = 5
LOST_COLUMN, FOUND_COLUMN = "GAD7_4", "GAD7_new"
PERSONAL_COLUMNS = {
    "IPAddress": ("IP Address", "ipAddress", "203.0.113.{place}"),
    "RecipientLastName": ("Recipient Last Name", "recipientLastName", "Example"),
    "RecipientFirstName": ("Recipient First Name", "recipientFirstName", "Student{place}"),
    "RecipientEmail": ("Recipient Email", "recipientEmail", "student{place}@example.org"),
    "LocationLatitude": ("Location Latitude", "locationLatitude", "0.0{place}"),
}
"""Column → question text, import id, made-up content (addresses kept for examples)."""
COMMENTS = ("", "", "Está bien en casa", "Tímida \u2013 pero contenta", "Mañana tiene cita")
"""The dash and the accents are what a cp1252 file writes otherwise than UTF-8."""


def personal_columns(desk: Desk) -> None:
    """Columns with personal data that the survey tool adds unless told not to."""
    table = desk.tables[STUDENT]
    at = table.position("Progress")
    for name, (question, import_id, content) in reversed(PERSONAL_COLUMNS.items()):
        for header, text in zip(
            table.headers, (name, question, f'{{"ImportId":"{import_id}"}}'), strict=True
        ):
            header.insert(at, text)
        for place, row in enumerate(table.rows):
            row.insert(at, content.format(place=place % 250))
        desk.note("personal_columns", STUDENT, column=name)


def comment_column(desk: Desk) -> None:
    """A column the layout does not know, with what families wrote; it must never be read."""
    table = desk.tables[CAREGIVER]
    table.columns.append("Comments")
    for place, row in enumerate(table.rows):
        row.append(COMMENTS[place % len(COMMENTS)])
    desk.note("unmapped_column", CAREGIVER, column="Comments")


def notes_with_formula(desk: Desk) -> None:
    """A column the layout does not know, with a formula in one cell of the workbook."""
    table = desk.tables[TEACHER]
    table.columns.append("Notes")
    for row in table.rows:
        row.append("")
    desk.note("unmapped_column", TEACHER, column="Notes")
    for row in desk.take(TEACHER, desk.plan.mess["formula_in_notes"]):
        table.formulas[id(row)] = "=1+1"
        desk.note("formula_in_notes", TEACHER, row, column="Notes")


def shuffled_items(desk: Desk) -> None:
    """Item columns in another order than the form's: the header decides, never the position."""
    table = desk.tables[TEACHER]
    first = table.position("Rating 1")
    items = range(first, table.position("Rating 12") + 1)
    order = [*range(first), *desk.rng.permutation(items).tolist()]
    order += range(len(order), len(table.columns))
    table.headers[0] = [table.columns[place] for place in order]
    for row in table.rows:
        row[:] = [row[place] for place in order]
    desk.note("shuffled_items", TEACHER)


def cp1252_file(desk: Desk) -> None:
    """A text file in the encoding of older office programs."""
    desk.tables[CAREGIVER].encoding = "cp1252"
    desk.note("cp1252_file", CAREGIVER)


def byte_order_mark(desk: Desk) -> None:
    """A text file that starts with a byte-order mark."""
    desk.tables[STUDENT].encoding = "utf-8-sig"
    desk.note("byte_order_mark", STUDENT)


def one_based_codes(desk: Desk) -> None:
    """The small school's own file, whose codes run from 1 instead of 0: refused, never shifted."""
    table = desk.tables[TEACHER]
    at = table.position("Class")
    mine = desk.plan.small_school.id
    small = [row for row in table.rows if str(row[at]).startswith(mine)]
    table.rows[:] = [row for row in table.rows if not str(row[at]).startswith(mine)]
    items = range(table.position("Rating 1"), table.position("Rating 12") + 1)
    rows = [
        [int(cell or 0) + 1 if place in items else cell for place, cell in enumerate(row)]
        for row in small
    ]
    rows[0][items.start] = len(ENGLISH)
    desk.tables[ONE_BASED_FILE] = Table(ONE_BASED_FILE, [[*table.columns]], rows)
    desk.note("one_based_codes", ONE_BASED_FILE)


def missing_item_column(desk: Desk) -> None:
    """A make-up survey that lost an item's column: refused, its critical items still read."""
    survey = desk.tables[STUDENT]
    table = Table(MAKEUP_FILE, [[*header] for header in survey.headers], [], survey.encoding)
    table.headers[0][survey.position(LOST_COLUMN)] = FOUND_COLUMN
    endorsed = desk.plan.mess["critical_in_refused_file"]
    absent = desk.students(consent="yes", first_grade=6)[:MAKEUP_STUDENTS]
    for place, (ref, source) in enumerate(zip(absent, survey.rows, strict=False)):
        row = [*source]
        row[survey.position("StudentCode")] = ref
        row[survey.position("ResponseId")] = f"R_makeup{place}"
        row[survey.position(CRITICAL)] = ENGLISH[1 if place < endorsed else 0]
        table.rows.append(row)
    desk.tables[MAKEUP_FILE] = table
    desk.note("missing_item_column", MAKEUP_FILE, column=LOST_COLUMN)
    for row in table.rows[:endorsed]:
        desk.note("critical_in_refused_file", MAKEUP_FILE, row, column=CRITICAL)


MESS_OF_EVERY_WINDOW: tuple[Mess, ...] = (one_based_codes,)
MESS_BEFORE_ROWS: tuple[Mess, ...] = (
    missing_item_column,
    comment_column,
    notes_with_formula,
)
MESS_AFTER_ROWS: tuple[Mess, ...] = (
    shuffled_items,
    personal_columns,
    cp1252_file,
    byte_order_mark,
)
"""Columns are added and moved last, so that every row is full by then."""
