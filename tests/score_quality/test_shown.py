"""What analysts may see: minimum, hidden parts, rounded counts, no figure of a uniform score."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_score_counts import counted

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.programme.settings import Suppression
from screening.score_quality.form_answers import Speed
from screening.score_quality.quality import ScreenerQuality, SubscaleQuality
from screening.score_quality.reliability import Coefficient, Reliability
from screening.score_quality.score_counts import CutReach
from screening.score_quality.shown import HIDDEN, answering_table, part, score_table
from screening.wilson import Interval

SUPPRESSION = Suppression()
GOOD = Reliability(
    203,
    alpha=Coefficient(0.8512, Interval(0.8234, 0.8777)),
    omega=Coefficient(0.8634, Interval(0.8401, 0.8849)),
)
SPREAD = ((0, 60), (4, 80), (9, 42), (12, 20))


def subscale(*rows, **changes):
    plain = SubscaleQuality(
        id="total",
        words="mood and energy items",
        item_count=9,
        counts=counted(*(rows or SPREAD)),
        reliability=GOOD,
        standard_error=1.2345,
        at_floor=60,
        at_ceiling=0,
        cut_band="moderate",
        reach=CutReach(judged_count=202, near_count=42, other_side_share=0.061),
    )
    return replace(plain, **changes)


def screener(*subscales, complete=203, straight=7, timed=200, fast=12):
    form = form_of(load_instrument("phq_9"), informant="self")
    return ScreenerQuality(form, tuple(subscales), complete, straight, Speed(timed, fast))


def row(*subscales):
    text = score_table([screener(*subscales)], suppression=SUPPRESSION)
    return next(csv.DictReader(io.StringIO(text)), None)


def forms(**changes):
    text = answering_table([screener(**changes)], suppression=SUPPRESSION)
    return next(csv.DictReader(io.StringIO(text)))


def test_a_whole_row():
    assert row(subscale()) == {
        "instrument_id": "phq_9",
        "instrument_version": load_instrument("phq_9").version,
        "informant": "self",
        "subscale_id": "total",
        "item_count": "9",
        "scored_count": "200",
        "missing_count": "0",
        "mean": "4.6",
        "sd": "4.0",
        "complete_count": "205",
        "alpha": "0.85",
        "alpha_low": "0.82",
        "alpha_high": "0.88",
        "omega": "0.86",
        "omega_low": "0.84",
        "omega_high": "0.88",
        "standard_error": "1.23",
        "floor_percent": "30",
        "ceiling_percent": "0",
        "cut_band": "moderate",
        "near_cut_percent": "21",
        "other_side_percent": "6",
        "reason": "",
    }


@pytest.mark.parametrize(("students", "is_there"), [(9, False), (10, True)])
def test_a_row_needs_the_programme_s_minimum_of_students(students, is_there):
    rows = ((0, students - 5), (3, 5))
    assert (row(subscale(*rows)) is not None) == is_there


@pytest.mark.parametrize(("students", "is_hidden"), [(29, True), (30, False)])
def test_a_mean_needs_thirty_students(students, is_hidden):
    found = row(subscale((0, students - 10), (3, 10), at_floor=students - 10))
    assert (found["mean"] == HIDDEN, found["sd"] == HIDDEN) == (is_hidden, is_hidden)


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    [
        (0, 100, 0),
        (1, 100, HIDDEN),
        (4, 100, HIDDEN),
        (5, 100, 5),
        (95, 100, 95),
        (96, 100, HIDDEN),
        (100, 100, HIDDEN),
        (5, 10, 50),
        (0, 9, HIDDEN),
        (None, 100, None),
        (0, 0, None),
    ],
)
def test_a_part_is_shown_only_where_it_and_the_rest_are_large_enough(count, of, shown):
    assert part(count, of=of, suppression=SUPPRESSION) == shown


@given(st.integers(0, 400), st.integers(0, 400), st.integers(5, 30), st.integers(2, 30))
def test_no_shown_part_is_small_whatever_the_settings(count, rest, minimum, few):
    settings = Suppression(minimum=minimum, numerator_minimum=few)
    shown = part(count, of=count + rest, suppression=settings)
    if shown not in (None, HIDDEN):
        assert count + rest >= minimum
        assert count == 0 or count >= few
        assert rest >= few


@pytest.mark.parametrize(("others", "is_hidden"), [(0, True), (4, True), (5, False)])
def test_where_nearly_all_have_one_score_no_figure_is_shown(others, is_hidden):
    found = row(subscale((0, 200), (7, others), at_floor=200))
    figures = ("mean", "sd", "alpha", "omega_low", "standard_error", "other_side_percent")
    assert {found[name] == HIDDEN for name in figures} == {is_hidden}
    assert found["reason"] == ("too_uniform" if is_hidden else "")


def test_few_missing_scores_are_hidden_and_more_are_rounded():
    assert row(subscale(*SPREAD, (None, 4)))["missing_count"] == HIDDEN
    assert row(subscale(*SPREAD, (None, 13)))["missing_count"] == "15"


@given(st.integers(0, 3))
def test_one_student_more_changes_no_count(more):
    """203 to 206 students are all 205 to a reader."""
    assert row(subscale((0, 60), (4, 83), (9, 60 + more)))["scored_count"] == "205"


def test_few_complete_forms_are_not_counted():
    few = Reliability(7, reason="few_complete")
    found = row(subscale(reliability=few, standard_error=None, reach=None))
    assert (found["complete_count"], found["alpha"], found["omega"]) == (HIDDEN, "", "")
    assert (found["standard_error"], found["near_cut_percent"]) == ("", "")
    assert found["reason"] == "few_complete"


def test_a_small_number_near_the_cut_hides_the_share_too():
    found = row(subscale(reach=CutReach(202, 3, 0.061)))
    assert (found["near_cut_percent"], found["other_side_percent"]) == (HIDDEN, HIDDEN)


def test_no_lowest_highest_or_past_the_cut_is_a_column():
    names = " ".join(row(subscale()))
    assert not any(word in names for word in ("min_", "max_", "past", "above"))


def test_a_row_about_forms():
    assert forms() == {
        "instrument_id": "phq_9",
        "instrument_version": load_instrument("phq_9").version,
        "informant": "self",
        "complete_count": "205",
        "straight_lined_percent": "3",
        "timed_count": "200",
        "fast_percent": "6",
    }


def test_ways_of_answering_that_are_not_known_are_empty_and_small_ones_hidden():
    found = forms(straight=None, timed=0, fast=0)
    assert (found["straight_lined_percent"], found["fast_percent"]) == ("", "")
    found = forms(straight=4, timed=200, fast=1)
    assert (found["straight_lined_percent"], found["fast_percent"]) == (HIDDEN, HIDDEN)
