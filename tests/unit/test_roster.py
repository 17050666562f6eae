"""The roster: every student once, nothing personal, every doubt said."""

import pytest
from programme_builder import ROSTER_COLUMNS, Folder, csv_text, survey_row
from programme_texts import HEAD

from screening.intake.roster import Roster, read_roster, summary
from screening.problem import RefusedFileError
from screening.programme.load import load_programme

WHOLE = ("S001", "maple", "7", "7B", "es", "yes")


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path, schools=("maple", "oak"))


def read(folder: Folder) -> Roster:
    return read_roster(folder.inbox(), programme=load_programme(folder.path).settings)


def rows_with(**changes: str) -> list[str]:
    return [changes.get(name, cell) for name, cell in zip(ROSTER_COLUMNS, WHOLE, strict=True)]


def refusal_of(folder: Folder) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as refusal:
        read(folder)
    return refusal.value


def test_a_whole_row_becomes_one_entry(folder):
    folder.roster_rows(WHOLE)
    (entry,) = read(folder).entries
    assert [getattr(entry, name) for name in ROSTER_COLUMNS] == list(WHOLE)
    assert (entry.state, entry.row) == ("ok", 2)
    assert read(folder).problems == ()


@pytest.mark.parametrize(
    ("changes", "code", "column", "state"),
    [
        ({"school_id": "elm"}, "N106", "school_id", "conflict"),
        ({"school_id": "../../etc"}, "N106", "school_id", "conflict"),
        ({"school_id": "<script>alert(1)</script>"}, "N106", "school_id", "conflict"),
        ({"consent": "maybe"}, "N107", "consent", "conflict"),
        ({"consent": ""}, "N107", "consent", "conflict"),
        ({"grade": "seven"}, "N108", "grade", "ok"),
    ],
)
def test_a_doubtful_cell_is_named_and_nothing_is_assumed(folder, changes, code, column, state):
    folder.roster_rows(rows_with(**changes))
    roster = read(folder)
    (problem,) = roster.problems
    assert (problem.code, problem.column, problem.row) == (code, column, 2)
    assert not any(cell in problem.line() for cell in changes.values() if cell)
    assert roster.entries[0].state == state


def test_what_is_doubtful_becomes_the_careful_choice(folder):
    folder.roster_rows(rows_with(school_id="elm", consent="?", grade="?", home_language="english!"))
    (entry,) = read(folder).entries
    assert entry.school_id == "unassigned"
    assert entry.consent == "withdrawn"
    assert entry.grade == "unknown"
    assert entry.home_language == "und"


@pytest.mark.parametrize("ref", ["", "Ana Ortiz", "S1", "s001", "S0011"])
def test_a_code_of_another_shape_is_no_student(folder, ref):
    folder.roster_rows(WHOLE, rows_with(student_ref=ref))
    roster = read(folder)
    assert [entry.student_ref for entry in roster.entries] == ["S001"]
    assert [(each.code, each.row, each.student_ref) for each in roster.problems] == [
        ("N105", 3, None)
    ]
    assert not ref or ref not in roster.problems[0].line()


def test_the_same_row_twice_is_one_student(folder):
    folder.roster_rows(WHOLE, WHOLE)
    roster = read(folder)
    assert [(each.code, each.row) for each in roster.problems] == [("N110", 3)]
    assert [entry.state for entry in roster.entries] == ["ok"]


@pytest.mark.parametrize(
    "change", [{"school_id": "oak"}, {"consent": "opted_out"}, {"grade": "8"}, {"class_id": "7A"}]
)
def test_two_different_rows_make_the_student_uncertain_in_both_schools(folder, change):
    folder.roster_rows(WHOLE, rows_with(**change))
    roster = read(folder)
    assert [entry.state for entry in roster.entries] == ["conflict"]
    assert {each.code for each in roster.problems} == {"N109"}
    assert {each.school_id for each in roster.problems} == {
        "maple",
        change.get("school_id", "maple"),
    }


def test_a_third_row_cannot_make_a_conflict_undone(folder):
    folder.roster_rows(WHOLE, rows_with(consent="withdrawn"), WHOLE)
    assert [entry.state for entry in read(folder).entries] == ["conflict"]


