"""The quality of scores in words, and advice at exactly the makers' shares."""

from dataclasses import replace

import pandas as pd
import pytest
from test_shown import GOOD, SUPPRESSION, screener, subscale

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.score_quality.limits import load_limits
from screening.score_quality.lines import advice_lines, screener_line
from screening.score_quality.quality import screener_quality
from screening.score_quality.reliability import Reliability
from screening.score_quality.score_counts import CutReach

LIMITS = load_limits()
TITLE = "Patient Health Questionnaire"


def line(*subscales, **changes):
    return screener_line(screener(*subscales, **changes), limits=LIMITS, suppression=SUPPRESSION)


def advice(*rows):
    """Return advice for (school_id, grade, banded, past) rows about one score."""
    columns = ["school_id", "grade", "banded_count", "past_count"]
    frame = pd.DataFrame(rows, columns=columns).assign(
        instrument_id="phq_9", informant="self", subscale_id="total"
    )
    return advice_lines(
        frame,
        [screener(subscale())],
        schools={"oak": "Oak school", "elm": "Elm school"},
        advice=LIMITS.advice,
        suppression=SUPPRESSION,
    )


def test_a_whole_line():
    said = line(subscale(), straight=None, timed=0, fast=0)
    assert said.startswith(TITLE)
    assert said.endswith(
        ", students, mood and energy items: answers hang together well (omega 0.86, 0.84 to 0.88);"
        " 21 % lie so near the cut that the chance of the other side is 1 in 6 or more."
    )


def test_alpha_stands_in_where_there_is_no_omega():
    said = line(subscale(reliability=Reliability(203, alpha=GOOD.alpha, reason="two_items")))
    assert "(alpha 0.85, 0.82 to 0.88)" in said


@pytest.mark.parametrize(("value", "words"), [(0.8957, "very well"), (0.8943, "together well")])
def test_the_words_fit_the_number_that_is_printed(value, words):
    found = replace(GOOD, omega=replace(GOOD.omega, value=value))
    assert words in line(subscale(reliability=found))


@pytest.mark.parametrize("reason", ["few_complete", "one_item", "negative_covariance"])
def test_without_reliability_the_reason_is_said(reason):
    none = Reliability(20, reason=reason)
    said = line(subscale(reliability=none, standard_error=None, reach=None))
    assert LIMITS.reasons[reason] in said
    assert "omega 0" not in said


def test_too_few_students_get_no_figures_and_that_is_said():
    assert "fewer than 10 students, so no figures" in line(subscale((0, 4), (3, 5)))


def test_a_uniform_score_gets_no_figures_and_that_is_said():
    said = line(subscale((0, 200), (7, 2)))
    assert LIMITS.reasons["too_uniform"] in said
    assert "0.86" not in said


def test_a_small_number_near_the_cut_is_not_said():
    assert "near the cut" not in line(subscale(reach=CutReach(202, 3, 0.06)))


def test_ways_of_answering_are_said_where_they_may_be_shown():
    said = line(subscale(), straight=7, timed=200, fast=12)
    assert "3 % of complete forms have the same answer throughout" in said
    assert "6 % were filled in at under 2 seconds an item" in said


@pytest.mark.parametrize("count", [0, 4])
def test_none_and_few_are_not_said(count):
    said = line(subscale(), straight=count, timed=200, fast=count)
    assert "throughout" not in said
    assert "seconds" not in said


def test_nobody_answered():
    assert line() is None


def test_the_total_stands_for_the_screener():
    psc = form_of(load_instrument("psc_17"), informant="caregiver")
    parts = [subscale(id=name, words=name) for name in ("internalising", "attention")]
    both = replace(screener(*parts, subscale(words="all items")), form=psc)
    said = screener_line(both, limits=LIMITS, suppression=SUPPRESSION)
    assert said.count("omega") == 1
    assert ", caregivers, all items:" in said


def test_two_scores_of_the_same_items_are_told_apart_by_their_grades():
    srss = form_of(load_instrument("srss_ie"), informant="teacher")
    speed, counts = screener().speed, subscale().counts
    described = screener_quality(
        srss,
        counts=dict.fromkeys(("e7", "i5", "i6"), counts),
        ranks=dict.fromkeys(("e7", "i5", "i6"), 1),
        answers=None,
        speed=speed,
        limits=LIMITS,
    )
    said = screener_line(described, limits=LIMITS, suppression=SUPPRESSION)
    assert "classroom conduct items:" in said
    assert "low mood items, grades K to 5:" in said
    assert "low mood items, grades 6 to 12:" in said


def test_without_a_total_each_cut_acted_on_is_spoken_of_else_the_longest():
    parts = [subscale(id="a", words="first"), subscale(id="b", words="second", item_count=12)]
    assert line(*parts).count("omega") == 2
    quiet = [replace(part, cut_band=None, reach=None) for part in parts]
    said = line(*quiet)
    assert "second" in said
    assert "first" not in said


@pytest.mark.parametrize(
    ("banded", "past", "word"),
    [
        (400, 100, None),
        (400, 101, "more than 25 %"),
        (400, 20, None),
        (400, 19, "fewer than 5 %"),
        (140, 7, None),
        (140, 6, "fewer than 5 %"),
        (100, 0, "fewer than 5 %"),
        (100, 100, "more than 25 %"),
    ],
)
def test_advice_begins_beyond_the_makers_shares(banded, past, word):
    said = advice((None, None, banded, past))
    assert [word in each for each in said] == ([] if word is None else [True])


@pytest.mark.parametrize(("banded", "is_given"), [(99, False), (100, True)])
def test_groups_need_so_many_that_five_per_cent_may_be_shown(banded, is_given):
    assert bool(advice(("oak", None, banded, 0))) == is_given
    assert bool(advice((None, None, banded, banded))) == is_given


def test_groups_of_one_score_share_a_line_and_are_named():
    said = advice(
        (None, None, 1000, 400),
        ("oak", None, 600, 300),
        ("elm", None, 400, 120),
        (None, "10", 500, 200),
        (None, "9", 500, 200),
    )
    assert len(said) == 1
    assert "(all students, Elm school, Oak school, grade 9, grade 10)" in said[0]


def test_a_school_that_is_the_whole_district_is_not_said_twice():
    assert "(all students)" in advice((None, None, 300, 200), ("oak", None, 300, 200))[0]


def test_one_school_may_be_high_and_another_low():
    said = advice((None, None, 400, 60), ("oak", None, 200, 60), ("elm", None, 200, 0))
    assert ["more than 25 % are past the cut-point (Oak school)" in each for each in said] == [
        True,
        False,
    ]
    assert "fewer than 5 % are past the cut-point (Elm school)" in said[1]


def test_advice_says_that_nothing_was_changed():
    assert "no cut-point was changed" in advice((None, None, 400, 200))[0]
