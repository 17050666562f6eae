"""How many of those pointed out have the need: worked numbers, known truth, and silence."""

from dataclasses import replace

import numpy as np
import pytest
from doubted import make_doubts
from hypothesis import assume, given
from hypothesis import strategies as st
from programme_builder import Folder, mood_of, survey_row
from programme_texts import HEAD, TIER_RULE

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.library import Library
from screening.programme.known_rates import BaseRate
from screening.uncertainty.predictive_value import (
    Estimate,
    PastCut,
    estimated_base_rate,
    lines_of_district,
    lines_of_school,
    predictive_value,
    value_of,
)
from screening.warehouse import open_warehouse
from screening.wilson import Interval

shares = st.floats(0.01, 0.99)
SAEBRS = {"sensitivity": 0.93, "specificity": 0.91}
PHQ_11 = {"sensitivity": 0.895, "specificity": 0.775}
"""Richardson 2010: a score of 11 or more."""


@pytest.mark.parametrize(
    ("figures", "base_rate", "expected"),
    [
        (SAEBRS, 0.216, 0.74),
        (SAEBRS, 0.10, 0.53),
        (SAEBRS, 0.05, 0.35),
        ({"sensitivity": 0.80, "specificity": 0.85}, 0.10, 0.37),
        (PHQ_11, 0.10, 0.31),
    ],
)
def test_the_worked_numbers(figures, base_rate, expected):
    assert predictive_value(base_rate, **figures) == pytest.approx(expected, abs=0.005)


@given(shares, shares, shares, shares)
def test_more_need_makes_more_of_those_pointed_out_right(one, other, sensitivity, specificity):
    low, high = sorted((one, other))
    figures = {"sensitivity": sensitivity, "specificity": specificity}
    assert (
        0
        < predictive_value(low, **figures)
        <= predictive_value(high, **figures) + 1e-12
        <= 1 + 1e-12
    )


@given(shares, shares, shares)
def test_a_better_instrument_than_chance_finds_more_than_the_base_rate(rate, sens, spec):
    value = predictive_value(rate, sensitivity=sens, specificity=spec)
    assert (value >= rate - 1e-12) == (sens + spec >= 1 - 1e-12) or value == pytest.approx(rate)


def counts_at(rate, *, sensitivity, specificity, size=100_000):
    apparent = rate * sensitivity + (1 - rate) * (1 - specificity)
    return PastCut(round(apparent * size), size)


@given(shares, st.floats(0.6, 0.99), st.floats(0.6, 0.99))
def test_the_base_rate_that_gave_the_share_past_the_cut_is_found(rate, sens, spec):
    figures = {"sensitivity": sens, "specificity": spec}
    found = estimated_base_rate(counts_at(rate, **figures), **figures)
    assume(found is not None)
    assert found.share == pytest.approx(rate, abs=0.001)
    assert 0 <= found.interval.low <= found.share <= found.interval.high <= 1


@given(shares, st.floats(0.6, 0.99), st.floats(0.6, 0.99))
def test_the_value_and_its_ends_stay_in_order(rate, sens, spec):
    figures = {"sensitivity": sens, "specificity": spec}
    found = estimated_base_rate(counts_at(rate, size=500, **figures), **figures)
    assume(found is not None)
    value = value_of(found, **figures)
    assert 0 <= value.interval.low <= value.share <= value.interval.high <= 1


def test_the_interval_holds_the_true_base_rate_as_often_as_it_should():
    """Known truth: 15 in 100 have the need; 400 students; 2,000 districts."""
    rng, rate, held = np.random.default_rng(4), 0.15, 0
    for _ in range(2000):
        need = rng.random(400) < rate
        past = np.where(need, rng.random(400) < 0.895, rng.random(400) < 0.225)
        found = estimated_base_rate(PastCut(int(past.sum()), 400), **PHQ_11)
        held += found is not None and found.interval.low <= rate <= found.interval.high
    assert held / 2000 == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize(
    ("past", "banded", "figures"),
    [
        (22, 100, PHQ_11),
        (0, 100, PHQ_11),
        (90, 100, PHQ_11),
        (100, 100, PHQ_11),
        (30, 100, {"sensitivity": 0.5, "specificity": 0.5}),
        (30, 100, {"sensitivity": 0.3, "specificity": 0.6}),
        (0, 0, PHQ_11),
    ],
)
def test_a_share_that_the_figures_cannot_give_says_nothing(past, banded, figures):
    """With 22.5 in 100 pointed out though nobody has the need, 22 are fewer than none give."""
    assert estimated_base_rate(PastCut(past, banded), **figures) is None


def test_an_end_below_nobody_is_nobody():
    found = estimated_base_rate(PastCut(24, 100), **PHQ_11)
    assert found.interval.low == 0
    assert found.share == pytest.approx(0.0224, abs=0.0001)


def test_a_rate_without_an_interval_gives_a_value_without_one():
    assert value_of(Estimate(0.1), **PHQ_11).interval is None
    assert value_of(Estimate(0.1, Interval(0.05, 0.2)), **PHQ_11).interval.low < 0.31


