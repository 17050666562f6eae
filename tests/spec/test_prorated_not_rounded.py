"""Scores with fractions: RCADS and M&MF keep them, and totals go by all answered items."""

import pytest
from answer_forms import sql_scores_of
from vectors import constant

from screening.instruments.library import load_instrument

NO_SCORE = (None, None)
PANIC = (3, 14, 24, 26, 28, 34, 36, 39, 41)
SEPARATION = (5, 9, 17, 18, 33, 45, 46)
DEPRESSION = (2, 6, 11, 15, 19, 21, 25, 29, 40, 47)


def all_scored(instrument, forms, *, scheme=None):
    """Return subscale -> (score, band) of every form, each of a girl in grade 8."""
    choice = {"informant": "self", "scheme": scheme}
    rows = [("8", "female", answers) for answers in forms]
    return [
        {name: (score, band) for name, (_, _, score, band, _) in each.items()}
        for each in sql_scores_of(load_instrument(instrument), choice, rows)
    ]


def scored(instrument, answers, *, scheme=None):
    """Return subscale -> (score, band) of one form."""
    return all_scored(instrument, [answers], scheme=scheme)[0]


def test_an_rcads_total_is_the_mean_of_all_answers_and_no_sum_of_prorated_subscales():
    answers = constant(47, 0) | dict.fromkeys(PANIC, 1) | dict.fromkeys(PANIC[:2])
    found = scored("rcads_47", answers)
    assert found["panic"][0] == 9
    # The seven points of 35 and of 45 answered items; the sum of the subscales would be 9.
    assert found["total_anxiety"][0] == pytest.approx(7 * 37 / 35)
    assert found["total"][0] == pytest.approx(7 * 47 / 45)


def test_two_blanks_in_every_subscale_still_give_rcads_totals():
    first_two = (4, 7, 3, 14, 2, 6, 5, 9, 1, 13, 10, 16)
    found = scored("rcads_47", constant(47, 1) | dict.fromkeys(first_two))
    assert found["total_anxiety"][0] == pytest.approx(37)
    assert found["total"][0] == pytest.approx(47)


@pytest.mark.parametrize(
    ("items", "without"),
    [
        (SEPARATION, {"separation", "total_anxiety", "total"}),
        (DEPRESSION, {"depression", "total"}),
    ],
)
def test_three_blanks_in_a_subscale_take_the_rcads_totals_with_them(items, without):
    found = scored("rcads_47", constant(47, 1) | dict.fromkeys(items[:3]))
    empty = {name for name, (score, _) in found.items() if score is None}
    assert empty == without | {f"{name}_t" for name in without}


def test_an_rcads_25_total_does_not_wait_for_its_subscales():
    found = scored("rcads_25", constant(25, 2) | dict.fromkeys((1, 4, 8)))
    assert found["depression"] == found["depression_t"] == NO_SCORE
    assert found["total"][0] == pytest.approx(50)


def test_the_fraction_of_a_raw_score_is_in_the_t_score():
    # Nine answers adding up to 13 are 14.44, and T = 64.67; with the fraction cut off it is 63.64.
    answers = constant(25, 0) | {1: 3, 4: 3, 8: 3, 10: 3, 13: 1, 24: None}
    found = scored("rcads_25", answers)
    assert found["depression"][0] == pytest.approx(130 / 9)
    assert found["depression_t"][0] == pytest.approx(50 + 10 * (130 / 9 - 8.08) / 4.34)


def mmf(emotional, behavioural):
    """Return a form whose items count so many points each; None = blank. Item 15 is turned."""
    answers = dict(enumerate([*emotional, *behavioural], start=1))
    return answers | {15: None if answers[15] is None else 2 - answers[15]}


def with_points(points, *, answered, count):
    """Return what items count: `points` over the first `answered`, then blanks."""
    first = [min(2, max(0, points - 2 * place)) for place in range(answered)]
    return [*first, *[None] * (count - answered)]


@pytest.mark.parametrize("scheme", ["two_band", "three_band"])
def test_every_mmf_score_that_can_be_is_expected_up_to_9_and_more_above(scheme):
    tried = [(answered, points) for answered in (7, 8, 9, 10) for points in range(2 * answered + 1)]
    forms = [mmf(with_points(n, answered=of, count=10), [0] * 6) for of, n in tried]
    found = [each["emotional"] for each in all_scored("mmf", forms, scheme=scheme)]
    assert [score for score, _ in found] == pytest.approx([10 * n / of for of, n in tried])
    assert [band == "expected" for _, band in found] == [score <= 9 for score, _ in found]
    # A score of 9.33 cannot be: a prorated score jumps from 9 or less to 10.
    between = {round(score, 2) for score, _ in found if 9 < score < 10 or 11 < score < 12}
    assert between == {11.11, 11.25, 11.43}


@pytest.mark.parametrize(
    ("points", "answered", "band"),
    [(11, 10, "borderline"), (10, 9, "high"), (9, 8, "high"), (8, 7, "high"), (12, 10, "high")],
)
def test_an_mmf_score_over_11_is_in_the_third_band(points, answered, band):
    form = mmf(with_points(points, answered=answered, count=10), [0] * 6)
    assert scored("mmf", form, scheme="three_band")["emotional"][1] == band


def test_an_mmf_behavioural_score_over_5_is_elevated():
    tried = [(answered, points) for answered in (4, 5, 6) for points in range(2 * answered + 1)]
    forms = [mmf([0] * 10, with_points(n, answered=of, count=6)) for of, n in tried]
    found = [each["behavioural"] for each in all_scored("mmf", forms)]
    assert [score for score, _ in found] == pytest.approx([6 * n / of for of, n in tried])
    assert [band for _, band in found] == [
        "expected" if score <= 5 else "elevated" for score, _ in found
    ]
