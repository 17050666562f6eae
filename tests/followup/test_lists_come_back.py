"""A list goes out, is filled in, comes back: what people wrote stands in the ledger, once."""

import datetime as dt
import sqlite3

import openpyxl
import pytest
from returning import ANA, READ, fill, found, id_of, place, row_of

from screening.errors import ProgrammeBusyError

SEEN = {"status": "student seen", "student_seen_on": dt.date(2026, 11, 3)}


def test_a_list_that_nobody_filled_in_changes_nothing(maple):
    before = maple.acts()
    reading = maple.read(maple.copy())
    assert (reading.new_count, found(reading), reading.refused) == (0, [], [])
    assert reading.taken[0].row_count == 3
    assert maple.acts() == before


def test_what_was_filled_in_becomes_one_act_per_cell_with_who_when_and_which_file(maple):
    path = maple.filled(one={**SEEN, "owner": "School nurse", "note": "likes football"})
    reading = maple.read(path)
    assert found(reading) == []
    assert [(act.field, act.old, act.new) for act in reading.acts] == [
        ("owner", "", "School nurse"),
        ("status", "not_started", "student_seen"),
        ("student_seen_on", "", "2026-11-03"),
        ("note", "", "likes football"),
    ]
    act = reading.acts[0]
    assert (act.kind, act.by, act.at) == ("followup", ANA, READ.isoformat())
    assert (act.student_ref, act.school_id, act.window_id) == ("STU-one", "maple", "2026_autumn")
    assert act.source == reading.taken[0].acts[-1].source
    assert len(act.source) == 64
    assert maple.state().fields["status"] == "student_seen"
    assert maple.state("two").fields == {}


def test_the_same_workbook_again_changes_nothing_and_says_nothing(maple):
    path = maple.filled(one=SEEN)
    maple.read(path)
    before = maple.acts()
    again = maple.read(path)
    assert (again.new_count, found(again)) == (0, [])
    assert maple.acts() == before


def test_a_copy_of_the_same_workbook_in_one_call_is_read_once(maple):
    path = maple.filled(one=SEEN)
    twin = path.with_name("twin.xlsx")
    twin.write_bytes(path.read_bytes())
    reading = maple.read(path, twin)
    assert [taken.workbook for taken in reading.taken] == ["back.xlsx"]
    assert reading.new_count == 2


def test_the_next_list_shows_what_was_taken_and_comes_back_without_a_word(maple):
    maple.read(maple.filled(one={**SEEN, "family_contact": "Phone  30 Oct 2026"}))
    later = maple.issue(on=READ)
    sheet = openpyxl.load_workbook(later)["Referrals"]
    row = row_of(later, "one")
    shown = [
        sheet.cell(row, place("Referrals", column)).value
        for column in ("status", "student_seen_on", "family_contact")
    ]
    assert shown == ["student seen", "2026-11-03", "phone 2026-10-30"]
    assert (maple.read(later).new_count, found(maple.read(later))) == (0, [])


def test_without_a_name_the_owner_of_the_row_is_who_acted(maple):
    path = maple.filled(one={**SEEN, "owner": "Tom Lee"}, two=SEEN)
    reading = maple.read(path, by="")
    assert {act.by for act in reading.acts} == {"Tom Lee"}
    assert {act.student_ref for act in reading.acts} == {"STU-one"}
    assert found(reading) == [("nobody_named", "")]
    finding = reading.taken[0].findings[0]
    assert (finding.row, finding.referral_id) == (row_of(path, "two"), id_of("STU-two"))


def test_rows_that_are_missing_are_not_deletions(maple):
    maple.read(maple.filled(one=SEEN, two=SEEN))
    path = maple.copy("cut.xlsx")
    book = openpyxl.load_workbook(path)
    book["Referrals"].delete_rows(row_of(path, "one"))
    book.save(path)
    reading = maple.read(fill(path, two={"note": "call again"}))
    assert found(reading) == []
    assert maple.state("one").status == "student_seen"
    assert maple.state("two").fields["note"] == "call again"


def test_all_acts_of_a_call_are_written_at_once_in_the_order_of_the_workbooks(maple):
    first = maple.filled("a.xlsx", one=SEEN)
    second = maple.filled("b.xlsx", two={"note": "x"})
    reading = maple.read(second, first)
    new = maple.acts()[-reading.new_count :]
    assert [act.field for act in new] == ["note", "status", "student_seen_on"]
    assert reading.windows == ["2026_autumn"]


def test_a_ledger_that_somebody_else_holds_is_left_alone(maple, monkeypatch):
    monkeypatch.setattr("screening.ledger.store.WAIT_SECONDS", 0.1)
    path = maple.filled(one=SEEN)
    other = sqlite3.connect(maple.folder.ledger)
    other.execute("begin exclusive")
    with pytest.raises(ProgrammeBusyError):
        maple.read(path)
    other.rollback()
    other.close()
    assert maple.read(path).new_count == 2


def test_a_list_of_nobody_comes_back_without_a_word(maple):
    reading = maple.read(maple.copy(school="cedar"))
    assert (found(reading), reading.refused, reading.new_count) == ([], [], 0)


def test_staff_concern_and_note_about_a_student_without_a_result_are_taken(maple):
    path = maple.filled(out={"staff_concern": "Yes: see within 3 days.", "note": "very quiet"})
    reading = maple.read(path)
    assert [(act.kind, act.subject, act.field, act.new) for act in reading.acts] == [
        ("staff_concern", "STU-out", "staff_concern", "yes: see within 3 days"),
        ("staff_concern", "STU-out", "note", "very quiet"),
    ]
    assert maple.concerns()["STU-out"]["staff_concern"] == "yes: see within 3 days"
    assert maple.read(path).new_count == 0
