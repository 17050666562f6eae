"""Each thing that can be wrong with a plain CSV of answers: a clear line, nothing lost."""

import pytest

from screening.errors import DefinitionError, RefusedDataError, UnreadableFileError
from screening.scoring.answers_csv import StudentColumns
from screening.scoring.score_csv import score_file

ITEMS = [f"phq_9_{n:02d}" for n in range(1, 10)]
HEADER = ",".join(["student_ref", *ITEMS])
GOOD = "good" + ",1" * 9


@pytest.fixture
def score(tmp_path):
    """Return a function: text or bytes of a PHQ-9 file → what came of it."""

    def scored(content, **choices):
        path = tmp_path / "answers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        choices = {"instrument": "phq_9", "informant": "self"} | choices
        return score_file(path, **choices)

    return scored


def lines(*rows):
    return "\n".join([HEADER, *rows]) + "\n"


def row(ref, *answers):
    return ",".join([ref, *map(str, answers)])


def totals(result):
    return {found[0]: found[8] for found in result.scores}


def codes(result):
    return [(found.code, found.row, found.column) for found in result.problems]


def test_a_clean_file_gives_scores_and_no_problem(score):
    result = score(lines(GOOD, row("s2", *[0] * 9)))
    assert totals(result) == {"good": 9, "s2": 0}
    assert (result.problems, result.exit_status, result.rows_read) == ((), 0, 2)


def test_results_are_sorted_by_student(score):
    result = score(lines(*(row(ref, *[0] * 9) for ref in ("b", "a10", "a2", "A"))))
    assert [found[0] for found in result.scores] == ["A", "a10", "a2", "b"]


@pytest.mark.parametrize("cell", ["3", "3.0", "3.000", " 3 ", "03"])
def test_a_code_may_be_written_as_a_whole_decimal(score, cell):
    assert totals(score(lines(row("s1", cell, *[0] * 8)))) == {"s1": 3}


@pytest.mark.parametrize(
    "cell",
    ["4", "7", "9", "-1", "+1", "1.5", "0.5", "1e0", "one", "often", "x", "1 2", "٣", "1,0", "NA"],
)
def test_any_other_cell_is_a_problem_and_nothing_is_scored_for_the_row(score, cell):
    quoted = f'"{cell}"' if "," in cell else cell
    result = score(lines(row("s1", 0, quoted, *[0] * 7), GOOD))
    assert codes(result) == [("V501", 2, "phq_9_02")]
    assert totals(result) == {"good": 9}
    assert result.exit_status == 12
    assert (result.rows_read, result.rows_scored, result.rows_set_aside) == (2, 1, 1)


def test_a_problem_never_holds_the_cell_or_the_student(score):
    result = score(lines(row("maria_lopez", "cutting", *[0] * 8)))
    line = result.problems[0].line()
    assert "cutting" not in line
    assert "maria_lopez" not in line
    assert "row 2, column phq_9_01" in line


def test_every_wrong_cell_has_its_own_line(score):
    result = score(lines(GOOD, row("s1", *[7] * 9)))
    assert codes(result) == [("V501", 3, item) for item in ITEMS]


def test_an_empty_cell_is_not_answered(score):
    result = score(lines(row("s1", "", " ", *[1] * 7)))
    assert totals(result) == {"s1": 9}
    assert result.scores[0][6] == 7


@pytest.mark.parametrize("answers", [[1] * 8, [1] * 10], ids=["short", "long"])
def test_a_row_of_another_length_is_not_scored_and_its_critical_item_is_listed(score, answers):
    result = score(lines(row("s1", *answers), GOOD))
    assert codes(result) == [("F111", 2, None)]
    assert totals(result) == {"good": 9}
    assert ("s1", "phq_9", "phq_9_09", None, "unanswered") in result.critical


def test_a_row_set_aside_still_has_its_critical_item_read(score):
    result = score(lines(row("s1", "x", *[0] * 7, 2)))
    assert result.scores == ()
    assert result.critical == (("s1", "phq_9", "phq_9_09", 2, "endorsed"),)


def test_a_critical_cell_that_cannot_be_read_counts_as_unanswered(score):
    result = score(lines(row("s1", *[0] * 8, 9)))
    assert result.critical == (("s1", "phq_9", "phq_9_09", None, "unanswered"),)


def test_the_first_row_of_a_student_counts_and_later_ones_are_set_aside(score):
    result = score(lines(row("s1", *[1] * 9), row("s1", *[0] * 8, 3), row("s1 ", *[0] * 9)))
    assert codes(result) == [("D803", 3, "student_ref"), ("D803", 4, "student_ref")]
    assert totals(result) == {"s1": 9}
    assert [found[3] for found in result.critical] == [1, 3]


def test_a_wrong_first_row_leaves_the_student_s_next_row_to_count(score):
    result = score(lines(row("s1", "x", *[1] * 8), row("s1", *[2] * 9)))
    assert codes(result) == [("V501", 2, "phq_9_01")]
    assert totals(result) == {"s1": 18}


@pytest.mark.parametrize("ref", ["", "  ", "=HYPERLINK(0)", "@sum", "-1+2", "a\u0007b"])
def test_a_student_ref_that_is_empty_or_a_formula_is_set_aside(score, ref):
    result = score(lines(row(ref, *[0] * 9), GOOD))
    assert codes(result) == [("I602", 2, "student_ref")]
    assert totals(result) == {"good": 9}


def test_blank_lines_are_no_rows_and_keep_the_row_numbers(score):
    result = score(lines("", "," * 9, row("s1", "x", *[0] * 8), GOOD))
    assert codes(result) == [("V501", 4, "phq_9_01")]
    assert result.rows_read == 2


