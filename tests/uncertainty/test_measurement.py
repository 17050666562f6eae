"""Which spread and which reliability the standard error rests on."""

from math import sqrt

import pytest

from screening.instruments.library import load_instrument
from screening.instruments.reliability import Reliability
from screening.uncertainty.measurement import OwnFigures, standard_errors

ENOUGH = 30


def error_of(instrument, informant, subscale, own=None):
    key = (instrument, informant, subscale)
    found = standard_errors(
        {key: load_instrument(instrument)},
        own={} if own is None else {key: own},
        students_at_least=ENOUGH,
    )
    return found.get(key)


def test_the_windows_own_spread_and_the_published_reliability_come_first():
    own = OwnFigures(scored_count=30, sd=5.0, reliability=0.5)
    assert error_of("psc_17", "caregiver", "total", own) == 5.0 * sqrt(1 - 0.85)


def test_with_too_few_students_the_published_spread_is_used():
    own = OwnFigures(scored_count=29, sd=5.0, reliability=None)
    assert error_of("psc_17", "caregiver", "total", own) == 5.62 * sqrt(1 - 0.85)
    assert error_of("psc_17", "caregiver", "total") == 5.62 * sqrt(1 - 0.85)


def test_without_a_published_reliability_the_windows_own_is_used():
    own = OwnFigures(scored_count=200, sd=4.0, reliability=0.84)
    assert error_of("phq_a", "self", "total", own) == pytest.approx(1.6)


def test_the_published_figures_of_one_informant_are_none_of_another():
    own = OwnFigures(scored_count=200, sd=4.0, reliability=0.75)
    assert error_of("psc_17", "self", "total", own) == 2.0


@pytest.mark.parametrize(
    ("instrument", "informant", "subscale", "own"),
    [
        ("gad_7", "self", "total", None),
        ("phq_a", "self", "total", OwnFigures(200, 4.0, None)),
        ("phq_a", "self", "total", OwnFigures(12, 4.0, 0.84)),
        ("gad_7", "self", "total", OwnFigures(200, 0.0, 0.84)),
        ("psc_17", "caregiver", "attention", OwnFigures(12, 2.0, None)),
        ("saebrs", "teacher", "total", OwnFigures(200, None, None)),
        ("sdq", "teacher", "total_difficulties", OwnFigures(20, 5.0, None)),
    ],
)
def test_where_spread_or_reliability_is_not_known_nothing_is(instrument, informant, subscale, own):
    assert error_of(instrument, informant, subscale, own) is None


def test_a_score_made_from_another_has_the_others_published_reliability():
    raw = Reliability(
        subscale="raw", informant="self", kind="retest", value=0.75, interval_days=14,
        population="students", source="made up", confidence="low",
    )  # fmt: skip
    instrument = load_instrument("who_5").model_copy(update={"reliability": (raw,)})
    key = ("who_5", "self", "percentage")
    own = {key: OwnFigures(scored_count=100, sd=20.0, reliability=0.84)}
    found = standard_errors({key: instrument}, own=own, students_at_least=ENOUGH)
    assert found == {key: pytest.approx(10.0)}


def test_a_second_measurement_says_more_than_how_answers_hang_together():
    own = OwnFigures(scored_count=100, sd=10.0, reliability=0.5)
    psc = load_instrument("psc_17")
    internal, published = psc.reliability
    retest = published.model_copy(update={"value": 0.84})
    both = psc.model_copy(update={"reliability": (internal, retest)})
    key = ("psc_17", "caregiver", "total")
    assert standard_errors({key: both}, own={key: own}, students_at_least=ENOUGH)[
        key
    ] == pytest.approx(4.0)
