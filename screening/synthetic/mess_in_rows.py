"""Mess in single rows: each function plants one kind and notes where."""

import datetime as dt

from screening.synthetic.exports import Cell, Table
from screening.synthetic.mess import CAREGIVER, ROSTER, STUDENT, TEACHER, Desk, Mess
from screening.synthetic.survey_forms import ENGLISH

CRITICAL = "PHQA_9"
"""The student survey's column of the critical item."""
NOT_AT_ALL, SEVERAL_DAYS, MORE_THAN_HALF, NEARLY_EVERY_DAY = ENGLISH
FORMULA = '=HYPERLINK("http://example.invalid/","2")'
UNKNOWN_LABEL = "Sometimes"
TYPOGRAPHIC_LABELS = (
    "More\u00a0than half the days",
    "I don\u2019t want to answer",
    "  Several  days ",
    "Not at all\u200b",
)
"""No-break space, curly quote, stray blanks, zero-width space: each is a known label."""
GRADE_SPELLINGS = {"K": "KG", "1": "01", "6": "06", "7": "7th", "9": "Grade 9"}


def duplicate_same(desk: Desk) -> None:
    """A caregiver's row typed in twice, with the same answers."""
    for row in desk.copies(CAREGIVER, desk.plan.mess["duplicate_same"]):
        desk.note("duplicate_same", CAREGIVER, row)


def duplicate_different(desk: Desk) -> None:
    """A student who took the survey twice and answered differently."""
    for row in desk.copies(STUDENT, desk.plan.mess["duplicate_different"]):
        changed = SEVERAL_DAYS if _cell(desk, row, "PHQA_1") != SEVERAL_DAYS else NOT_AT_ALL
        desk.write(STUDENT, row, PHQA_1=changed, ResponseId=_new_response(desk))
        desk.note("duplicate_different", STUDENT, row)


def not_on_roster(desk: Desk) -> None:
    """Rows whose student is on no roster, as of a student of another district."""
    for place in range(desk.plan.mess["not_on_roster"]):
        file = (STUDENT, CAREGIVER)[place % 2]
        (row,) = desk.copies(file, 1)
        desk.write_ref(file, row, desk.unknown_ref())
        desk.note("not_on_roster", file, row)


def ref_with_blanks(desk: Desk) -> None:
    """A student_ref typed with blanks around it."""
    for place in range(desk.plan.mess["ref_with_blanks"]):
        file = (STUDENT, CAREGIVER, TEACHER)[place % 3]
        (row,) = desk.take(file, 1)
        desk.write_ref(file, row, f" {desk.ref(file, row)}  ")
        desk.note("ref_with_blanks", file, row)


def ref_in_lower_case(desk: Desk) -> None:
    """A student_ref typed in lower case."""
    for row in desk.take(STUDENT, desk.plan.mess["ref_in_lower_case"]):
        desk.write_ref(STUDENT, row, desk.ref(STUDENT, row).lower())
        desk.note("ref_in_lower_case", STUDENT, row)


def code_out_of_range(desk: Desk) -> None:
    """A code that the instrument does not have."""
    for place in range(desk.plan.mess["code_out_of_range"]):
        file, column = ((CAREGIVER, "Q4"), (TEACHER, "Rating 4"))[place % 2]
        (row,) = desk.take(file, 1)
        desk.write(file, row, **{column: 7})
        desk.note("code_out_of_range", file, row, column=column)


def unknown_label(desk: Desk) -> None:
    """A label that is no answer of the instrument."""
    for row in desk.take(STUDENT, desk.plan.mess["unknown_label"]):
        desk.write(STUDENT, row, GAD7_3=UNKNOWN_LABEL)
        desk.note("unknown_label", STUDENT, row, column="GAD7_3")


def preview_row(desk: Desk) -> None:
    """A row that staff made when they looked at the survey."""
    for row in desk.copies(STUDENT, desk.plan.mess["preview_row"]):
        cells = {"Status": "Survey Preview", "DistributionChannel": "preview"}
        desk.write(STUDENT, row, **cells, StudentCode="TEST", ResponseId=_new_response(desk))
        desk.write(STUDENT, row, **{CRITICAL: NOT_AT_ALL})
        desk.note("preview_row", STUDENT, row)


def unfinished_row(desk: Desk) -> None:
    """A student who stopped before the second questionnaire."""
    for row in desk.take(STUDENT, desk.plan.mess["unfinished_row"]):
        survey = desk.tables[STUDENT]
        blank = dict.fromkeys(survey.columns[survey.position("GAD7_1") :], "")
        desk.write(STUDENT, row, Finished="False", Progress="60", **blank)
        desk.note("unfinished_row", STUDENT, row)


def formula_in_item(desk: Desk) -> None:
    """A formula where an answer belongs."""
    for row in desk.take(CAREGIVER, desk.plan.mess["formula_in_item"]):
        desk.write(CAREGIVER, row, Q2=FORMULA)
        desk.note("formula_in_item", CAREGIVER, row, column="Q2")


