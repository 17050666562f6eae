"""Clever's files: students with school, grade and language, and nothing else of them."""

import pytest
from roster_bundles import MARKER, clever, clever_files, text_of


@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_a_clever_bundle_gives_school_grade_and_language(dropped, kind):
    tables = clever_files(clever("S001"), clever("S002", School_id="oak", Grade="KG"))
    found = dropped.read_all(tables, yes="S001 S002", kind=kind)
    assert (found["S001"].school_id, found["S001"].grade) == ("maple", "7")
    assert (found["S002"].school_id, found["S002"].grade) == ("oak", "K")
    assert found["S001"].home_language == "es"
    assert dropped.codes == []
    assert MARKER not in repr(dropped.roster)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends_of_every_kind_are_read(dropped, end):
    tables = clever_files(clever("S001"), clever("S002"))
    dropped.drop(tables, kind="folder")
    path = dropped.inbox / "sis" / "students.csv"
    path.write_bytes(text_of(tables["students.csv"]).replace("\n", end).encode())
    assert set(dropped.read().by_ref()) == {"S001", "S002"}


def test_a_language_in_words_is_not_guessed(dropped):
    found = dropped.read_all(clever_files(clever("S001", Home_language="Spanish")), yes="S001")
    assert found["S001"].home_language == "und"


def test_a_student_in_two_schools_is_uncertain_and_told_to_both(dropped):
    tables = clever_files(clever("S001"), clever("S001", School_id="oak"))
    assert dropped.read_all(tables, yes="S001")["S001"].state == "conflict"
    assert {p.school_id for p in dropped.roster.problems if p.code == "N109"} == {"maple", "oak"}


def test_the_same_row_twice_is_one_student(dropped):
    assert (
        dropped.read_all(clever_files(clever("S001"), clever("S001")), yes="S001")["S001"].state
        == "ok"
    )
    assert dropped.codes == ["N110"]


def test_a_school_that_is_not_listed_is_a_broken_reference(dropped):
    tables = clever_files(clever("S001"), clever("S002", School_id="gone"))
    assert dropped.read_all(tables, yes="S001 S002")["S002"].school_id == "unassigned"
    assert dropped.codes == ["N106", "N128"]


def test_passwords_are_said_to_be_there(dropped):
    dropped.read_all(clever_files(clever("S001")), yes="S001")
    assert {"N131", "N134"} <= {problem.code for problem in dropped.roster.problems}