@pytest.mark.parametrize("name", ["Last name", "last_name", "DOB", "Parent e-mail"])
def test_a_personal_column_refuses_the_roster_and_is_named(folder, name):
    rows = [[*WHOLE, "Marker-Content"]]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, name], rows))
    refusal = refusal_of(folder)
    assert refusal.problem.code == "N103"
    assert refusal.problem.column == name
    assert "Marker-Content" not in refusal.message


def test_a_personal_column_is_refused_also_where_the_settings_ask_for_it(tmp_path):
    head = HEAD.replace("max_file_mb", 'group_columns = ["last_name"]\nmax_file_mb')
    folder = Folder(tmp_path, head=head)
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "last_name"], [[*WHOLE, "x"]]))
    assert refusal_of(folder).problem.code == "N103"


def test_a_further_column_is_dropped_and_named(folder):
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "bus"], [[*WHOLE, "Marker-Content"]]))
    roster = read(folder)
    assert [(each.code, each.column) for each in roster.problems] == [("N104", "bus")]
    assert "Marker-Content" not in repr(roster)


@pytest.mark.parametrize("lost", ROSTER_COLUMNS)
def test_a_lost_column_refuses_the_roster(folder, lost):
    place = ROSTER_COLUMNS.index(lost)
    header, row = [*ROSTER_COLUMNS], [*WHOLE]
    del header[place], row[place]
    folder.drop("roster.csv", csv_text(header, [row]))
    assert refusal_of(folder).problem.code == "N102"
    assert refusal_of(folder).problem.column == lost


def test_a_column_there_twice_refuses_the_roster(folder):
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "grade"], [[*WHOLE, "8"]]))
    assert refusal_of(folder).problem.code == "N102"


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"student_ref,school_id\n", "día".encode("cp1252"), b"PK\x03\x04\x00", b'a\n"b'],
)
def test_a_roster_that_cannot_be_read_is_refused_as_such(folder, content):
    folder.drop("roster.csv", content)
    assert refusal_of(folder).problem.code == "N101"


def test_an_absent_roster_is_refused_as_such(folder):
    assert refusal_of(folder).problem.code == "N101"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_roster_may_come_with_other_delimiters_a_mark_and_blank_rows(folder, delimiter):
    text = csv_text(ROSTER_COLUMNS, [[""] * 6, WHOLE], delimiter)
    folder.drop("roster.csv", b"\xef\xbb\xbf" + text.encode())
    assert [entry.row for entry in read(folder).entries] == [3]


def test_a_row_with_a_cell_too_few_is_named(folder):
    folder.drop("roster.csv", csv_text(ROSTER_COLUMNS, [WHOLE, WHOLE[:5]]))
    assert [(each.code, each.row) for each in read(folder).problems] == [("F111", 3)]


def test_the_summary_has_its_columns_also_when_no_row_was_good(folder):
    folder.roster_rows(rows_with(student_ref="bad"))
    table = summary(read(folder).entries, groups=("gender",))
    assert list(table.columns) == [*ROSTER_COLUMNS, "gender", "roster_state", "group_gender"]
    assert table.empty


def test_a_run_with_no_good_roster_row_ends_with_nobody_and_every_row_set_aside(folder):
    folder.roster_rows(rows_with(student_ref="bad"))
    folder.survey(survey_row("S001"))
    ran = folder.run()
    assert ran.tiers == {}
    assert ran.codes == ["I601", "N105"]
    assert ran.nothing_is_lost


def test_class_names_lose_what_cannot_be_printed_and_end_at_forty(folder):
    folder.roster_rows(rows_with(class_id="7\x07B" + "x" * 60))
    assert read(folder).entries[0].class_id == "7B" + "x" * 38


def test_a_roster_whose_rows_all_end_in_a_comma_is_not_called_empty(folder):
    text = csv_text(ROSTER_COLUMNS, [(*WHOLE, "")])
    folder.drop("roster.csv", text)
    problem = refusal_of(folder).problem
    assert problem.code == "N101"
    assert "as many cells as the header" in problem.message
