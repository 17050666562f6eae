"""The referral workbook, read back with two readers."""

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tier_table import (
    GROUPS,
    HOSTILE,
    list_of,
    list_of_whole_school,
    parts_of,
    records_of,
    student,
    table,
    whole_school,
)

from screening.intake.returned_workbook import seal
from screening.referrals.referral import load_columns
from screening.referrals.rules import load_rules
from screening.referrals.workbook import write_referral_workbook
from screening.referrals.workbook_words import load_words
from screening.supports.catalogue import load_catalogue

HEADINGS = (
    "Referral",
    "Student code",
    "Grade, class",
    "Urgency",
    "Why, in words",
    "Areas of need",
    "Strengths, what helps",
    "Data confidence",
    "Change since last window",
    "Already in support",
    "Family language, interpreter",
    "Contact allowed",
    "Access needs",
    "Suggested next step",
    "Other options",
    "Owner",
    "Due date",
    "Status",
    "Student seen on",
    "Family contact on, how",
    "Agreed plan, review date",
    "Outcome, reason",
    "Override of tier or next step, reason",
    "Note",
    "Why this urgency",
    "On the list since",
    "Week of (room to see)",
)
OPEN = {7, 10, 13, 16, *range(18, 25)}


def write(folder, students, **settings):
    path = folder / "schools" / "maple" / "referrals.xlsx"
    write_referral_workbook(path, referral_list=list_of(students, **settings), run_id_text="run-7")
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write(tmp_path_factory.mktemp("outbox"), whole_school(), groups=GROUPS)


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def test_the_sheets_stand_in_the_order_of_use(book):
    assert book.sheetnames == [
        "Start here",
        "Referrals",
        "To print",
        "Not screened",
        "How far we are",
        "Supports",
        "Lists",
        "_meta",
    ]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["_meta"]


def test_the_columns_stand_in_order_in_both_readers(path, book):
    assert tuple(cell.value for cell in book["Referrals"][1]) == HEADINGS
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Referrals").to_python()
    assert tuple(rows[0]) == HEADINGS


def test_both_readers_see_the_same_rows(path, book):
    calamine = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Referrals").to_python()
    openpyxl_rows = [[cell or "" for cell in row] for row in book["Referrals"].values]
    assert calamine == openpyxl_rows


def test_the_rows_are_the_list_classes_first(book):
    expected = list_of_whole_school()
    codes = [cell.value for cell in book["Referrals"]["B"]][1:]
    assert codes == [row.student_code for row in expected.rows]
    assert codes[0] == "whole class"
    assert len(codes) == len(expected.class_rows) + len(expected.referrals) > 25


def test_every_issued_cell_of_every_sheet_is_text(book):
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}


def test_the_due_date_is_text_and_the_date_to_fill_in_is_an_empty_date_cell(book):
    sheet = book["Referrals"]
    assert sheet["Q3"].value.startswith("2026-1")
    assert (sheet["S3"].value, sheet["S3"].number_format) == (None, "yyyy-mm-dd")


def test_only_what_the_school_fills_in_is_open(book):
    sheet = book["Referrals"]
    assert sheet.protection.sheet
    for row in (2, 10, sheet.max_row):
        unlocked = {
            column for column in range(1, 28) if not sheet.cell(row, column).protection.locked
        }
        assert unlocked == OPEN


@pytest.mark.parametrize("name", ["Start here", "To print", "Supports", "_meta"])
def test_sheets_to_read_are_locked_whole(book, name):
    assert book[name].protection.sheet
    assert all(cell.protection.locked for row in book[name].iter_rows() for cell in row)


def test_lists_and_dates_are_validated(book):
    sheet = book["Referrals"]
    last = sheet.max_row
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    status, seen = rules[f"R2:R{last}"], rules[f"S2:S{last}"]
    assert (status.type, status.showErrorMessage) == ("list", True)
    assert seen.type == "date"
    for letter in "JMPTUVW":
        assert rules[f"{letter}2:{letter}{last}"].type == "list"


def test_the_drop_down_of_status_holds_every_status(book):
    sheet = book["Referrals"]
    rule = next(r for r in sheet.data_validations.dataValidation if str(r.sqref).startswith("R2"))
    address = rule.formula1.removeprefix("Lists!").replace("$", "")
    values = [row[0].value for row in book["Lists"][address]]
    assert values == [status.words for status in load_rules().status]


def test_the_page_is_set_up_for_print(book):
    for name, frozen, paper in (("Referrals", "D2", 17), ("To print", "A2", 1)):
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize == paper
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == frozen
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.oddFooter.left.text.startswith("Confidential")
        assert "Maple && Elm" in sheet.oddFooter.left.text


def test_a_page_on_paper_holds_12_to_15_students():
    usable_points = (8.5 - 0.5 - 0.6) * 72
    shown_width = sum(column.width for column in load_words().print_column) * 7 / 96
    scale = min(1.0, (11 - 0.8) / shown_width)
    rows_per_page = usable_points / scale // load_words().print_row_points - 1
    assert 12 <= rows_per_page <= 15


