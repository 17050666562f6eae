"""Layouts are refused while they could mean two things."""

import tomllib
from typing import get_args

import pytest
from programme_builder import Folder
from programme_texts import QUALTRICS, SURVEY

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.intake.header_rows import COLUMNS
from screening.intake.layout import Layout, Platform
from screening.programme.load import load_programme


def refusal_of(text: str) -> str:
    with pytest.raises(DefinitionError) as refusal:
        build_definition(tomllib.loads(text), Layout, where="survey.toml")
    return refusal.value.message


@pytest.mark.parametrize("text", [SURVEY, QUALTRICS])
def test_the_layouts_of_these_tests_are_whole(text):
    assert build_definition(tomllib.loads(text), Layout, where="x").informant == "self"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('platform = "plain"', 'platform = "exel"', "platform: "),
        ('files = ["survey*"]', 'files = ["../survey*"]', "without folders"),
        ("%Y-%m-%d", "%Y-%m-%Q", "has a part that is not known"),
        ("%Y-%m-%d", "%", "has a part that is not known"),
        ('formats = ["%Y-%m-%d"]', "formats = []", "recorded_at.formats: "),
        ('"Mood 2"', '"Mood 1"', "two items are read from the same column"),
        ('"Worry 1"', '"Mood 1"', "one column is given two meanings"),
        ('"Mood 1"', '"Student"', "one column is given two meanings"),
        ('"Mood 1"', '""', "block.0.columns.phq_a_01.name: "),
        ('approved_by = "Data manager"\n', "", "approved_by: is missing"),
        ('answers = "codes"', 'answers = "labels"', "[block.labels] must say"),
        ('id = "survey"', 'id = "survey"\ndelimiter = "x"', "delimiter: "),
        ('student_ref = "Student"', 'student = "Student"', "student: is not a known key"),
    ],
)
def test_a_layout_that_is_wrong_names_the_key(right, wrong, message):
    assert right in SURVEY
    said = refusal_of(SURVEY.replace(right, wrong, 1))
    assert said.startswith("survey.toml: ")
    assert message in said


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ('"Several days" = 1', '"Several days" = 1\n"NOT  AT ALL" = 1', "NOT  AT ALL"),
        ('refused = ["No answer"]', 'refused = ["not at all"]', "not at all"),
        ('refused = ["No answer"]', 'refused = ["x"]\ndont_know = ["X"]', "X"),
    ],
)
def test_one_text_with_two_meanings_is_refused_also_where_only_blanks_or_case_differ(
    tmp_path, right, wrong, text
):
    assert right in QUALTRICS
    Folder(tmp_path, layouts={"qualtrics": QUALTRICS.replace(right, wrong)})
    with pytest.raises(DefinitionError, match=rf"'{text}' is given two meanings"):
        load_programme(tmp_path)


def test_a_missing_text_that_is_also_a_code_is_refused(tmp_path):
    wrong = SURVEY + '\n[block.missing]\nrefused = ["0"]\n'
    Folder(tmp_path, layouts={"survey": wrong})
    with pytest.raises(DefinitionError, match=r"survey.toml:\d+: block.1: '0' is given two"):
        load_programme(tmp_path)


def test_every_tool_whose_columns_can_be_named_can_be_a_layouts_platform():
    assert set(get_args(Platform)) == {*COLUMNS, "spss"}


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("", "neither `keep` nor `leave_out`"),
        ('keep = ["1"]', "both"),
        ('reason = "partial"\nleave_out = { "1" = "test" }', "both"),
        ('leave_out = { "1" = "boring" }', "rows.0.leave_out.1"),
    ],
)
def test_a_row_filter_says_which_rows_count_and_why_others_do_not(rule, message):
    text = SURVEY.replace("[[block]]", f'[[rows]]\ncolumn = "State"\n{rule}\n\n[[block]]', 1)
    assert message in refusal_of(text)
