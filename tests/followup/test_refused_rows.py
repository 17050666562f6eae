"""What is not taken of a list that comes back: each row and workbook with its reason."""

import datetime as dt

import openpyxl
import pytest
from returning import READ, fill, found, id_of, place, row_of

from screening.errors import UnreadableFileError
from screening.followup.state import states_of
from screening.ledger.act import Act
from screening.ledger.store import open_ledger

SEEN = {"status": "student seen", "student_seen_on": dt.date(2026, 11, 3)}


def test_a_row_whose_other_cells_are_another_students_is_not_read(maple):
    locked = {"why": "another's", "grade_class": "another's", "areas": "another's"}
    reading = maple.read(maple.filled(one={**SEEN, **locked}))
    assert found(reading) == [("mixed_row", "")]
    assert reading.new_count == 0


def test_a_locked_cell_that_was_changed_is_reported_and_not_applied(maple):
    path = maple.filled(one={**SEEN, "due_date": "2027-01-01", "why": "other words"})
    reading = maple.read(path)
    assert found(reading) == [("locked_changed", "Why, in words"), ("locked_changed", "Due date")]
    assert [act.field for act in reading.acts] == ["status", "student_seen_on"]


def test_an_unknown_referral_is_rejected_and_nothing_else_is(maple):
    path = maple.filled(one=SEEN, two={**SEEN, "referral_id": "R-0000000000"})
    reading = maple.read(path)
    assert found(reading) == [("unknown_id", "")]
    assert reading.taken[0].findings[0].row == row_of(path, "two")
    assert maple.state("one").status == "student_seen"
    assert maple.state("two").status == "not_started"


def test_entries_in_a_row_without_an_id_are_rejected(maple):
    reading = maple.read(maple.filled(two={**SEEN, "referral_id": None}))
    assert found(reading) == [("no_id", "")]
    assert reading.new_count == 0


def test_cells_that_slipped_to_another_students_row_are_rejected(maple):
    """Somebody sorted some of the columns: the id stands beside another student's code."""
    path = maple.filled(one={**SEEN, "referral_id": id_of("STU-two")})
    fill(path, two={"referral_id": id_of("STU-one")})
    reading = maple.read(path)
    assert found(reading) == [("mixed_row", "")]
    assert reading.new_count == 0


def test_a_row_that_stands_twice_with_different_entries_is_rejected_twice(maple):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    row = row_of(path, "one")
    sheet.append([cell.value for cell in sheet[row]])
    sheet.cell(sheet.max_row, place("Referrals", "note")).value = "another hand"
    book.save(path)
    reading = maple.read(path)
    assert found(reading) == [("stands_twice", "")] * 2
    assert reading.new_count == 0


def test_a_row_that_stands_twice_alike_is_read_once(maple):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    sheet.append([cell.value for cell in sheet[row_of(path, "one")]])
    book.save(path)
    reading = maple.read(path)
    assert (found(reading), reading.new_count) == ([], 2)


def test_an_older_list_is_refused_until_it_is_asked_for(maple):
    path = maple.filled(one=SEEN)
    maple.issue(on=READ)
    reading = maple.read(path)
    assert "--older" in reading.refused[0].message
    assert reading.refused[0].exit_status == 12
    assert reading.new_count == 0
    assert maple.read(path, older="taken").new_count == 2


def test_the_list_of_another_school_is_read_as_that_schools(maple):
    maple.students.append({**maple.students[1], "student_ref": "STU-ced", "school_id": "cedar"})
    maple.issue()
    path = fill(maple.copy(school="cedar"), ced=SEEN)
    assert {act.school_id for act in maple.read(path).acts} == {"cedar"}


