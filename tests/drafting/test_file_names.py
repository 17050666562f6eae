"""A layout's id and file pattern, out of the name of one export."""

import fnmatch

import pytest
from pydantic import TypeAdapter

from screening.intake.drafting.file_names import file_pattern, layout_id
from screening.programme.settings import Identifier

NAMES = [
    *("Student Survey (1-69).xlsx", "survey_2026-10-06.csv", "PHQ [final].csv", "Schüler.csv"),
    *("2026.csv", "???.csv", "a*b.csv", "results-survey123456.csv", f"{'long ' * 30}.csv"),
    "Encuesta de otoño.sav",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_is_one_that_a_layout_may_have(name):
    assert TypeAdapter(Identifier).validate_python(layout_id(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_fits_the_file_it_was_made_from(name):
    assert fnmatch.fnmatchcase(name, file_pattern(name))


def test_a_pattern_fits_the_next_export_and_no_other_survey():
    pattern = file_pattern("Student Survey(1-69).xlsx")
    assert fnmatch.fnmatchcase("Student Survey(1-112).xlsx", pattern)
    assert not fnmatch.fnmatchcase("Teacher Survey(1-69).xlsx", pattern)
    assert file_pattern("2026.csv") == "2026.csv"
    assert fnmatch.fnmatchcase("survey_2027_01.csv", file_pattern("survey_2026-10-06.csv"))


def test_an_id_has_no_dates_in_it():
    assert layout_id("survey_2026-10-06.csv") == "survey"
    assert layout_id("2026.csv") == "2026"
