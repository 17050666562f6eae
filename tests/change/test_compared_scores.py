"""Which scores are compared, by which published figure, and who is measured by which yardstick."""

import pytest
from programme_builder import Folder

from screening.change.chance import Chance, _phrase, chance_of
from screening.change.compared_scores import (
    ComparedScore,
    compared_scores,
    published_retest,
    yardstick,
)
from screening.change.definition_tables import scored_with_rows, yardstick_rows
from screening.instruments.library import SHIPPED, load_instrument
from screening.instruments.reliability import Reliability
from screening.programme.load import load_programme


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    return load_programme(Folder(tmp_path_factory.mktemp("scores")).path)


def test_every_score_of_the_tier_rule_is_compared_once(programme):
    wanted = {
        (each.instrument, each.informant, each.subscale)
        for rule in programme.tier_rule.rule
        for each in (*rule.condition, *rule.gate)
    }
    found = [(s.instrument_id, s.informant, s.subscale_id) for s in compared_scores(programme)]
    assert set(found) == wanted
    assert len(found) == len(wanted) > 1


def test_a_higher_score_of_distress_is_worse(programme):
    assert {each.sign for each in compared_scores(programme)} == {1}


@pytest.mark.parametrize(
    ("grade", "subscale_id", "bands"),
    [("3", "e7", ""), ("9", "e7", ""), ("3", "i5", "elementary"), ("3", "i6", "")],
)
def test_only_what_divides_a_score_by_grade_is_its_yardstick(grade, subscale_id, bands):
    teacher = load_instrument("srss_ie")
    assert yardstick(teacher, subscale_id, informant="teacher", grade=grade) == bands


def test_a_t_score_is_measured_by_the_norms_of_its_grades():
    anxiety = load_instrument("rcads_25")
    told = {
        grade: yardstick(anxiety, "total_t", informant="self", grade=grade)
        for grade in ("3", "4", "5", "12")
    }
    assert told["3"] == told["4"] != told["5"] != told["12"]
    raw = {yardstick(anxiety, "total", informant="self", grade=grade) for grade in told}
    assert raw == {""}


def test_every_grade_has_a_yardstick_and_every_instrument_its_facts(programme):
    scores = compared_scores(programme)
    assert len(yardstick_rows(scores, SHIPPED)) == 14 * len(scores)
    names = [name for name, *_ in scored_with_rows(scores, SHIPPED)]
    assert names == sorted({each.instrument_id for each in scores}, key=names.index)


def test_scores_of_which_nothing_is_published_are_named(programme):
    chance = chance_of(programme)
    phrases = (*chance.known, *chance.unknown)
    assert len(phrases) == len(compared_scores(programme))
    assert any("(PHQ-A)" in each and "(students)" in each for each in phrases)


@pytest.mark.parametrize(
    ("instrument_id", "informant", "said"),
    [
        ("gad_7", "self", "(students): 0.83, after 7 days; adults in primary care, United States"),
        ("psc_17", "caregiver", "(caregivers): 0.85, after how long is not printed; children"),
    ],
)
def test_a_known_retest_is_named_with_its_days_and_on_whom_it_was_found(
    instrument_id, informant, said
):
    retest = published_retest(load_instrument(instrument_id), "total", informant=informant)
    assert retest is not None
    assert said in _phrase(ComparedScore(instrument_id, informant, "total", 1, retest), SHIPPED)


def well_being(subscale):
    """Return a shipped questionnaire whose percentage is made from its raw score, with a retest."""
    retest = Reliability(
        subscale=subscale, informant="self", kind="retest", value=0.8, interval_days=14,
        population="made up", source="Made up for tests.", confidence="low",
    )  # fmt: skip
    return load_instrument("who_5").model_copy(update={"reliability": (retest,)})


def test_a_score_that_a_formula_makes_repeats_as_well_as_what_it_is_made_from():
    found = published_retest(well_being("raw"), "percentage", informant="self")
    assert found is not None
    assert found.value == 0.8
    assert published_retest(well_being("percentage"), "raw", informant="self") is None


def test_another_informant_s_retest_is_not_taken():
    assert published_retest(well_being("raw"), "raw", informant="caregiver") is None


@pytest.mark.parametrize(
    ("known", "screeners", "enough"),
    [(1, 1, True), (1, 2, True), (1, 3, True), (1, 4, False), (2, 5, True), (0, 2, False)],
)
def test_at_least_a_third_of_the_screeners_must_have_a_published_retest(known, screeners, enough):
    chance = Chance((0.8,), ("score",) * known, (), screeners, known)
    assert chance.is_enough is enough


def test_a_screener_is_known_where_one_of_its_scores_is(programme):
    chance, scores = chance_of(programme), compared_scores(programme)
    assert chance.screener_count == len({each.screener for each in scores}) < len(scores) + 1
    known = {each.screener for each in scores if each.retest}
    assert chance.known_screener_count == len(known)
    assert chance.retests == tuple(sorted({each.retest.value for each in scores if each.retest}))