def test_other_columns_are_not_read(score):
    text = f"note,{HEADER},school\nprivate,{GOOD},north\n"
    result = score(text)
    assert totals(result) == {"good": 9}
    assert "private" not in repr(result)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEADER.encode("utf-16"), "phq_9_01"),
        (lines("s\xe9" + ",1" * 9).encode("cp1252"), "cannot be read as utf-8"),
        (lines('"s1' + ",1" * 9), "quotation marks do not match"),
        (lines('"s1"x' + ",1" * 9), "quotation marks do not match"),
        (lines(GOOD).replace(",", ";"), "divided by ';'"),
        (lines(GOOD).replace(",", "\t"), "divided by"),
        (lines("a\0b" + ",1" * 9), "NUL"),
    ],
    ids=["empty", "lines", "utf16", "cp1252", "quote", "in_cell", "semicolon", "tab", "nul"],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_is_wrong(score, content, said):
    if said == "phq_9_01":
        # UTF-16 with its mark is decoded with certainty; a header alone is still no data.
        with pytest.raises(RefusedDataError, match="no rows"):
            score(content)
        return
    with pytest.raises(UnreadableFileError, match=said) as fault:
        score(content)
    assert fault.value.exit_status == 11


def test_a_byte_order_mark_is_no_part_of_the_first_column(score):
    assert totals(score(b"\xef\xbb\xbf" + lines(GOOD).encode())) == {"good": 9}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="no such file"):
        score_file(tmp_path / "nothing.csv", instrument="phq_9", informant="self")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER + "\n", "a header and no rows"),
        (lines(GOOD).replace("student_ref", "student"), "column student_ref is missing"),
        (lines(GOOD).replace("phq_9_04", "q4"), "column phq_9_04 is missing"),
        (lines(GOOD).replace("phq_9_04", "phq_9_05"), "column phq_9_04 is missing"),
        (f"phq_9_01,{HEADER}\n1,{GOOD}\n", "phq_9_01 is there more than once"),
        (f"student_ref,{HEADER}\nx,{GOOD}\n", "student_ref is there more than once"),
        (f"{HEADER},phq_9_10\n{GOOD},1\n", "phq_9_10 is no item of phq_9"),
        (f"{HEADER},phq_9_1\n{GOOD},1\n", "phq_9_1 is no item of phq_9"),
        (f"{HEADER},PHQ_9_01\n{GOOD},1\n", "PHQ_9_01 is no item of phq_9"),
    ],
)
def test_columns_that_do_not_fit_are_refused_and_nothing_is_scored(score, content, said):
    with pytest.raises(RefusedDataError, match=said) as fault:
        score(content)
    assert fault.value.exit_status == 12


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"instrument": "phq9"}, "no instrument 'phq9'"),
        ({"informant": "teacher"}, "informant 'teacher'"),
        ({"scheme": "four_band"}, "scheme 'four_band'"),
        ({"item_order": "grouped"}, "item order 'grouped'"),
        ({"instrument": "sdq"}, "needs the permission"),
    ],
)
def test_a_choice_the_library_does_not_have_is_refused(score, choices, said):
    with pytest.raises(DefinitionError, match=said):
        score(lines(GOOD), **choices)


def sdq(extra, answers):
    numbers = [*range(1, 26), *extra]
    header = ",".join(["student_ref", *(f"sdq_{n:02d}" for n in numbers)])
    return f"{header}\ns1{',0' * 25},{','.join(answers)}\n"


def test_half_a_supplement_is_refused(score):
    with pytest.raises(RefusedDataError, match="lacks sdq_29, sdq_31"):
        score(
            sdq([26, 28, 30, 32], ["1"] * 4),
            instrument="sdq", informant="self", licence_stated=True,
        )  # fmt: skip


def test_answers_a_teacher_was_not_asked_for_are_refused(score):
    with pytest.raises(RefusedDataError, match="sdq_29 is not on the form of this informant"):
        score(
            sdq([26, 28, 29, 30, 31], ["1"] * 5),
            instrument="sdq", informant="teacher", licence_stated=True,
        )  # fmt: skip


def test_empty_columns_of_other_informants_do_no_harm(score):
    result = score(
        sdq([26, 28, 29, 30, 31, 32], ["1", "3", "", "3", "3", ""]),
        instrument="sdq", informant="teacher", licence_stated=True,
    )  # fmt: skip
    assert result.scores[-1][5:9] == ("impact", 3, 3, 6)


def test_supplement_answers_have_their_own_codes(score):
    result = score(
        sdq([26, 28, 29, 30, 31, 32], ["1", "3", "4", "3", "3", "0"]),
        instrument="sdq", informant="self", licence_stated=True,
    )  # fmt: skip
    assert codes(result) == [("V501", 2, "sdq_29")]


def srss(grade):
    header = ",".join(["student_ref", "year", *(f"srss_ie_{n:02d}" for n in range(1, 13))])
    return f"{header}\ns1,{grade}{',1' * 12}\n"


def test_an_unknown_grade_is_advised_and_the_rest_is_scored(score):
    choices = {"instrument": "srss_ie", "informant": "teacher"}
    result = score(srss("13"), columns=StudentColumns("year"), **choices)
    assert codes(result) == [("N108", 2, "year")]
    assert [found[5] for found in result.scores] == ["e7"]
    assert result.exit_status == 0


def test_a_grade_column_that_is_not_there_is_refused(score):
    with pytest.raises(RefusedDataError, match="column grade is missing"):
        score(srss("3"), columns=StudentColumns("grade"), instrument="srss_ie", informant="teacher")


def test_no_grade_column_is_advised_once(score):
    result = score(srss("3"), instrument="srss_ie", informant="teacher")
    assert codes(result) == [("N108", None, None)]
