"""Grades as schools write them."""

import pytest
from pydantic import ValidationError

from screening.programme.grades import (
    CANONICAL_GRADES,
    GradeTable,
    canonical_grade,
    load_grade_table,
    usual_age,
)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("6", "6"),
        ("06", "6"),
        ("6th", "6"),
        ("Grade 6", "6"),
        ("  grade   6 ", "6"),
        ("G6", "6"),
        ("KG", "K"),
        ("K", "K"),
        ("0", "K"),
        ("-1", "PK"),
        ("Pre-K", "PK"),
        ("1st", "1"),
        ("12TH GRADE", "12"),
    ],
)
def test_a_spelling_in_use_in_the_us_is_known(text, grade):
    assert canonical_grade(text, country="US") == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [("Year 7", "6"), ("Y7", "6"), ("7", "6"), ("Reception", "PK"), ("year 13", "12")],
)
def test_a_uk_year_is_the_us_grade_above_it_by_one(text, grade):
    assert canonical_grade(text, country="UK") == grade


@pytest.mark.parametrize("text", ["", "13", "Year 7", "six", "6.0", "6/7", "graduate", "0006"])
def test_a_spelling_that_is_not_in_the_table_is_never_guessed(text):
    assert canonical_grade(text, country="US") is None


@pytest.mark.parametrize("grade", CANONICAL_GRADES)
def test_the_canonical_spelling_is_itself_known_in_the_us(grade):
    assert canonical_grade(grade, country="US") == grade


@pytest.mark.parametrize("country", ["US", "UK"])
def test_every_grade_can_be_written_in_every_country(country):
    assert set(load_grade_table().country[country]) == set(CANONICAL_GRADES)


def test_every_listed_spelling_is_written_as_it_is_compared():
    for country, grades in load_grade_table().country.items():
        for grade, spellings in grades.items():
            for spelling in spellings:
                assert canonical_grade(spelling, country=country) == grade


def test_age_rises_by_one_a_grade_from_four():
    assert [usual_age(grade) for grade in CANONICAL_GRADES] == list(range(4, 18))


def test_there_is_no_age_of_an_unknown_grade():
    with pytest.raises(KeyError):
        usual_age("13")


def table(**changes: object) -> dict:
    return {"source": "x", "usual_age": {}, "country": {"US": {"1": ["1"], "2": ["2"]}}} | changes


def test_a_spelling_that_stands_for_two_grades_is_refused():
    with pytest.raises(ValidationError, match="one spelling stands for two grades"):
        GradeTable.model_validate(table(country={"US": {"1": ["1"], "2": ["1"]}}))


def test_a_grade_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="not one of PK, K, 1 to 12"):
        GradeTable.model_validate(table(country={"US": {"13": ["13"]}}))


def test_a_table_without_a_source_is_refused():
    with pytest.raises(ValidationError, match="source"):
        GradeTable.model_validate({k: v for k, v in table().items() if k != "source"})
