"""The workbook that goes back to a school: one per school, its own lines, nothing alive in it."""

import openpyxl
from returning import READ, fill, found

from screening.followup.to_mend import write_to_mend


def written(maple, reading, folder):
    paths = write_to_mend(reading.taken, settings=maple.folder.settings, today=READ, to=folder)
    return {path.name: openpyxl.load_workbook(path)["To mend"] for path in paths}


def test_each_school_gets_its_own_lines_and_no_other_schools(maple, tmp_path):
    maple.students.append({**maple.students[1], "student_ref": "STU-ced", "school_id": "cedar"})
    maple.issue()
    ours = maple.filled("ours.xlsx", one={"status": "great"})
    theirs = fill(maple.copy("theirs.xlsx", school="cedar"), ced={"status": "fine"})
    sheets = written(maple, maple.read(ours, theirs), tmp_path / "to")
    assert sorted(sheets) == ["cedar_to_mend.xlsx", "maple_to_mend.xlsx"]
    values = {name: {cell.value for row in sheet for cell in row} for name, sheet in sheets.items()}
    assert "great" in values["maple_to_mend.xlsx"]
    assert "great" not in values["cedar_to_mend.xlsx"]


def test_a_school_with_nothing_to_mend_gets_no_file(maple, tmp_path):
    reading = maple.read(maple.filled(one={"note": "x"}))
    assert found(reading) == []
    assert written(maple, reading, tmp_path / "to") == {}
    assert not (tmp_path / "to").exists()


def test_what_a_cell_holds_stays_text(maple, tmp_path):
    reading = maple.read(maple.filled(one={"status": "@SUM(A1)", "student_seen_on": "+1"}))
    sheet = written(maple, reading, tmp_path / "to")["maple_to_mend.xlsx"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    assert "@SUM(A1)" in {cell.value for row in sheet for cell in row}


def test_a_column_that_is_missing_is_told_of_the_whole_sheet(maple, tmp_path):
    path = maple.copy()
    book = openpyxl.load_workbook(path)
    book["Referrals"].delete_cols(24)
    book.save(path)
    reading = maple.read(path)
    sheet = written(maple, reading, tmp_path / "to")["maple_to_mend.xlsx"]
    assert [cell.value for cell in sheet[4]][2] == "whole sheet"
