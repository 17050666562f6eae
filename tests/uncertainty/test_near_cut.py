"""The chance that a second measurement lies on the other side of a cut: exact, and true."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.score_quality.score_counts import ScoreCounts
from screening.uncertainty.doubt_rules import load_doubt_rules
from screening.uncertainty.near_cut import ActedCut, chance_rows, other_side, standard_error

distances = st.floats(-40, 40)
errors = st.floats(0.05, 20)
PSC_TOTAL = ("psc_17", "caregiver", "total")


@given(distances, errors)
def test_the_chance_is_that_of_a_difference_of_two_errors(distance, error):
    expected = norm.sf(abs(distance), scale=error * sqrt(2))
    assert other_side(distance, error=error) == pytest.approx(expected, abs=1e-12)


@given(distances, errors)
def test_the_chance_lies_between_0_and_a_half_and_is_the_same_on_both_sides(distance, error):
    chance = other_side(distance, error=error)
    assert 0 <= chance <= 0.5
    assert chance == other_side(-distance, error=error)


@given(distances, distances, errors)
def test_nearer_the_cut_the_chance_is_never_smaller(one, other, error):
    near, far = sorted((one, other), key=abs)
    assert other_side(near, error=error) >= other_side(far, error=error)


@given(distances, errors, errors)
def test_a_less_exact_measure_is_never_more_certain(distance, one, other):
    exact, rough = sorted((one, other))
    assert other_side(distance, error=exact) <= other_side(distance, error=rough)


def test_at_the_cut_both_sides_are_as_likely():
    assert other_side(0, error=1.86) == 0.5


@given(st.floats(0.1, 30), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_standard_error_falls_with_reliability_and_is_below_the_spread(sd, one, other):
    low, high = sorted((one, other))
    assert standard_error(sd, reliability=high) <= standard_error(sd, reliability=low) < sd


@pytest.mark.parametrize(
    ("score", "expected"), [(15, 0.425), (14, 0.425), (17, 0.172), (10, 0.044)]
)
def test_the_worked_numbers_of_a_checklist(score, expected):
    """PSC-17 total: sd 5.62 (Stoppelbein 2012), reliability 0.89 (Murphy 2016), cut before 15."""
    error = standard_error(5.62, reliability=0.89)
    assert error == pytest.approx(1.864, abs=0.001)
    assert other_side(score - 14.5, error=error) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("at", [10, 13, 14, 15, 16, 19])
def test_simulated_second_measurements_lie_there_as_often_as_said(at):
    """Known truth: any true score as likely as another, whole observed scores, cut before 15."""
    rng = np.random.default_rng(at)
    error = 2.0
    truth = rng.uniform(-10, 40, 4_000_000)
    first, second = (np.round(truth + rng.normal(0, error, truth.size)) for _ in range(2))
    again = second[first == at]
    crossed = np.mean((again >= 15) != (at >= 15))
    # Rounding adds a twelfth to the variance of each of the two measurements.
    whole = sqrt(error**2 + 1 / 12)
    assert crossed == pytest.approx(other_side(at - 14.5, error=whole), abs=0.006)
    assert crossed == pytest.approx(other_side(at - 14.5, error=error), abs=0.012)


def cut(instrument="psc_17", informant="caregiver", subscale="total", rank=1, scheme=None):
    form = form_of(load_instrument(instrument), informant=informant, scheme=scheme)
    return ActedCut(form, subscale, rank)


def counts(*scores, grade="7"):
    """Return counts of (score, band_rank), one student each."""
    rows = [(grade, score, rank, 1) for score, rank in scores]
    names = ["grade", "subscale_score", "band_rank", "student_count"]
    return ScoreCounts(pd.DataFrame(rows, columns=names))


def chances(acted, *scores, error=1.864, grade="7"):
    frame = chance_rows(
        [acted],
        counts={acted.key: counts(*scores, grade=grade)},
        errors={acted.key: error},
        rules=load_doubt_rules().near_cut,
    )
    return {row.subscale_score: row.chance for row in frame.itertuples()}


def test_the_last_score_before_a_cut_and_the_first_past_it_are_equally_near():
    found = chances(cut(), (14, 0), (15, 1))
    assert found[14] == found[15] == other_side(0.5, error=1.864)


def test_only_what_is_likely_enough_is_told():
    found = chances(cut(), *((score, int(score >= 15)) for score in range(35)))
    assert sorted(found) == [13, 14, 15, 16]
    assert min(found.values()) >= load_doubt_rules().near_cut.tell_from


def test_steps_of_four_points_have_their_cut_in_the_middle():
    """WHO-5 goes 48, 52: the cut lies at 50."""
    who = cut("who_5", "self", "percentage")
    found = chances(who, (48, 1), (52, 0), error=4)
    assert found[48] == found[52] == other_side(2, error=4)


def test_where_a_higher_score_is_better_the_same_holds():
    well = cut("scwbs", "self", "wellbeing")
    (low, high), (below, above) = well.form.cuts_of("wellbeing")[0].ranges.values(), (30, 31)
    assert below in (*low, *high)
    found = chances(well, (below, 1), (above, 0), error=3)
    assert found[below] == found[above] == other_side(0.5, error=3)


def test_a_t_score_at_its_cut_is_as_likely_to_lie_on_either_side():
    norms = cut("rcads_25", "self", "total_t", rank=1)
    assert chances(norms, (65.0, 1), (64.6, 0), error=3) == {
        65.0: 0.5,
        64.6: pytest.approx(other_side(0.4, error=3)),
    }


def test_a_vendors_band_against_its_t_score_is_not_said_to_be_near():
    dessa = cut("dessa_mini", "teacher", "total", rank=2)
    assert chances(dessa, (40, 2), (41, 1), error=3)
    assert chances(dessa, (40, 1), (41, 2), error=3) == {}


def test_a_vendors_band_alone_is_never_near():
    levels = cut("saebrs", "teacher", "total", rank=1)
    assert chances(levels, (None, 1), error=3) == {}


def test_without_a_standard_error_nothing_is_near():
    frame = chance_rows(
        [cut()],
        counts={PSC_TOTAL: counts((15, 1))},
        errors={},
        rules=load_doubt_rules().near_cut,
    )
    assert frame.empty
    assert list(frame["words"]) == []


@pytest.mark.parametrize(("score", "tenths"), [(14, 4), (13, 3)])
def test_the_words_say_tenths_and_no_score(score, tenths):
    frame = chance_rows(
        [cut()],
        counts={PSC_TOTAL: counts((score, 0))},
        errors={PSC_TOTAL: 1.864},
        rules=load_doubt_rules().near_cut,
    )
    (words,) = frame["words"]
    assert words == (
        "the caregiver's answers lie close to a cut-point: about"
        f" {tenths} in 10 that a second measurement lies on the other side"
    )


def test_every_cut_of_a_subscale_has_its_own_chance():
    acted = [cut("phq_a", "self", rank=rank, scheme="severity") for rank in (2, 3)]
    frame = chance_rows(
        acted,
        counts={acted[0].key: counts((12, 2))},
        errors={acted[0].key: 2.5},
        rules=load_doubt_rules().near_cut,
    )
    assert [(row.cut_rank, row.chance) for row in frame.itertuples()] == [
        (2, pytest.approx(other_side(2.5, error=2.5))),
        (3, pytest.approx(other_side(2.5, error=2.5))),
    ]
