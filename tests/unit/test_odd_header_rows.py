"""Heads of files with titles, trailing delimiters, repeated questions and hostile headers."""

import time

import pytest
from survey_exports import EXPORTS, LIME_CODES, LIME_ROW, Rows, records_of

from screening.intake.header_rows import COLUMNS, head_of
from screening.intake.text_table import Head, table_under


def head_in(rows: Rows, tool: str = "plain") -> Head:
    head = head_of(tool, records_of(rows))
    assert head is not None
    return head


def test_a_title_above_the_header_of_a_plain_file_is_no_name():
    head = head_in([["Our class", "", ""], [], ["Code", "a", "b"], ["S1", "1", "2"]])
    assert ([column.name for column in head.columns], head.last_row) == (["Code", "a", "b"], 3)


def test_a_file_of_two_columns_may_begin_with_a_name_alone():
    assert [column.name for column in head_in([["Code", ""], ["S1", "1"]]).columns] == ["Code", ""]


@pytest.mark.parametrize("more", [1, 3])
def test_a_delimiter_at_the_end_of_every_row_is_no_answer(more):
    rows = [["a", "b"], *[["1", "2", *[""] * more]] * 2]
    head = head_in(rows)
    assert [column.name for column in head.columns] == ["a", "b", *[""] * more]
    assert table_under(head, records_of(rows)).row_count == 2
    assert not list(table_under(head, records_of(rows)).misshapen)


def test_a_delimiter_at_the_end_of_the_header_is_no_column():
    rows = [["a", "b", ""], ["1", "2"], ["3", ""]]
    assert [column.name for column in head_in(rows).columns] == ["a", "b"]


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b"], ["1", "2", ""]],
        [["a", "b"], ["1", "2", ""], ["1", "2"]],
        [["a", "b"], ["1", "2", ""], ["1", "2", "3"]],
        [["a", "b", "c"], ["1", "2"], ["1", "2"]],
    ],
)
def test_a_cell_that_may_have_been_lost_or_won_is_never_mended(rows):
    assert len(head_in(rows).columns) == len(rows[0])


def test_a_trailing_delimiter_below_limesurvey_codes_is_read_as_no_column():
    rows = [LIME_CODES, *[[*LIME_ROW, ""]] * 3]
    head = head_in(rows, "limesurvey")
    assert [column.name for column in head.columns] == [*LIME_CODES, ""]


def test_a_surveymonkey_question_that_stands_above_each_option_is_one_question():
    rows = next(each.rows for each in EXPORTS if each.shape == "options_only")
    columns = head_in(rows, "surveymonkey").columns[3:]
    assert {each.name for each in columns} == {"How often?"}
    assert [(each.text, each.occurrence) for each in columns] == [("At school", 1), ("At home", 2)]


def test_a_surveymonkey_question_without_a_second_row_has_its_own_words():
    rows = next(each.rows for each in EXPORTS if each.shape == "questions_only")
    assert head_in(rows, "surveymonkey").columns[-1].text == "How often?"


@pytest.mark.parametrize("tool", sorted(set(COLUMNS) - {"plain"}))
def test_a_hostile_header_is_read_in_no_time(tool):
    count = 2 if tool == "surveymonkey" else 1
    started = time.perf_counter()
    for part in ("[", "<a", " (choice=", "x ]", "2"):
        header = part * (1_000_000 // len(part))
        assert COLUMNS[tool]([[header, "b"]] * count, "labels")
    assert time.perf_counter() - started < 5
