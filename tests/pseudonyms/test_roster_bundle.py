"""A OneRoster or Clever bundle with codes: no name is left, and the roster reader reads it."""

import stat
from pathlib import Path

import pytest
from roster_bundles import (
    CLASSES,
    ENROLLMENTS,
    MARKER,
    clever,
    clever_files,
    enrolled,
    oneroster_1_1,
    oneroster_1_2,
    role,
    room,
    user,
    user_1_2,
    write_folder,
    write_zip,
)

from screening.errors import DefinitionError
from screening.intake.rosters.bundle import bundle_at
from screening.intake.rosters.bundle_rows import Notes
from screening.intake.rosters.clever import read_clever
from screening.intake.rosters.oneroster import read_oneroster
from screening.problem import RefusedFileError
from screening.pseudonyms.roster_bundle import pseudonymise_bundle

ROOMS = {
    "classes": [CLASSES, room("c1", "7B")],
    "enrollments": [ENROLLMENTS, enrolled("100001", "c1"), enrolled("T1", "c1", role="teacher")],
}
WHOLE_1_1 = oneroster_1_1(
    user("100001", identifier="55001"),
    user("100002", identifier="55002"),
    user("T1", role="teacher", grades="07", identifier="99"),
    **ROOMS,
)
WHOLE_1_2 = oneroster_1_2(
    [
        user_1_2("100001", identifier="55001"),
        user_1_2("100002", identifier="55002"),
        user_1_2("T1"),
    ],
    [role("100001"), role("100002"), role("T1", role="teacher")],
    **ROOMS,
)
CLEVER = clever_files(
    clever("100001", Student_number="55001"), clever("100002", Student_number="55002")
)
WHOLE = {"1.1": WHOLE_1_1, "1.2": WHOLE_1_2, "clever": CLEVER}


def rewritten(tmp_path, tables, students, *, column=None):
    source = bundle_at(write_zip(tmp_path / "sis.zip", tables))
    ours = students()
    count, problems = pseudonymise_bundle(source, column=column, students=ours, to=tmp_path / "out")
    return ours, count, problems


def whole_text(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("name", WHOLE)
def test_only_students_remain_by_code_and_nothing_personal(tmp_path, students, name):
    ours, count, problems = rewritten(tmp_path, WHOLE[name], students)
    assert count == 2
    assert [each.code for each in problems] == ["N134"]
    text = whole_text(tmp_path / "out")
    for gone in (MARKER, "100001", "100002", "55001", "T1"):
        assert gone not in text
    assert set(ours.codes) == {"100001", "100002"}
    assert all(code in text for code in ours.codes.values())


@pytest.mark.parametrize("name", WHOLE)
def test_the_roster_reader_finds_the_same_students_in_it(tmp_path, students, name):
    ours, _, _ = rewritten(tmp_path, WHOLE[name], students)
    read = read_clever if name == "clever" else read_oneroster
    before = read(bundle_at(tmp_path / "sis.zip"), Notes())
    notes = Notes()
    after = read(bundle_at(tmp_path / "out"), notes)
    assert notes.problems == []
    assert [
        (ours.codes[each.student_ref], each.orgs, each.grades, each.class_code, each.language)
        for each in before.students
    ] == [
        (each.student_ref, each.orgs, each.grades, each.class_code, each.language)
        for each in after.students
    ]


@pytest.mark.parametrize(
    ("name", "column"), [("1.1", "identifier"), ("1.2", "identifier"), ("clever", "Student_number")]
)
def test_codes_can_be_made_from_the_number_that_students_type(tmp_path, students, name, column):
    ours, count, _ = rewritten(tmp_path, WHOLE[name], students, column=column)
    assert set(ours.codes) == {"55001", "55002"}
    assert count == 2
    assert ours.codes["55001"] in whole_text(tmp_path / "out")


def test_a_number_that_cannot_be_trusted_is_named_and_left_out(tmp_path, students):
    tables = oneroster_1_1(user("100001"), user("1.0E+05"), user(""), user("12 3"))
    _, count, problems = rewritten(tmp_path, tables, students)
    assert count == 1
    found = [each for each in problems if each.severity == "record"]
    assert [(each.code, each.row) for each in found] == [("I624", 3), ("I622", 4), ("I623", 5)]
    assert all("sourcedId" in each.line() for each in found)


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path, students):
    write_folder(tmp_path / "out", {"mine.csv": [["x"]]})
    with pytest.raises(DefinitionError, match="is there already"):
        rewritten(tmp_path, WHOLE_1_1, students)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.csv"]


def test_files_are_the_owner_s_alone_and_no_part_is_left(tmp_path, students):
    rewritten(tmp_path, WHOLE_1_1, students)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()}
    assert modes == {0o600}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_bundle_without_students_is_refused_and_nothing_is_written(tmp_path, students):
    with pytest.raises(RefusedFileError):
        rewritten(tmp_path, oneroster_1_1(user("T1", role="teacher")), students)
    assert not (tmp_path / "out").exists()


def test_the_same_bundle_and_key_give_the_same_bytes(tmp_path, students):
    rewritten(tmp_path, WHOLE_1_2, students)
    first = whole_text(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "first")
    rewritten(tmp_path, WHOLE_1_2, students)
    assert whole_text(tmp_path / "out") == first
