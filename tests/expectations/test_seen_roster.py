"""A roster that is checked: whom it lists, what is kept of it, what a run would say."""

import pytest
from programme_builder import ROSTER_COLUMNS, Folder, csv_text
from roster_bundles import clever, clever_files, oneroster_1_1, user, write_folder, write_zip

from expectations.examine import examine
from expectations.examining.seen_roster import listed_students, roster_views, see_roster
from screening.intake.text_table import Column


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path / "programme")


def test_the_windows_own_roster_is_told_with_its_students_and_problems(folder):
    folder.roster("S001", "S002", "S002")
    path = folder.inbox() / "roster.csv"
    found = examine(path, run=folder.open(), layout_id=None)
    assert (found.platform, found.layout, found.refused) == ("plain", None, False)
    assert (found.records, found.would_score, found.left_out) == (3, 0, 3)
    assert found.notes == ("2 students are on it, 2 with consent.",)
    assert [problem.code for problem in found.problems] == ["N110"]


def test_a_roster_with_names_would_be_refused_and_no_name_is_shown(folder):
    row = ["S001", "maple", "7", "7B", "en", "yes", "Marker-Person"]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "Last name"], [row]))
    path = folder.inbox() / "roster.csv"
    found = examine(path, run=folder.open(), layout_id=None)
    assert found.refused
    assert [problem.code for problem in found.problems] == ["N103"]
    assert [view.becomes for view in found.columns] == [*ROSTER_COLUMNS, ""]
    assert "Marker" not in repr(found)


def test_a_roster_of_another_place_is_named_and_nothing_of_the_windows_is_told(folder, tmp_path):
    folder.roster("S001")
    other = tmp_path / "roster.csv"
    other.write_text(csv_text(ROSTER_COLUMNS, [["S009", "oak", "7", "7B", "en", "yes"]]))
    assert see_roster(other, folder.open()).student_count is None
    assert examine(other, run=folder.open(), layout_id=None).problems == ()


@pytest.mark.parametrize("write", [write_folder, write_zip])
def test_a_bundle_is_counted_by_its_students(tmp_path, write):
    clever_path = write(tmp_path / "clever", clever_files(clever("S001"), clever("S002")))
    assert listed_students(clever_path) == 2
    path = write(tmp_path / "oneroster", oneroster_1_1(user("S001"), user("T1", role="teacher")))
    found = examine(path, run=None, layout_id=None)
    assert (found.platform, found.records, found.left_out) == ("oneroster", 1, 1)
    assert not found.refused
    assert "Marker" not in repr(found)


def test_a_bundle_in_the_inbox_is_read_as_the_run_reads_it(folder):
    path = write_folder(folder.inbox() / "sis", oneroster_1_1(user("S001"), user("S002")))
    folder.drop("consent.csv", "student_ref,consent\nS001,yes\n")
    found = examine(path, run=folder.open(), layout_id=None)
    assert found.notes == ("2 students are on it, 1 with consent.",)
    assert not found.refused


def test_a_programmes_group_columns_are_kept():
    columns = [Column("student_ref"), Column("needs"), Column("Phone"), Column("bus")]
    kept = [view.becomes for view in roster_views(columns, groups=("needs",))]
    assert kept == ["student_ref", "needs", "", ""]