def test_on_paper_strengths_stand_before_the_concern_and_the_name_is_left_for_the_pen(path, book):
    headings = [cell.value for cell in book["To print"][1]]
    assert headings.index("Strengths, what helps") < headings.index("Why, in words")
    rows = records_of(path, "To print")
    assert {row["Name (by hand)"] for row in rows} == {None}
    assert {row["Seen"] for row in rows} == {"☐"}
    assert all(row["Student code"] for row in rows)


def test_the_first_sheet_says_how_many_to_see_and_counts_everyone(book):
    lines = [cell.value for cell in book["Start here"]["A"]]
    own = list_of_whole_school()
    assert lines[1].startswith(f"{len(own.referrals)} to see. 1-3 days: ")
    assert sum(line.startswith("Everyone on the roster") for line in lines) == 1
    assert any("120 students = " in line for line in lines)
    assert sum(line[0].isdigit() and line[1] == "." for line in lines) == 6


def test_students_who_were_not_screened_stand_on_their_own_sheet(path):
    rows = records_of(path, "Not screened")
    own = list_of_whole_school()
    assert [row["Student code"] for row in rows] == [
        one.student_code for one in own.not_screened.students
    ]
    assert {row["Why there is no result"] for row in rows} <= {
        "Has not answered",
        "Too few answers to say",
    }
    assert {row["Staff concern?"] for row in rows} == {None}


def test_staff_concern_is_a_drop_down(book):
    rule = book["Not screened"].data_validations.dataValidation[0]
    address = rule.formula1.removeprefix("Lists!").replace("$", "")
    assert book["Lists"][address][0][0].value == "no"


def test_families_that_opted_out_are_nowhere_in_the_file(path):
    text = "".join(parts_of(path).values())
    assert "OPTED-OUT" not in text
    assert "WITHDRAWN" not in text


def test_the_supports_are_listed_with_evidence_source_and_caution(path):
    rows = records_of(path, "Supports")
    assert [row["Support"] for row in rows] == [
        each.name for each in load_catalogue().support if each.suggest == "auto"
    ]
    assert all(row["Evidence"] and row["Source"] and row["Mind"] for row in rows)


def test_the_hidden_sheet_matches_a_return_to_its_issue(book):
    rows = [[cell or "" for cell in row] for row in book["_meta"].values]
    keys = {row[0]: row[1] for row in rows if not row[0].endswith(("_column", "_row"))}
    assert keys == {
        "workbook_version": load_rules().workbook_version,
        "programme_id": "river_valley",
        "school_id": "maple",
        "window_id": "2026_autumn",
        "as_of": "2026-10-26",
        "run_id": "run-7",
    }
    columns = [(row[1], row[2]) for row in rows if row[0] == "referral_column"]
    assert columns == [(one.id, one.heading) for one in load_columns()]
    own = list_of_whole_school()
    sealed_rows = {row[1]: row[2:29] for row in rows if row[0] == "referral_row"}
    assert sealed_rows == {row.referral_id: [seal([c]) for c in row.cells()] for row in own.rows}
    beside = [row[1] for row in rows if row[0] == "not_screened_row"]
    assert beside == [one.student_code for one in own.not_screened.students]


def test_the_same_students_give_the_same_bytes_in_any_order(tmp_path):
    students = whole_school()
    shuffled = students.sample(frac=1, random_state=3)
    assert write(tmp_path / "a", students).read_bytes() == (
        write(tmp_path / "b", shuffled).read_bytes()
    )


def test_hostile_content_stays_text_in_every_column_it_can_reach(tmp_path):
    rows = [
        student(text, class_id=text, home_language=text, areas=text, why=text, change=text)
        for text in HOSTILE
    ]
    path = write(tmp_path, table(*rows))
    sheets = "".join(xml for name, xml in parts_of(path).items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["Referrals"].iter_rows(min_row=2) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in book["Referrals"]["B"][1:]} == {
        text.replace("\r", " ") for text in HOSTILE
    }


def test_no_score_no_answer_and_no_name_is_in_any_part_of_the_file(tmp_path):
    planted = {"subscale_score": 987654.25, "answers": "31415926", "name": "Zaphod Beeblebrox"}
    path = write(tmp_path, table(*[student(f"S{n}", **planted) for n in range(12)]))
    text = "".join(parts_of(path).values())
    assert not any(mark in text for mark in ("987654", "31415926", "Zaphod"))


def test_no_page_uses_a_word_that_judges(path):
    text = "".join(parts_of(path).values()).casefold()
    for word in ("diagnos", "disorder", "abnormal", "risk score", "red flag", " fail"):
        assert word not in text, word


def test_the_file_is_readable_by_its_owner_only(path):
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_school_without_referrals_gets_a_workbook_that_says_so(tmp_path):
    path = write(tmp_path, table(student("A", tier=1)))
    book = openpyxl.load_workbook(path)
    assert tuple(cell.value for cell in book["Referrals"][1]) == HEADINGS
    assert book["Referrals"]["A2"].value.startswith("Nobody is on this list")
    assert book["Start here"]["A2"].value.startswith("0 to see. Nobody in this window.")
    assert book["Not screened"]["A2"].value == "Everyone whose family agreed has a result."
