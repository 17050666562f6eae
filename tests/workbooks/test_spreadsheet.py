"""Workbooks hold text only, are locked but for entries, and come out the same every time."""

import datetime as dt

import openpyxl
import pytest
from pydantic import ValidationError
from python_calamine import CalamineWorkbook
from tier_table import HOSTILE, parts_of

from screening.spreadsheet import Book, Choices, Column, Table

COLUMNS = (
    Column(id="code", heading="Code", width=10),
    Column(id="seen", heading="Seen", width=10, entry="date", prompt="A date."),
    Column(id="status", heading="Status", width=10, entry="list", choices="status"),
    Column(id="who", heading="Who", width=10, entry="list_or_text", choices="staff"),
    Column(id="note", heading="Note", width=10, entry="text"),
    Column(id="at", heading="At", width=10, entry="date_time"),
)
SHOWN = [text.replace("\r", " ") for text in HOSTILE]
"""A carriage return is shown as a space: readers disagree on escaped control characters."""
CHOICES = Choices(values={"status": ("new", "done"), "staff": ("Nurse",)}, free_cells={"staff": 3})


def book(**changes) -> Book:
    return Book(
        **{
            "title": "T",
            "as_of": dt.date(2026, 10, 26),
            "paper": "us-letter",
            "footer": "Confidential",
            "choices": CHOICES,
        }
        | changes
    )


def write(tmp_path, *tables: Table, **changes):
    """Return the path of a workbook with these tables and its lists."""
    made = book(**changes)
    for one in tables:
        made.add_table(one)
    made.add_lists()
    path = tmp_path / "book.xlsx"
    path.write_bytes(made.to_bytes())
    return path


def rows(*cells: str) -> list[tuple[str, ...]]:
    return [(cell, "", "new", "", "", "") for cell in cells]


def test_hostile_cells_stay_text_and_make_no_formula_and_no_link(tmp_path):
    path = write(tmp_path, Table("S", COLUMNS, rows(*HOSTILE), notes=["Note", "=1+1"]))
    parts = parts_of(path)
    sheets = "".join(xml for name, xml in parts.items() if name.startswith("xl/worksheets/"))
    assert "<f>" not in sheets
    assert "<f " not in sheets
    assert "hyperlink" not in sheets
    assert not any("externalLink" in name for name in parts)
    sheet = openpyxl.load_workbook(path)["S"]
    issued = [sheet.cell(row, 1) for row in range(4, 4 + len(HOSTILE))]
    assert [cell.value for cell in issued] == SHOWN
    assert {cell.data_type for cell in issued} == {"s"}
    assert all(cell.quotePrefix for cell in issued)


def test_a_second_reader_sees_the_same_text(tmp_path):
    path = write(tmp_path, Table("S", COLUMNS, rows(*HOSTILE)))
    read = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("S").to_python()
    assert [row[0] for row in read[1:]] == SHOWN


def test_the_same_content_gives_the_same_bytes():
    def made() -> bytes:
        one = book()
        one.add_table(Table("S", COLUMNS, rows("a", "b")))
        one.add_lists()
        return one.to_bytes()

    assert made() == made()


def test_issued_cells_are_locked_and_entries_are_open(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, Table("S", COLUMNS, rows("a"))))["S"]
    assert sheet.protection.sheet
    locked = [sheet.cell(2, column).protection.locked for column in range(1, 7)]
    assert locked == [True, False, False, False, False, False]
    assert all(sheet.cell(1, column).protection.locked for column in range(1, 7))


def test_entries_are_validated_by_kind(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, Table("S", COLUMNS, rows("a", "b"))))["S"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"B2:B3", "C2:C3", "D2:D3", "F2:F3"}
    assert (rules["B2:B3"].type, rules["B2:B3"].prompt) == ("date", "A date.")
    assert (rules["C2:C3"].type, rules["C2:C3"].formula1) == ("list", "Lists!$A$2:$A$3")
    assert rules["C2:C3"].showErrorMessage
    assert (rules["D2:D3"].type, rules["D2:D3"].formula1) == ("list", "Lists!$B$2:$B$5")
    assert not rules["D2:D3"].showErrorMessage
    assert rules["F2:F3"].type == "date"