def test_a_row_pasted_from_another_schools_list_is_rejected(maple):
    maple.students.append({**maple.students[1], "student_ref": "STU-ced", "school_id": "cedar"})
    maple.issue()
    theirs, ours = maple.copy("theirs.xlsx", school="cedar"), maple.copy("ours.xlsx")
    row = openpyxl.load_workbook(fill(theirs, ced=SEEN))["Referrals"][row_of(theirs, "ced")]
    book = openpyxl.load_workbook(ours)
    book["Referrals"].append([cell.value for cell in row])
    book.save(ours)
    reading = maple.read(ours)
    assert found(reading) == [("other_list", "")]
    assert reading.new_count == 0


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("programme_id", "elsewhere", "another programme"),
        ("school_id", "oak", "no such school"),
        ("window_id", "2020_autumn", "never run"),
        ("workbook_version", "0", "another version"),
    ],
)
def test_a_workbook_of_somewhere_else_is_refused_whole(maple, key, value, words):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    for row in book["_meta"].iter_rows():
        if row[0].value == key:
            row[1].value = value
    book.save(path)
    reading = maple.read(path)
    assert words in reading.refused[0].message
    assert (reading.taken, reading.new_count) == ([], 0)


def test_a_window_that_was_asked_for_is_the_only_one_read(maple):
    reading = maple.read(maple.filled(one=SEEN), window_id="2026_spring")
    assert "another window" in reading.refused[0].message


def test_a_workbook_without_its_hidden_sheet_is_refused(maple):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    del book["_meta"]
    book.save(path)
    assert "hidden sheet" in maple.read(path).refused[0].message


def test_a_workbook_without_the_list_is_refused(maple):
    path = maple.copy()
    book = openpyxl.load_workbook(path)
    del book["Referrals"]
    book.save(path)
    assert "missing" in maple.read(path).refused[0].message


def test_a_sheet_that_was_copied_beside_itself_is_refused(maple):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Referrals"])
    book.save(path)
    assert "twice" in maple.read(path).refused[0].message


def test_one_workbook_that_cannot_be_read_keeps_no_other_from_being_read(maple):
    good, bad = maple.filled(one=SEEN), maple.folder.folder / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    reading = maple.read(bad, good)
    assert isinstance(reading.refused[0], UnreadableFileError)
    assert reading.new_count == 2
    assert "bad.xlsx" in reading.refused[0].message


def test_a_renamed_sheet_with_moved_and_added_columns_is_still_read(maple):
    path = maple.filled(one=SEEN)
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    sheet.title = "Our list"
    sheet.insert_cols(1)
    sheet.cell(1, 1).value = "Room"
    sheet.cell(2, 1).value = "12"
    sheet.insert_rows(1)
    book.save(path)
    reading = maple.read(path)
    assert (found(reading), reading.new_count) == ([], 2)


def test_a_missing_column_is_told_and_everything_else_is_read(maple):
    path = maple.filled(one={**SEEN, "note": "gone"})
    book = openpyxl.load_workbook(path)
    book["Referrals"].cell(1, place("Referrals", "note")).value = "Remarks"
    book.save(path)
    reading = maple.read(path)
    assert found(reading) == [("column_missing", "Note")]
    assert reading.new_count == 2


def test_what_a_withdrawn_student_row_says_is_not_kept(maple):
    path = maple.filled(one=SEEN, two=SEEN)
    withdrawn = Act(
        "withdrawn", "2026_autumn", "maple", "STU-one", "STU-one", "2026_autumn",
        old="yes", new="withdrawn", at="2026-11-01", source="run",
    )  # fmt: skip
    with open_ledger(maple.folder.ledger) as ledger:
        ledger.append([withdrawn])
    reading = maple.read(path)
    assert found(reading) == [("withdrawn", "")]
    assert {act.student_ref for act in reading.acts} == {"STU-two"}


def test_after_erasure_a_returned_row_is_of_a_referral_nobody_knows(maple):
    path = maple.filled(one=SEEN)
    with open_ledger(maple.folder.ledger) as ledger:
        ledger.forget("STU-one")
    assert found(maple.read(path)) == [("unknown_id", "")]
    assert id_of("STU-one") not in states_of(maple.acts())


def test_a_concern_about_somebody_who_was_not_on_the_sheet_is_rejected(maple):
    path = maple.filled(out={"student_code": "STU-new", "staff_concern": "no"})
    assert found(maple.read(path)) == [("unknown_id", "")]


@pytest.mark.parametrize("name", ["pipeline", " pipeline "])
def test_the_pipeline_is_nobody_who_acts(maple, name):
    path = maple.filled(one={**SEEN, "owner": name})
    assert found(maple.read(path, by="")) == [("nobody_named", "")]
    assert found(maple.read(path, by=name.strip())) == [("nobody_named", "")]
