"""The first reading: which columns there are, which are personal, which tell on a student."""

import pytest

from screening.problem import RefusedFileError
from screening.pseudonyms.look_through import fitted

QUALTRICS = (
    "StartDate,IPAddress,RecipientEmail,QID1,QID2,QID3\n"
    "Start Date,IP Address,Recipient Email,Your student number,What is your full name?,Mood 1\n"
    + ",".join(f'"{{""ImportId"":""{name}""}}"' for name in "abcdef")
    + "\n2026-10-06 10:00:00,203.0.113.9,a@b.example,001234,Ana Ortiz,2\n"
)


def test_a_qualtrics_export_keeps_its_three_header_rows_and_loses_its_people(rewrite):
    found = rewrite(QUALTRICS, column="QID1")
    assert found[0] == ["StartDate", "student_ref", "QID3"]
    assert found[1] == ["Start Date", "Your student number", "Mood 1"]
    assert "ImportId" in found[2][0]
    assert [row[2] for row in found[3:]] == ["2"]
    for cell in ("203.0.113.9", "a@b.example", "Ana Ortiz", "001234"):
        assert cell not in rewrite.text


def test_header_rows_can_be_stated(rewrite):
    found = rewrite("ID,Q1\nthe number,a question\n77,2\n", header_rows=2)
    assert found[1] == ["the number", "a question"]
    assert len(found[2][0]) == 10
    assert rewrite.done.without_code == 0


def test_a_question_about_parents_can_be_kept_by_name(rewrite):
    text = "ID,Argues with parents,Parent\n1234,2,Ana\n"
    assert rewrite(text)[0] == ["student_ref"]
    assert rewrite.found == [("I629", None, "Argues with parents"), ("I629", None, "Parent")]
    assert rewrite(text, keep=["Argues with parents"])[0] == ["student_ref", "Argues with parents"]


@pytest.mark.parametrize("name", ["Last name", "E-mail", "Date of birth", "Teléfono", "IP address"])
def test_a_column_that_announces_a_person_is_dropped_and_named(rewrite, name):
    assert rewrite(f"ID,{name},Q1\n1234,Marker,2\n") == [
        ["student_ref", "Q1"],
        [rewrite.judged.students.codes["1234"], "2"],
    ]
    assert rewrite.found == [("I629", None, name)]
    assert "Marker" not in rewrite.done.problems[0].line()


def test_the_number_s_own_column_may_be_personal(rewrite):
    assert rewrite("Email,Q1\na@b.example,2\n", column="Email")[0] == ["student_ref", "Q1"]


@pytest.mark.parametrize("cell", ["{}", "student {}", "{}@school.example", "X{}"])
def test_a_column_that_repeats_the_number_is_dropped(rewrite, cell):
    rows = "\n".join(f"{n},{cell.format(n)},{n % 3}" for n in range(1000, 1050))
    assert rewrite("ID,Login,Q1\n" + rows)[0] == ["student_ref", "Q1"]
    assert rewrite.found == [("I629", None, "Login")]


def test_a_few_equal_numbers_are_chance(rewrite):
    rows = "\n".join(f"{n},{1000 if n < 1010 else 7}" for n in range(1000, 1050))
    assert rewrite("ID,Seconds\n" + rows)[0] == ["student_ref", "Seconds"]


def test_short_numbers_stand_in_answers_too(rewrite):
    assert rewrite("ID,Q1\n1,1\n2,2\n3,3\n")[0] == ["student_ref", "Q1"]


@pytest.mark.parametrize(
    ("text", "options", "column"),
    [
        ("No,Q1\n1,2\n", {}, "ID"),
        ("ID,ID\n1,2\n", {}, "ID"),
        ("id,Q1\n1,2\n", {}, "ID"),
        ("ID,student_ref\n1,2\n", {}, "student_ref"),
        ("ID,Q1\n1,2\n", {"keep": ["Q2"]}, "Q2"),
    ],
)
def test_columns_that_do_not_fit_refuse_the_file(rewrite, text, options, column):
    with pytest.raises(RefusedFileError) as refusal:
        rewrite(text, **options)
    assert (refusal.value.problem.code, refusal.value.problem.column) == ("I621", column)
    assert refusal.value.exit_status == 12


@pytest.mark.parametrize("row", ["1,2,3,Ana", "1,2", '"1,2,3'])
def test_a_row_that_does_not_fit_the_header_refuses_the_file(rewrite, row):
    with pytest.raises(RefusedFileError) as refusal:
        rewrite(f"ID,Q1,Q2\n1,2,3\n{row}\n")
    assert refusal.value.problem.code in {"I626", "F102"}
    assert "Ana" not in refusal.value.message


@pytest.mark.parametrize(
    ("cells", "width", "found"),
    [
        (["a", "b"], 2, ["a", "b"]),
        (["a", "b", "", " "], 2, ["a", "b"]),
        ([], 2, ["", ""]),
        (["", ""], 3, ["", "", ""]),
        (["a", "b", "c"], 2, None),
        (["a"], 2, None),
    ],
)
def test_a_row_is_fitted_only_where_no_cell_is_lost_or_made_up(cells, width, found):
    assert fitted(cells, width) == found


def test_blank_lines_are_no_rows(rewrite):
    assert len(rewrite("ID,Q1\n\n1234,2\n,\n\n")) == 2
    assert rewrite.done.rows == 1


def test_a_file_without_rows_is_refused(rewrite):
    with pytest.raises(RefusedFileError) as refusal:
        rewrite("ID,Q1\n")
    assert refusal.value.problem.code == "F110"
