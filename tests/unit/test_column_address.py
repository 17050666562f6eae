"""A layout says which column it means; where a name stands twice, by more than its name."""

import tomllib

import pytest
from programme_builder import SURVEY_HEADER
from programme_texts import SURVEY
from pydantic import ValidationError

from screening.intake.column_address import ColumnAddress
from screening.intake.layout import Layout
from screening.intake.mapping import map_columns, places_of
from screening.intake.text_table import Column, Head, numbered, table_under

QUESTIONS = table_under(
    Head(
        numbered(
            [
                Column("Q5", "Your student code"),
                Column("Q5", "How often?"),
                Column("How are you?", "At school"),
                Column("How are you?", "At “home”"),
                Column("Q 7"),
            ]
        ),
        last_row=2,
    ),
    [],
)


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ({"name": "Q5"}, [0, 1]),
        ({"name": "Q5", "text": "Your student code"}, [0]),
        ({"name": "Q5", "text": "your student code"}, []),
        ({"name": "Q5", "occurrence": 2}, [1]),
        ({"name": "Q5", "occurrence": 3}, []),
        ({"name": "Q5", "text": "How often?", "occurrence": 1}, []),
        ({"name": "How are you?", "text": 'At "home"'}, [3]),
        ({"name": "How\u00a0are  you?", "text": "At school"}, [2]),
        ({"name": "Q\u00a07"}, [4]),
        ({"name": "q5"}, []),
    ],
)
def test_blanks_and_quotes_do_not_matter_and_everything_else_does(address, places):
    assert places_of(QUESTIONS, ColumnAddress(**address)) == places


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"name": "Mood 1"}, "Mood 1"),
        ({"name": "Q5", "text": "Your code"}, "Q5 (Your code)"),
        ({"name": "Q5", "occurrence": 2}, "Q5 #2"),
    ],
)
def test_a_problem_names_the_column_as_the_layout_means_it(address, shown):
    assert str(ColumnAddress(**address)) == shown


@pytest.mark.parametrize("wrong", [{"name": ""}, {"text": "x"}, {"name": "a", "occurrence": 0}])
def test_an_address_without_a_name_or_before_the_first_column_is_refused(wrong):
    with pytest.raises(ValidationError):
        ColumnAddress(**wrong)


def layout_with(student: object, first: object) -> Layout:
    told = tomllib.loads(SURVEY)
    told["student_ref"] = student
    told["block"][0]["columns"]["phq_a_01"] = first
    return Layout.model_validate(told)


def test_columns_of_one_name_are_told_apart_by_their_order():
    layout = layout_with({"name": "Q", "occurrence": 1}, {"name": "Q", "occurrence": 2})
    header = ["Q" if name in {"Student", "Mood 1"} else name for name in SURVEY_HEADER]
    table = table_under(Head(numbered(map(Column, header)), last_row=1), [])
    mapping = map_columns(table, layout, file="survey.csv")
    assert mapping.problems == ()
    places = {each.name: (each.position, each.header) for each in mapping.columns}
    assert places["student_ref"] == (0, "Q #1")
    assert places["phq_a_01"] == (2, "Q #2")


def test_two_addresses_of_one_column_refuse_the_file():
    layout = layout_with("Mood 1", {"name": "Mood 1", "occurrence": 1})
    header = [name for name in SURVEY_HEADER if name != "Student"]
    table = table_under(Head(numbered(map(Column, header)), last_row=1), [])
    mapping = map_columns(table, layout, file="survey.csv")
    assert mapping.refused
    assert [(each.code, each.column) for each in mapping.problems] == [("M302", "Mood 1 #1")]
    assert "student_ref" in mapping.problems[0].message