def typographic_label(desk: Desk) -> None:
    """A known label with curly quotes, no-break, doubled or zero-width spaces."""
    for place, row in enumerate(desk.take(STUDENT, desk.plan.mess["typographic_label"])):
        label = TYPOGRAPHIC_LABELS[place % len(TYPOGRAPHIC_LABELS)]
        desk.write(STUDENT, row, PHQA_2=label)
        desk.note("typographic_label", STUDENT, row, column="PHQA_2")


def outside_window(desk: Desk) -> None:
    """An answer given before the window opened or after it closed."""
    late = desk.window.closes + dt.timedelta(days=5)
    early = desk.window.opens - dt.timedelta(days=20)
    for place in range(desk.plan.mess["outside_window"]):
        file = (STUDENT, CAREGIVER)[place % 2]
        (row,) = desk.take(file, 1)
        if file == STUDENT:
            desk.write(STUDENT, row, RecordedDate=f"{late} 09:30:00")
        else:
            desk.write(CAREGIVER, row, **{"Date completed": f"{early:%m/%d/%Y}"})
        desk.note("outside_window", file, row)


def opted_out_answered(desk: Desk) -> None:
    """A student whose family opted out and who answered all the same."""
    opted_out = desk.students(consent="opted_out", first_grade=6)
    for ref in opted_out[: desk.plan.mess["opted_out_answered"]]:
        (row,) = desk.copies(STUDENT, 1)
        desk.write(STUDENT, row, StudentCode=ref, ResponseId=_new_response(desk))
        desk.write(STUDENT, row, **{CRITICAL: NOT_AT_ALL})
        desk.note("opted_out_answered", STUDENT, row)


def row_too_short(desk: Desk) -> None:
    """A row that lost a cell, so that no cell's column is certain."""
    for row in desk.take(CAREGIVER, desk.plan.mess["row_too_short"]):
        del row[-1]
        desk.note("row_too_short", CAREGIVER, row)


def blank_critical_item(desk: Desk) -> None:
    """A critical item left unanswered in a row that is otherwise fine."""
    for row in desk.take(STUDENT, desk.plan.mess["blank_critical_item"]):
        desk.write(STUDENT, row, **{CRITICAL: ""})
        desk.note("blank_critical_item", STUDENT, row, column=CRITICAL)


def critical_in_row_set_aside(desk: Desk) -> None:
    """A critical item endorsed in a row that is not scored, one per reason; none in its like."""
    for kind in (
        "not_on_roster",
        "unfinished_row",
        "outside_window",
        "unknown_label",
        "duplicate_different",
    ):
        first, *others = desk.noted(kind, STUDENT)
        desk.write(STUDENT, first, **{CRITICAL: NEARLY_EVERY_DAY})
        desk.note("critical_in_row_set_aside", STUDENT, first, column=CRITICAL)
        for row in others:
            desk.write(STUDENT, row, **{CRITICAL: NOT_AT_ALL})


def empty_row(desk: Desk) -> None:
    """A row of empty cells at the end, as spreadsheets leave."""
    table = desk.tables[CAREGIVER]
    row: list[Cell] = [""] * len(table.columns)
    table.rows.append(row)
    desk.note("empty_row", CAREGIVER, row)


def roster_conflict(desk: Desk) -> None:
    """A student on the roster of two schools."""
    schools = [school.id for school in desk.population.schools]
    for row in desk.copies(ROSTER, desk.plan.mess["roster_conflict"]):
        here = schools.index(str(_cell(desk, row, "school_id", file=ROSTER)))
        desk.write(ROSTER, row, school_id=schools[here - 1])
        desk.note("roster_conflict", ROSTER, row)


def grade_spelling(desk: Desk) -> None:
    """Grades written in other ways that schools use, in one school each."""
    table: Table = desk.tables[ROSTER]
    at = table.position("grade")
    for canonical, spelling in GRADE_SPELLINGS.items():
        row = next(row for row in table.rows if row[at] == canonical)
        row[at] = spelling
        desk.note("grade_spelling", ROSTER, row, column="grade")


def _cell(desk: Desk, row: list[Cell], column: str, *, file: str = STUDENT) -> Cell:
    return row[desk.tables[file].position(column)]


def _new_response(desk: Desk) -> str:
    return f"R_{int(desk.rng.integers(2**59)):015x}"


MESS_IN_ROWS: tuple[Mess, ...] = (
    duplicate_same,
    duplicate_different,
    not_on_roster,
    ref_with_blanks,
    ref_in_lower_case,
    code_out_of_range,
    unknown_label,
    preview_row,
    unfinished_row,
    formula_in_item,
    typographic_label,
    outside_window,
    opted_out_answered,
    row_too_short,
    blank_critical_item,
    critical_in_row_set_aside,
    roster_conflict,
    grade_spelling,
    empty_row,
)
"""In this order: the critical items need the rows planted before, the empty row stays last."""
