"""The numbers of docs/uncertainty.md are those that the program finds."""

import re
import tomllib
from math import sqrt
from pathlib import Path

import pytest

from screening.instruments.library import load_instrument
from screening.instruments.reliability import reliability_of, spread_of
from screening.programme.known_rates import BaseRate
from screening.uncertainty.class_effects import ClassScores, apart, class_effects, variances
from screening.uncertainty.doubt_rules import load_doubt_rules
from screening.uncertainty.near_cut import other_side, standard_error
from screening.uncertainty.predictive_value import PastCut, estimated_base_rate, predictive_value

PAGE = Path(__file__).resolve().parents[2] / "docs" / "uncertainty.md"
TEXT = PAGE.read_text(encoding="utf-8")
FLAT = " ".join(TEXT.replace("\n> ", " ").split())
RULES = load_doubt_rules()


def rows(heading):
    """Return the cells of the table whose first column has this heading."""
    found = re.search(rf"^\| {heading} .*\n\|[-| ]+\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[1].splitlines()]


def test_the_checklists_standard_error_is_that_of_the_published_figures():
    psc = load_instrument("psc_17")
    sd = spread_of(psc, "total", informant="caregiver").sd
    r = reliability_of(psc, "total", informant="caregiver", kind="internal").value
    assert f"sd {sd}, r {r}, SEM {standard_error(sd, reliability=r):.2f}." in FLAT


@pytest.mark.parametrize("row", rows("score"), ids=lambda row: row[0])
def test_each_chance_near_a_cut_is_as_printed(row):
    score, distance, chance, said = row
    away = abs(int(score) - 14.5)
    found = other_side(away, error=standard_error(5.62, reliability=0.89))
    assert (away, f"{found:.2f}") == (float(distance), chance)
    assert (found >= RULES.near_cut.tell_from) == (said == "yes")


def test_the_quoted_words_are_those_of_the_rules():
    near, ratings = RULES.near_cut, RULES.class_ratings
    assert near.words.format(who=near.who["caregiver"], tenths=4) in FLAT
    assert RULES.old.told in FLAT
    name = load_instrument("srss_ie").subscale[0].words
    assert ratings.words["strict"].format(name=name, others="students") in FLAT
    value = RULES.predictive_value
    words, between = value.words, value.between.format(low=4, high=7)
    told = words.format(title="…", tenths=6, between=between, percent=0, basis="")
    assert told.split(". This counts")[0] in FLAT


def test_the_limits_are_those_of_the_rules():
    ratings, near = RULES.class_ratings, RULES.near_cut
    assert f"from below {near.tell_from};" in FLAT
    assert f"if there are {near.students_at_least} or more" in FLAT
    assert f"more than {RULES.old.days_at_most} days older" in FLAT
    assert (
        f"fewer than {ratings.students_per_class} ratings, of schools with fewer than"
        f" {ratings.classes_per_school} such classes, where there are fewer than"
        f" {ratings.classes_in_all} in all"
    ) in FLAT
    assert ratings.apart_from == 2
    assert f"from fewer than {RULES.predictive_value.students_at_least} students" in FLAT


def test_the_three_classes_are_as_worked_out():
    school = [ClassScores("maple", "3", f"3-{mean}", 10, mean, 90.0) for mean in (4, 5, 9)]
    spread = variances(school)
    third = class_effects(school, spread=spread)[2]
    assert (spread.within, spread.between) == (pytest.approx(10), pytest.approx(6))
    kept = third.effect / (9 - third.school_mean)
    assert f"6 / 16 = {spread.share_between:.3f} of" in FLAT
    assert f"each keeps {kept:.2f} of its distance from {third.school_mean:.0f}" in FLAT
    assert f"stands {third.effect:.2f} points above" in FLAT
    assert (
        f"{apart(third, spread=spread):.2f} standard deviations between classes: not apart" in FLAT
    )
    assert kept == pytest.approx(10 * 6 / (10 * 6 + 10))
    assert third.effect / sqrt(6) < RULES.class_ratings.apart_from


@pytest.mark.parametrize("row", rows("sensitivity"), ids=" ".join)
def test_each_predictive_value_is_as_printed(row):
    sensitivity, specificity, base_rate, printed = map(float, row)
    found = predictive_value(base_rate, sensitivity=sensitivity, specificity=specificity)
    assert f"{found:.2f}" == f"{printed:.2f}"


def test_the_base_rate_worked_back_is_as_printed():
    figures = {"sensitivity": 0.895, "specificity": 0.775}
    found = estimated_base_rate(PastCut(60, 150), **figures)
    value = predictive_value(found.share, **figures)
    assert f"p = {found.share:.2f} and {value:.2f} of those past the cut" in FLAT


def test_the_setting_shown_is_one_that_loads():
    block = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    assert BaseRate(**tomllib.loads(block)["base_rate"]["internalising"]).share == 0.1