@pytest.mark.parametrize(
    "change",
    [{"low": 0.05}, {"high": 0.2}, {"low": 0.12, "high": 0.2}, {"share": 1.0}, {"source": ""}],
)
def test_a_base_rate_that_cannot_be_is_refused(change):
    content = {"share": 0.1, "source": "County health survey 2024"} | change
    with pytest.raises(DefinitionError):
        build_definition(content, BaseRate, where="programme.toml")


# In a run: PHQ-A with the cut of which the accuracy is published, 11 or more.
HEAD_11 = HEAD.replace(
    'instrument = "phq_a"\ninformant = "self"\n',
    'instrument = "phq_a"\ninformant = "self"\nscheme = "screen_11"\n',
)
CONDITION = '{ instrument = "phq_a", informant = "self", subscale = "total", band = '
RULE_11 = TIER_RULE.replace(
    f'{CONDITION}"moderately_severe"', f'{CONDITION}"at_or_above_cut_point"'
).replace(f'{CONDITION}"moderate"', f'{CONDITION}"at_or_above_cut_point"')
STATED = """
[base_rate.internalising]
share = 0.1
low = 0.05
high = 0.2
source = "County health survey 2024"
"""


def lines(
    tmp_path, *, past, students, head=HEAD_11, rule=RULE_11, more="", schools=("maple", "oak")
):
    """Return the lines of the district, and of a school with students and one without."""
    window = "\n[[window]]"
    folder = Folder(
        tmp_path, schools=schools, head=head.replace(window, more + window, 1), tier_rule=rule
    )
    refs = [f"S{number:03}" for number in range(students)]
    folder.roster(*refs)
    folder.survey(
        *(
            survey_row(ref, mood=mood_of(12 if place < past else 3))
            for place, ref in enumerate(refs)
        )
    )
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_doubts(run, warehouse)
        of_schools = [lines_of_school(run.programme, warehouse, school_id=each) for each in schools]
        return lines_of_district(run.programme, warehouse), *of_schools


WORDS = (
    "Of 10 students pointed out here by the Patient Health Questionnaire for adolescents, 9 items"
    " (PHQ-A), about {} would be found to need support by a full assessment (between {} and {})."
    " This counts on {} in 100 having the need ({})."
)


def test_a_stated_base_rate_gives_the_line(tmp_path):
    district, used, unused = lines(tmp_path, past=3, students=10, more=STATED)
    assert district == used == (WORDS.format(3, 2, 5, 10, "County health survey 2024"),)
    assert unused == ()


def test_without_one_the_base_rate_is_worked_out_from_the_share_past_the_cut(tmp_path):
    """60 of 150 past the cut: (0.4 + 0.775 - 1) / 0.67 = 0.26; 0.26 * 0.895 / 0.4 = 0.58."""
    district, _, _ = lines(tmp_path, past=60, students=150)
    estimated = "worked out from the share pointed out in this window"
    assert district == (WORDS.format(6, 4, 7, 26, estimated),)


@pytest.mark.parametrize(("past", "students"), [(40, 99), (33, 150), (0, 150), (4, 120)])
def test_with_few_students_or_a_share_that_cannot_be_nothing_is_said(tmp_path, past, students):
    assert lines(tmp_path, past=past, students=students)[0] == ()


def test_the_figures_of_another_cut_are_never_used(tmp_path):
    """Acted on at 10; the accuracy is published for 11."""
    found = lines(tmp_path, past=60, students=150, head=HEAD, rule=TIER_RULE, more=STATED)
    assert found == ((), (), ())


def told_with(tmp_path, *, past, **changes):
    """Return the district's lines where few are wrongly pointed out and the figures are others."""
    folder = Folder(tmp_path, head=HEAD_11, tier_rule=RULE_11)
    refs = [f"S{number:03}" for number in range(120)]
    folder.roster(*refs)
    folder.survey(*(survey_row(ref, mood=mood_of(12 if ref < refs[past] else 3)) for ref in refs))
    run = folder.open()
    phq = run.programme.library.get("phq_a")
    figures = {"specificity": 0.99} | changes
    other = tuple(each.model_copy(update=figures) for each in phq.accuracy)
    library = Library(kept={"phq_a": phq.model_copy(update={"accuracy": other})})
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_doubts(run, warehouse)
        return lines_of_district(replace(run.programme, library=library), warehouse)


@pytest.mark.parametrize(("past", "is_said"), [(4, False), (5, True)])
def test_a_count_that_pages_hide_is_told_by_no_line_either(tmp_path, past, is_said):
    """A line about four students of 120 would tell that there are."""
    assert (len(told_with(tmp_path, past=past)) == 1) == is_said


def test_figures_against_another_questionnaire_say_nothing_about_an_assessment(tmp_path):
    assert told_with(tmp_path, past=5, against="screener") == ()


def test_the_programme_names_areas_that_there_are(tmp_path):
    with pytest.raises(DefinitionError, match="base_rate"):
        lines(tmp_path, past=1, students=2, more=STATED.replace("internalising", "moods"))
