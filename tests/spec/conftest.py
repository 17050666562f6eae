"""Spec tests score through the same door as `screening score`: a CSV in, rows out."""

import sys
from pathlib import Path

import pytest
from vectors import write_answers

from screening.scoring.answers_csv import StudentColumns
from screening.scoring.score_csv import score_file

# The plain reference scorer has its place among the property tests.
sys.path.append(str(Path(__file__).parents[1] / "property"))


@pytest.fixture
def score(tmp_path):
    """Return a function: named rows of answers → name → subscale → (score, band, band_rank)."""

    def scored(instrument, rows, *, informant, grades=None, **choices):
        path = tmp_path / "answers.csv"
        write_answers(path, instrument, rows, grades=grades)
        column = "grade" if grades else None
        result = score_file(
            path, instrument=instrument, informant=informant, columns=StudentColumns(column),
            licence_stated=True, **choices,
        )  # fmt: skip
        assert [found for found in result.problems if found.severity != "advisory"] == []
        found = {name: {} for name in rows}
        for row in result.scores:
            found[row[0]][row[5]] = (row[8], row[9], row[10])
        return found

    return scored


@pytest.fixture
def critical(tmp_path):
    """Return a function: named rows of answers → rows of (name, item, answer, reason)."""

    def found(instrument, rows, *, informant):
        path = tmp_path / "answers.csv"
        write_answers(path, instrument, rows)
        result = score_file(path, instrument=instrument, informant=informant)
        return [(row[0], *row[2:]) for row in result.critical]

    return found
