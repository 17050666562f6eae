"""nominations.csv: four columns, closed words, no free text; anything else is refused or listed."""

import pytest

from screening.intake.nominations import (
    COLUMNS,
    FILE_NAME,
    Nomination,
    is_nominations,
    nomination_inputs,
    nomination_table,
    read_nominations,
)
from screening.intake.take_in import exports_in
from screening.problem import RefusedFileError

STUDENTS = {"S001": "maple", "S002": "oak"}
HEADER = "student_ref,nominated_by,nominated_on,area"


@pytest.fixture
def read(tmp_path):
    def of_text(text: str | bytes, *, max_bytes: int = 10_000):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / FILE_NAME).write_bytes(content)
        return read_nominations(tmp_path, students=STUDENTS, max_bytes=max_bytes)

    return of_text


def refusal(read, text, **options) -> str:
    with pytest.raises(RefusedFileError) as fault:
        read(text, **options)
    assert fault.value.exit_status == 12
    return fault.value.problem.code


def test_without_the_file_nobody_is_nominated(tmp_path) -> None:
    assert read_nominations(tmp_path, students=STUDENTS, max_bytes=100) == ([], [])
    assert nomination_inputs(tmp_path) == []


def test_a_row_says_who_named_whom_when_and_for_what(read) -> None:
    found, problems = read(f"{HEADER}\nS001,teacher,2026-10-12,attention\nS002,self,,\n")
    assert found == [
        Nomination("S001", "teacher", "2026-10-12", "attention"),
        Nomination("S002", "self"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "student_ref,nominated_by\nS001,staff\n",
        "nominated_by,student_ref\nstaff,S001\n",
        "student_ref;nominated_by\nS001;staff\n",
        "\ufeffstudent_ref,nominated_by\r\n S001 , staff \r\n\r\n",
        "area,nominated_by,student_ref\n,staff,S001\n",
    ],
)
def test_two_columns_are_enough_in_any_order_and_with_either_delimiter(read, text) -> None:
    assert read(text) == ([Nomination("S001", "staff")], [])


@pytest.mark.parametrize("who", ["self", "caregiver", "teacher", "staff"])
def test_four_kinds_of_people_nominate(read, who) -> None:
    found, _ = read(f"student_ref,nominated_by\nS001,{who}\n")
    assert found == [Nomination("S001", who)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("S999,staff,,", "N143", "student_ref"),
        (",staff,,", "N143", "student_ref"),
        ("S001,Ana Ortiz,,", "N144", "nominated_by"),
        ("S001,,,", "N144", "nominated_by"),
        ("S001,Staff,,", "N144", "nominated_by"),
        ("S001,staff,12.10.2026,", "N144", "nominated_on"),
        ("S001,staff,20261012,", "N144", "nominated_on"),
        ("S001,staff,,he cries a lot", "N144", "area"),
        ("S001,staff,,competence", "N144", "area"),
    ],
)
def test_an_entry_that_is_not_accepted_is_a_problem_without_its_content(
    read, row, code, column
) -> None:
    found, (problem,) = read(f"{HEADER}\n{row}\n")
    assert found == []
    assert (problem.code, problem.row, problem.column) == (code, 2, column)
    for cell in filter(None, row.split(",")):
        assert cell not in problem.message
    known = row.startswith("S001")
    assert (problem.student_ref, problem.school_id) == (("S001", "maple") if known else (None,) * 2)


def test_one_bad_row_keeps_no_other_from_counting(read) -> None:
    found, problems = read(f"{HEADER}\nS999,staff,,\nS001,staff,,\nS002,staff\n")
    assert found == [Nomination("S001", "staff")]
    assert sorted(problem.code for problem in problems) == ["F111", "N143"]


@pytest.mark.parametrize("column", ["name", "comment", "reason", "Child name", "notes", "", "phq"])
def test_a_column_that_is_not_asked_for_refuses_the_file(read, column) -> None:
    assert refusal(read, f"student_ref,nominated_by,{column}\nS001,staff,x\n") == "N142"


@pytest.mark.parametrize(
    "text",
    [
        "student_ref\nS001\n",
        "nominated_by\nstaff\n",
        "student_ref,student_ref,nominated_by\nS001,S001,staff\n",
        "",
        b"\xff\xfe\x00\x01",
        'student_ref,nominated_by\n"S001,staff\n',
    ],
)
def test_a_file_that_cannot_be_read_is_refused(read, text) -> None:
    assert refusal(read, text) == "N141"


def test_a_large_file_is_refused(read) -> None:
    assert refusal(read, f"{HEADER}\nS001,staff,,\n", max_bytes=20) == "N141"


def test_a_column_that_is_there_twice_is_refused(read) -> None:
    assert refusal(read, "student_ref,nominated_by,area,area\nS001,staff,,\n") == "N142"


@pytest.mark.parametrize(
    ("name", "header", "is_one"),
    [
        (FILE_NAME, HEADER, True),
        (FILE_NAME, '"student_ref","nominated_by"', True),
        (FILE_NAME, "\ufeffnominated_by;student_ref", True),
        (FILE_NAME, "Student,Mood 1,Mood 2", False),
        (FILE_NAME, "student_ref,nominated_by,Mood 9", False),
        (FILE_NAME, "", False),
        ("nominations_2.csv", HEADER, False),
    ],
)
def test_only_a_file_that_says_so_is_no_export(tmp_path, name, header, is_one) -> None:
    """Answers dropped under this name are read for critical items like any export."""
    (tmp_path / name).write_text(f"{header}\nS001,staff,,\n")
    assert is_nominations(tmp_path / name) is is_one
    assert [path.name for path in exports_in(tmp_path)] == ([] if is_one else [name])


def test_a_folder_of_this_name_is_no_file_of_nominations(tmp_path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert not is_nominations(tmp_path / FILE_NAME)
    assert [path.name for path in exports_in(tmp_path)] == [FILE_NAME]


def test_the_table_has_each_nomination_once_in_order() -> None:
    rows = nomination_table([Nomination("S002", "self"), *[Nomination("S001", "staff")] * 2])
    assert list(rows.columns) == list(COLUMNS)
    assert rows["student_ref"].tolist() == ["S001", "S002"]
    assert list(nomination_table([]).columns) == list(COLUMNS)
