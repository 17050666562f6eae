"""Tables as the survey tools write them."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from screening.synthetic.exports import MADE_ON, Table, qualtrics_headers, write_table
from screening.synthetic.survey_forms import SURVEY_FORMS


def test_a_csv_ends_lines_as_spreadsheets_do_and_quotes_what_needs_it(tmp_path):
    write_table(tmp_path, Table("a.csv", [["one", "two"]], [["x,y", 1], [None, ""]]))
    assert (tmp_path / "a.csv").read_bytes() == b'one,two\r\n"x,y",1\r\n,\r\n'


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "ñ".encode()), ("cp1252", b"\xf1"), ("utf-8-sig", b"\xef\xbb\xbf\xc3\xb1")],
)
def test_a_csv_is_written_in_its_encoding(tmp_path, encoding, expected):
    write_table(tmp_path, Table("a.csv", [["ñ"]], [], encoding))
    assert (tmp_path / "a.csv").read_bytes() == expected + b"\r\n"


def test_a_workbook_holds_numbers_text_and_the_formula_of_a_row(tmp_path):
    row = ["=not a formula", 2, ""]
    table = Table("a.xlsx", [["ref", "item", "notes"]], [row, ["b", None, ""]])
    table.formulas[id(row)] = "=1+1"
    write_table(tmp_path, table)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["=not a formula", 2, "=1+1"]
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].data_type == "f"
    assert sheet["B3"].value is None


def test_a_workbook_is_dated_by_us_and_not_by_the_clock(tmp_path):
    write_table(tmp_path, Table("a.xlsx", [["ref"]], [["a"]]))
    created = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created
    assert created.replace(tzinfo=dt.UTC) == MADE_ON
    dates = {entry.date_time for entry in zipfile.ZipFile(tmp_path / "a.xlsx").infolist()}
    assert {date[0] for date in dates} == {1980}


def test_a_row_is_numbered_as_a_spreadsheet_shows_it_even_if_another_is_equal():
    first, second = ["a"], ["a"]
    table = Table("a.csv", [["ref"], ["Reference"], ["{}"]], [first, second])
    assert table.sheet_row(first) == 4
    assert table.sheet_row(second) == 5


def test_survey_headers_hold_names_neutral_titles_and_import_ids():
    phq_a, gad_7, *_ = SURVEY_FORMS
    names, questions, imports = qualtrics_headers({phq_a: ["PHQA_1"], gad_7: ["GAD7_1"]})
    assert names[-2:] == ["PHQA_1", "GAD7_1"]
    assert questions[-2:] == ["PHQ-A item 1", "GAD-7 item 1"]
    assert imports[-2:] == ['{"ImportId":"QID2_1"}', '{"ImportId":"QID2_2"}']
