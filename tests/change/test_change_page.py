"""docs/change.md: every number that it works out is worked out here again."""

import re
from math import exp, pi, sqrt
from pathlib import Path

import pytest
from scipy.stats import binom, norm

from screening.change.expected_moves import move_shares
from screening.change.rules import load_change_rules
from screening.class_support.rules import load_class_support

PAGE = (Path(__file__).parents[2] / "docs" / "change.md").read_text(encoding="utf-8")
RULE = load_class_support().decision
SAID = {
    "class_plan": "plan for the class",
    "individual": "single students",
    "not_decidable": "too few to tell class from chance",
}


def table_under(heading):
    """Return the cells of the first table behind a heading, without its head."""
    lines = PAGE.split(f"## {heading}")[1].split("\n## ")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("row", table_under("1."), ids=lambda row: row[0])
def test_a_class_of_the_table_is_decided_as_it_says(row):
    flagged, screened = map(int, re.findall(r"\d+", row[0]))
    interval = RULE.interval(flagged, screened=screened)
    assert row[1] == f"{100 * flagged / screened:.0f} %"
    assert row[2] == interval.words()
    assert row[3].startswith(SAID[RULE.decide(flagged, screened=screened)])


def test_the_grade_of_the_example_is_decided_and_its_classes_are_not():
    assert "8 of 22 and 6 of 19; together 14 of 41, 22 to 49 %" in PAGE
    assert RULE.decide(8, screened=22) == RULE.decide(6, screened=19) == "not_decidable"
    assert RULE.decide(14, screened=41) == "class_plan"
    assert RULE.interval(14, screened=41).words() == "22 to 49 %"


def test_about_six_in_ten_classes_at_forty_per_cent_are_told_to_plan():
    found = []
    for size in range(15, 31):
        plans = (n for n in range(size) if RULE.decide(n, screened=size) == "class_plan")
        found.append(binom.sf(next(plans) - 1, size, 0.4))
    assert round(10 * sum(found) / len(found)) == 6
    assert "about 6 in 10 are told to" in PAGE


def test_the_rule_s_numbers_are_those_of_the_page():
    limits = load_change_rules()
    assert (RULE.threshold, RULE.confidence, RULE.minimum_screened) == (0.2, 0.95, 10)
    assert "Under 10 screened students nothing is said" in PAGE
    assert limits.reliable.students_at_least == 30
    assert "fewer than 30 scores" in PAGE
    assert limits.expected.students_at_least == 100
    assert "Nothing under 100 such students" in PAGE
    assert limits.expected.confidence == 0.998
    assert limits.expected.known_share_at_least == 0.33
    assert "at least a third of the screeners" in PAGE


def test_the_published_example_and_the_one_worked_by_hand():
    error = 7.5 * sqrt(2) * sqrt(1 - 0.8)
    assert f"change {error:.2f}, index −{15 / error:.2f}" in PAGE
    spread = sqrt(4 * 60 / 59)
    error = spread * sqrt(2) * sqrt(1 - 0.8)
    limit = load_change_rules().reliable.limit(1) * error
    assert f"SD {spread:.3f} and r 0.80 the error is {error:.3f} and the limit {limit:.2f}" in PAGE


def test_the_limits_for_several_scores():
    limits = [f"{load_change_rules().reliable.limit(count):.2f}" for count in (1, 2, 3)]
    assert f"{limits[0]} for one, {limits[1]} for two, {limits[2]} for three" in PAGE


@pytest.mark.parametrize("row", table_under("3."), ids=lambda row: row[0])
def test_the_moves_by_chance_are_those_of_the_formula(row):
    retest = float(row[0])
    moves = move_shares({1: 0.80, 2: 0.15, 3: 0.05}, retest=retest)
    shown = [(3, 3), (3, 2), (3, 1), (2, 2), (2, 1), (2, 3)]
    assert row[1:7] == [f"{100 * moves[move]:.0f} %" for move in shown]
    assert row[7] == f"{100 * (moves[1, 2] + moves[1, 3]):.1f} %"
    height = exp(-(norm.ppf(0.95) ** 2) / 2) / sqrt(2 * pi)
    assert row[8] == f"{(1 - retest) * height / 0.05:.2f} SD"


def test_the_words_of_the_table_are_those_of_the_list():
    said = [row[0] for row in table_under("2.")]
    spoken = [
        text for each in load_change_rules().words.values() for text in each.model_dump().values()
    ]
    for words in said:
        assert any(text and words in text for text in spoken), words
    assert len(said) == len(load_change_rules().words) - 1, "all but more and fewer together"
