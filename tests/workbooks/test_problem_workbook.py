"""The fix workbook: all problems with their place and what to do, and no answer."""

import openpyxl
import pytest
from tier_table import AS_OF, HOSTILE, WINDOW, parts_of, records_of

from screening.intake.problem_workbook import (
    ROWS_PER_SHEET,
    FileCount,
    problem_tables,
    write_problem_workbook,
)
from screening.problem import Problem, Severity, catalogue

CODES = {
    severity: next(code for code, kind in catalogue().items() if kind.severity == severity)
    for severity in Severity
}
COUNTS = (FileCount("b.csv", 400, 380, 15, 5), FileCount("a.csv", 10, 0, 10, 0, "M301"))


def problem(severity: Severity = Severity.RECORD, **changes: object) -> Problem:
    values = {
        "code": CODES[severity],
        "file": "b.csv",
        "message": "The answer is not an allowed code: 0, 1 or 2.",
        "row": 14,
        "column": "Q07",
        "student_ref": "STU-1",
    }
    return Problem(**(values | changes))


def write(folder, *problems: Problem, counts=COUNTS):
    path = folder / "problems.xlsx"
    write_problem_workbook(path, problems, window=WINDOW, files_loaded=counts, as_of=AS_OF)
    return path


def test_there_is_no_file_where_there_is_nothing_to_mend(tmp_path):
    assert not write(tmp_path).exists()


def test_a_row_says_where_what_and_what_to_do(tmp_path):
    (row,) = records_of(write(tmp_path, problem()), "Problems")
    assert row == {
        "Code": CODES[Severity.RECORD],
        "What happens next": "The row was set aside",
        "File": "b.csv",
        "Row": "14",
        "Column": "Q07",
        "What is wrong": "The answer is not an allowed code: 0, 1 or 2.",
        "What to do": catalogue()[CODES[Severity.RECORD]].mend,
        "Student code": "STU-1",
        "Mended?": "not yet",
        "Note": None,
    }


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (Severity.CRITICAL, "The file was not loaded"),
        (Severity.RECORD, "The row was set aside"),
        (Severity.ADVISORY, "For your information"),
    ],
)
def test_severity_is_said_as_what_happens_next(tmp_path, severity, words):
    (row,) = records_of(write(tmp_path, problem(severity)), "Problems")
    assert row["What happens next"] == words


def test_a_problem_of_a_whole_file_leaves_row_column_and_student_empty(tmp_path):
    whole = problem(Severity.CRITICAL, row=None, column=None, student_ref=None)
    (row,) = records_of(write(tmp_path, whole), "Problems")
    assert (row["Row"], row["Column"], row["Student code"]) == (None, None, None)


def test_what_stops_most_stands_first_then_as_the_file_reads(tmp_path):
    problems = [
        problem(Severity.CRITICAL, file="z.csv", row=None),
        problem(Severity.RECORD, file="a.csv", row=9),
        problem(Severity.RECORD, file="a.csv", row=10),
        problem(Severity.RECORD, file="b.csv", row=3, column="A"),
        problem(Severity.RECORD, file="b.csv", row=3, column="B"),
        problem(Severity.ADVISORY, file="a.csv", row=1),
    ]
    rows = records_of(write(tmp_path, *reversed(problems)), "Problems")
    assert [(row["File"], row["Row"], row["Column"]) for row in rows] == [
        ("z.csv", None, "Q07"),
        ("a.csv", "9", "Q07"),
        ("a.csv", "10", "Q07"),
        ("b.csv", "3", "A"),
        ("b.csv", "3", "B"),
        ("a.csv", "1", "Q07"),
    ]


def test_every_problem_is_kept_over_as_many_sheets_as_it_takes():
    tables = problem_tables([problem(row=number) for number in range(1, 26)], rows_per_sheet=10)
    assert [table.name for table in tables] == ["Problems", "Problems 2", "Problems 3"]
    assert [len(table.rows) for table in tables] == [10, 10, 5]
    assert [row[3] for table in tables for row in table.rows] == [str(n) for n in range(1, 26)]
    assert ROWS_PER_SHEET < 1_048_576


def test_two_problems_of_one_cell_both_stand(tmp_path):
    assert len(records_of(write(tmp_path, problem(), problem()), "Problems")) == 2


def test_what_was_loaded_is_counted_per_file(tmp_path):
    path = write(tmp_path, problem(Severity.CRITICAL, file="a.csv"), problem())
    rows = records_of(path, "What was loaded")
    assert [tuple(row.values()) for row in rows] == [
        ("a.csv", "10", "0", "10", "0", "The file was not loaded"),
        ("b.csv", "400", "380", "15", "5", "Loaded"),
    ]


def test_the_first_sheet_sums_up(tmp_path):
    problems = [
        problem(Severity.CRITICAL, file="a.csv"),
        problem(Severity.CRITICAL, file="a.csv", row=2),
        problem(),
        problem(Severity.ADVISORY),
    ]
    line = openpyxl.load_workbook(write(tmp_path, *problems))["Start here"]["A2"].value
    assert "Problems: 4. Files not loaded: 1. Findings that set a row aside: 1." in line


def test_no_file_dropped_is_said(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path, problem(Severity.CRITICAL), counts=()))
    assert book["What was loaded"]["A2"].value == "No file was dropped for this window."


def test_hostile_names_of_columns_and_files_stay_text(tmp_path):
    path = write(tmp_path, *[problem(file=t, column=t, message=t) for t in HOSTILE])
    sheets = "".join(xml for name, xml in parts_of(path).items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets


def test_only_mended_and_note_are_open(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, problem()))["Problems"]
    locked = [sheet.cell(2, column).protection.locked for column in range(1, 11)]
    assert locked == [True] * 8 + [False] * 2


def test_the_same_problems_give_the_same_bytes_in_any_order(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    problems = [problem(row=number) for number in range(1, 20)]
    assert write(tmp_path / "a", *problems).read_bytes() == (
        write(tmp_path / "b", *reversed(problems)).read_bytes()
    )


def test_the_file_is_readable_by_its_owner_only(tmp_path):
    assert write(tmp_path, problem()).stat().st_mode & 0o777 == 0o600
