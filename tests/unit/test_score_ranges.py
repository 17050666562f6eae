"""Ends of scores, every score there can be, and how fractions arise."""

import pytest
from invented_instrument import built, derived_facts, facts

from screening.instruments.score_ranges import (
    direction_of,
    is_continuous,
    possible_scores,
    score_range,
)


@pytest.fixture
def instrument():
    return built(derived_facts())


@pytest.mark.parametrize(
    ("subscale", "expected"),
    [("calm", (4, 12)), ("all_items", (8, 24)), ("calm_points", (6, 18))],
)
def test_ends_follow_from_answers_sums_and_tables(instrument, subscale, expected):
    assert score_range(instrument, subscale, "teacher") == expected


def test_the_ends_of_t_scores_are_those_of_the_widest_norm_group(instrument):
    lowest, highest = score_range(instrument, "worry_t", "teacher")
    assert lowest == pytest.approx(50 + 10 * (4 - 6.5) / 1.25)
    assert highest == pytest.approx(50 + 10 * (12 - 6.5) / 1.25)


def test_every_score_there_can_be(instrument):
    assert possible_scores(instrument, "calm", "teacher") == tuple(range(4, 13))
    assert possible_scores(instrument, "calm_points", "teacher")[:3] == (6, 7.5, 9)
    assert possible_scores(instrument, "worry_t", "teacher") is None


def test_a_multiple_has_the_scores_of_its_steps():
    content = facts()
    content["subscale"].append({
        "id": "percentage", "area": "wellbeing", "words": "percent", "source": "manual p. 8",
        "derived": {"rule": "times", "of": "worry", "factor": 4, "source": "manual p. 8"},
    })  # fmt: skip
    scores = possible_scores(built(content), "percentage", "teacher")
    assert scores == tuple(4 * score for score in range(4, 13))


def test_only_norms_and_unrounded_means_make_fractions(instrument):
    continuous = {each: is_continuous(instrument, each) for each in instrument.subscale_ids}
    assert [name for name, is_so in continuous.items() if is_so] == ["worry_t"]
    content = facts()
    content["subscale"][0]["missing"]["rounding"] = "none"
    content["cut_points"][0]["between"] = "upper"
    unrounded = built(content)
    assert is_continuous(unrounded, "calm")
    assert is_continuous(unrounded, "all_items")
    assert not is_continuous(unrounded, "worry")


def test_direction_is_the_subscales_own(instrument):
    assert direction_of(instrument, "calm") == "better"
    assert direction_of(instrument, "worry") == "worse"
