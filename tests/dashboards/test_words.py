"""What the pages say is true: the sentence on chance, checked by simulation."""

import datetime as dt
from importlib.resources import files

import numpy as np
import pytest

from screening.dashboards.words import day, grade_label, grades_in_words, number


def test_half_of_those_at_intensive_support_change_level_with_no_real_change():
    """Two measurements of reliability 0.80, cut at the 80th and 95th percentile."""
    dice = np.random.default_rng(5)
    truth = dice.normal(size=200_000) * np.sqrt(0.8)
    first, second = (truth + dice.normal(size=truth.size) * np.sqrt(0.2) for _ in range(2))
    cut = np.quantile(first, 0.95)
    stayed = (second[first >= cut] >= cut).mean()
    assert stayed == pytest.approx(0.5, abs=0.03)
    text = files("templates").joinpath("pages/parts.html").read_text(encoding="utf-8")
    assert "reliability 0.80" in text
    assert "about half" in text


@pytest.mark.parametrize(
    ("grade", "label"),
    [
        ("PK", "Pre-kindergarten"),
        ("K", "Kindergarten"),
        ("7", "Grade 7"),
        ("unknown", "Grade not known"),
    ],
)
def test_grades_are_said_as_people_say_them(grade, label):
    assert grade_label(grade) == label


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        (("K", "1", "2", "3", "4", "5"), "K to 5"),
        (("10", "9", "12", "11"), "9 to 12"),
        (("7", "8"), "7, 8"),
        (("6", "8", "9"), "6, 8, 9"),
        (("7",), "7"),
        (("11", "12", "unknown"), "11, 12, unknown"),
    ],
)
def test_grades_are_named_from_the_youngest_and_a_run_of_them_by_its_ends(grades, said):
    assert grades_in_words(grades) == said


def test_dates_and_counts_are_written_for_reading():
    assert day(dt.date(2026, 10, 3)) == "3 October 2026"
    assert number(1640) == "1,640"
