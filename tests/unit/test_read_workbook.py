"""Real workbooks through the child process: text out, nothing evaluated, nobody brought down."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from programme_builder import write_sheets

from screening.intake import read_workbook as module
from screening.intake.open_export import read_records
from screening.intake.read_workbook import read_workbook
from screening.problem import RefusedFileError

HYPERLINK = '=HYPERLINK("http://example.invalid/","2")'


def cells_of(path: Path) -> list[list[str]]:
    return [list(record.cells) for record in read_workbook(path)]


def refusal_of(path: Path) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as refusal:
        read_workbook(path)
    return refusal.value


@pytest.fixture
def book(tmp_path) -> Path:
    return tmp_path / "survey.xlsx"


def test_cells_come_as_the_text_that_a_person_sees(book):
    day, moment = dt.datetime(2026, 10, 6), dt.datetime(2026, 10, 6, 8, 5, 9)  # noqa: DTZ001
    sheet = openpyxl.Workbook()
    sheet.active.append(["Student", "a", "b", "c", "d", "e", "f", "g"])
    sheet.active.append(["007", 2.0, 0.5, True, None, day, moment, " x "])
    sheet.save(book)
    assert cells_of(book)[1] == [
        *("007", "2", "0.5", "TRUE", "", "2026-10-06", "2026-10-06 08:05:09", " x ")
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (123456789012345, "123456789012345"),
        (-999999999999999, "-999999999999999"),
        (1234567890123456, "1.23456789012346E+15"),
        (12345678901234567890, "1.23456789012346E+19"),
        (1e300, "1.00000000000000E+300"),
    ],
)
def test_a_number_too_long_for_a_spreadsheet_never_gets_digits_that_nobody_typed(
    book, number, text
):
    write_sheets(book, {"Answers": [["Student"], [number]]})
    assert cells_of(book)[1] == [text]


def test_rows_keep_the_numbers_that_the_sheet_shows(book):
    write_sheets(book, {"Answers": [[], ["Student"], [], ["S001"]]})
    assert [(each.row, each.cells) for each in read_workbook(book)] == [
        (2, ["Student"]),
        (4, ["S001"]),
    ]


def test_a_formula_is_named_and_neither_evaluated_nor_taken_by_its_last_value(book):
    workbook = xlsxwriter.Workbook(book)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["Student", "q"])
    sheet.write_formula(1, 1, HYPERLINK, None, "2")
    sheet.write_formula(2, 1, "=1+1", None, 2)
    sheet.write_string(3, 1, "=1+1")
    workbook.close()
    assert [row[1] for row in cells_of(book)] == ["q", "=formula", "=formula", "=1+1"]


def test_a_formula_over_several_cells_is_refused_since_its_values_look_typed_in(book):
    workbook = xlsxwriter.Workbook(book)
    workbook.add_worksheet().write_array_formula("B1:B3", "{=A1:A3}", None, 2)
    workbook.close()
    assert refusal_of(book).problem.code == "F109"
    assert "formula over several cells" in refusal_of(book).message


def test_a_formula_is_found_however_the_workbooks_xml_is_written(book, tmp_path):
    plain = tmp_path / "plain.xlsx"
    write_sheets(plain, {"A": [["Student", "q"], ["S001", "=1+1"]]})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(book, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b'<c r="B2"><f>1+1</f>' in content
                content = content.replace(b'<c r="B2"><f>', b"<c\nr='B2' ><!-- x --><f >")
            new.writestr(name, content)
    assert cells_of(book)[1] == ["S001", "=formula"]


def test_a_hidden_sheet_is_not_read_and_its_formulas_are_not_the_visible_sheets(book):
    workbook = xlsxwriter.Workbook(book)
    hidden = workbook.add_worksheet("Lists")
    hidden.write_formula(1, 0, "=1+1")
    hidden.hide()
    visible = workbook.add_worksheet("Answers")
    visible.write_column(0, 0, ["Student", "S001"])
    visible.activate()
    visible.set_first_sheet()
    workbook.close()
    assert cells_of(book) == [["Student"], ["S001"]]


def test_a_hidden_sheet_with_the_headings_of_the_visible_one_refuses_the_workbook(book):
    workbook = xlsxwriter.Workbook(book)
    for name in ("Answers", "More"):
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate((["Student", "Mood 1", "Mood 2"], ["S001", 1, 2])):
            sheet.write_row(number, 0, row)
    workbook.get_worksheet_by_name("More").hide()
    workbook.close()
    problem = refusal_of(book).problem
    assert problem.code == "F106"
    assert "hidden" in problem.message


def test_an_empty_second_sheet_does_no_harm_and_a_full_one_is_refused(book):
    write_sheets(book, {"A": [["Student"], ["S001"]], "B": [[""]]})
    assert cells_of(book) == [["Student"], ["S001"]]
    write_sheets(book, {"A": [["Student"]], "B": [["Student"]]})
    assert refusal_of(book).problem.code == "F106"


def test_a_workbook_without_content_has_no_records(book):
    write_sheets(book, {"A": []})
    assert cells_of(book) == []


def test_one_cell_in_the_last_corner_ends_the_child_and_not_us(book):
    write_sheets(book, {"A": [["Student"]]})
    sheet = openpyxl.load_workbook(book)
    sheet.active["XFD1048576"] = "x"
    sheet.save(book)
    assert book.stat().st_size < 20_000
    assert refusal_of(book).problem.code == "F109"


def test_a_workbook_that_takes_too_long_is_refused(book, monkeypatch):
    write_sheets(book, {"A": [["Student"]]})
    monkeypatch.setattr(module, "TIME_LIMIT_SECONDS", 0.01)
    assert "took too long" in refusal_of(book).message


def test_a_bomb_is_refused_before_it_is_opened(book):
    with (
        zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(520):
            part.write(bytes(1024**2))
    assert book.stat().st_size < 2 * 1024**2
    assert refusal_of(book).problem.code == "F109"
    assert "unpacks to far more" in refusal_of(book).message


@pytest.mark.parametrize("kept_bytes", [40, 3000])
def test_a_workbook_cut_short_is_refused(book, kept_bytes):
    write_sheets(book, {"A": [["Student"], ["S001"]]})
    book.write_bytes(book.read_bytes()[:kept_bytes])
    assert refusal_of(book).problem.code == "F109"


def test_an_archive_that_is_no_workbook_is_refused(book):
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal_of(book).problem.code == "F109"


def test_a_workbook_with_a_password_is_refused_as_protected(book):
    write_sheets(book, {"A": [["Student"], ["S001"]]})
    locked = io.BytesIO()
    with book.open("rb") as plain:
        OOXMLFile(plain).encrypt("secret", locked)
    book.write_bytes(locked.getvalue())
    assert msoffcrypto.OfficeFile(io.BytesIO(locked.getvalue())).is_encrypted()
    with pytest.raises(RefusedFileError, match="protected with a password") as refusal:
        read_records(book, delimiter=",", encodings=("utf-8",))
    assert refusal.value.problem.code == "F109"


def test_a_bomb_of_xml_entities_expands_to_nothing(book, tmp_path):
    plain = tmp_path / "plain.xlsx"
    write_sheets(plain, {"A": [["Student", "=1+1"]]})
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 40) for n in range(8)
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(book, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = content.index(b"<worksheet")
                content = content[:start] + bomb + b"]>" + content[start:]
                content = content.replace(b"<v>0</v>", b"<v>&i;</v>")
            new.writestr(name, content)
    try:
        assert len(str(cells_of(book))) < 1000
    except RefusedFileError as refusal:
        assert refusal.problem.code == "F109"  # noqa: PT017 (either answer is safe)


def test_nothing_in_the_folder_one_stands_in_is_imported(book, tmp_path, monkeypatch):
    write_sheets(book, {"A": [["Student"], ["S001"]]})
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("json", "resource", "python_calamine"):
        (trap / f"{name}.py").write_text("open('sprung', 'w').close()\n")
    monkeypatch.chdir(trap)
    assert cells_of(book) == [["Student"], ["S001"]]
    assert not (trap / "sprung").exists()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!"])
def test_an_error_is_no_empty_cell_also_where_a_row_holds_nothing_else(tmp_path, error):
    book = openpyxl.Workbook()
    for row in (["a", "b"], ["S001", error], [error, error], ["S003", None]):
        book.active.append(row)
    book.save(tmp_path / "errors.xlsx")
    found = [(each.row, list(each.cells)) for each in read_workbook(tmp_path / "errors.xlsx")]
    assert found == [
        (1, ["a", "b"]),
        (2, ["S001", "=error"]),
        (3, ["=error", "=error"]),
        (4, ["S003", ""]),
    ]