def test_empty_date_cells_are_formatted_as_dates_and_hold_nothing(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, Table("S", COLUMNS, rows("a"))))["S"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (None, "yyyy-mm-dd")
    assert (sheet["F2"].value, sheet["F2"].number_format) == (None, "yyyy-mm-dd hh:mm")
    assert sheet["E2"].number_format == "@"


def test_free_cells_of_a_list_are_open_and_its_values_are_not(tmp_path):
    lists = openpyxl.load_workbook(write(tmp_path))["Lists"]
    assert [cell.value for cell in lists["B"]] == ["Staff", "Nurse", None, None, None]
    assert [cell.protection.locked for cell in lists["B"]] == [True, True, False, False, False]


def test_a_sheet_is_set_up_for_paper(tmp_path):
    table = Table("S", COLUMNS, rows("a"), frozen_columns=1, notes=["Head", "Line"])
    sheet = openpyxl.load_workbook(write(tmp_path, table))["S"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in {None, 1}  # left out means one page wide
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:F4"
    assert sheet.oddFooter.left.text == "Confidential"
    assert "&P of &N" in sheet.oddFooter.right.text.replace("&[Page]", "&P").replace(
        "&[Pages]", "&N"
    )


@pytest.mark.parametrize(
    ("paper", "double", "code"),
    [("us-letter", False, 1), ("us-letter", True, 17), ("a4", False, 9), ("a4", True, 8)],
)
def test_paper_is_that_of_the_school(tmp_path, paper, double, code):
    path = write(tmp_path, Table("S", COLUMNS, rows("a"), double_paper=double), paper=paper)
    assert int(openpyxl.load_workbook(path)["S"].page_setup.paperSize) == code


def test_a_long_footer_with_ampersands_is_kept_and_not_read_as_codes(tmp_path):
    path = write(tmp_path, Table("S", COLUMNS, rows("a")), footer="Oak && Elm &P " * 40)
    xml = parts_of(path)["xl/worksheets/sheet1.xml"]
    footer = xml.split("<oddFooter>")[1].split("</oddFooter>")[0]
    assert "Oak &amp;&amp;&amp;&amp; Elm &amp;&amp;P" in footer
    assert len(footer.replace("&amp;", "&")) <= 255


def test_an_empty_table_says_so(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, Table("S", COLUMNS, [], empty="None.")))["S"]
    assert [cell.value for cell in sheet["A"]] == ["Code", "None."]
    assert not sheet.data_validations.dataValidation


def test_a_row_with_a_cell_too_many_is_refused():
    with pytest.raises(ValueError, match="zip"):
        book().add_table(Table("S", COLUMNS, [("a",) * 7]))


def test_a_text_beyond_what_a_cell_holds_is_refused_and_not_cut():
    with pytest.raises(ValueError, match="does not fit"):
        book().add_table(Table("S", COLUMNS[:1], [("x" * 32768,)]))


def test_a_hidden_sheet_is_hidden_and_locked(tmp_path):
    made = book()
    made.add_notes("Start", title="T", lines=["One."])
    made.add_hidden("_meta", rows=[("key", "=1"), ("more",)])
    path = tmp_path / "hidden.xlsx"
    path.write_bytes(made.to_bytes())
    sheet = openpyxl.load_workbook(path)["_meta"]
    assert sheet.sheet_state == "hidden"
    assert sheet.protection.sheet
    assert sheet["B1"].data_type == "s"


def test_no_colour_is_red_or_a_traffic_light(tmp_path):
    styles = parts_of(write(tmp_path, Table("S", COLUMNS, rows("a"))))["xl/styles.xml"]
    colours = {part[:8] for part in styles.split('rgb="')[1:]}
    assert len(colours) > 4
    for colour in colours:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (2, 4, 6))
        assert red <= max(green, blue) + 10, colour


def test_a_list_nobody_defined_is_refused():
    with pytest.raises(ValueError, match="not in list"):
        CHOICES.address("nothing")


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "Not An Id"},
        {"width": 1},
        {"entry": "guess"},
        {"entry": "list"},
        {"choices": "status"},
        {"prompt": "x" * 256},
    ],
)
def test_a_faulty_column_is_refused(fault):
    with pytest.raises(ValidationError):
        Column(**{"id": "code", "heading": "Code", "width": 10} | fault)
