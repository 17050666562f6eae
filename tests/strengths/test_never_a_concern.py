"""A strength leads to no tier, and a low score on it adds nothing to a list or a letter."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programme_builder import checklist_row, mood_of
from strengths_programme import (
    HIGH,
    ITEMS,
    LOW,
    MIDDLE,
    drop_survey,
    strengths_folder,
)

from screening.errors import DefinitionError
from screening.instruments.library import SHIPPED, instrument_ids
from screening.programme.load import load_programme
from screening.programme.settings import Programme, Screener
from screening.run.scores import TIER_STEPS
from screening.scoring.tier_rule import load_tier_rule
from screening.warehouse import step_text

NO_CONCERN = [
    (name, informant, subscale.id)
    for name in instrument_ids()
    for subscale in SHIPPED.get(name).subscale
    if subscale.kind != "concern"
    for informant in SHIPPED.get(name).informants
]
MOODS = {"S001": mood_of(0), "S002": mood_of(12), "S003": mood_of(20)}
"""Answers that give tier 1, 2 and 3."""
RULE = """id = "small"
version = "1"
approved_by = "screening team"
approved_on = 2026-08-20
source = "a meeting"

[minimum]
words = "One score is needed."
any_of = [{{ instrument = "{name}", informant = "{informant}" }}]

[[rule]]
id = "low_strength"
tier = 2
words = "A low score."
areas = ["wellbeing"]
source = "a meeting"
condition = [
    {{ instrument = "{name}", informant = "{informant}", subscale = "{subscale}", {says} }},
]
"""


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    return load_programme(strengths_folder(tmp_path / "programme").path).settings


@pytest.mark.parametrize(("name", "informant", "subscale"), NO_CONCERN)
@pytest.mark.parametrize("says", ['band = "low"', "percentile_at_most = 5"])
def test_no_tier_rule_can_rest_on_a_strength(programme, tmp_path, name, informant, subscale, says):
    asked = Screener(instrument=name, informant=informant, grades=("7",))
    settings_ = programme.model_copy(update={"screener": (asked,)})
    path = tmp_path / "tier_rule.toml"
    rule = RULE.format(name=name, informant=informant, subscale=subscale, says=says)
    path.write_text(rule, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"(strength|validity) subscale leads to no tier"):
        load_tier_rule(path, programme=settings_, library=SHIPPED)


def test_strengths_and_validity_scores_are_tried_from_every_instrument_that_has_them():
    assert {name for name, _, _ in NO_CONCERN} == {
        *("dsecs_s", "kidscreen_10", "scwbs", "sehs_p", "sehs_s", "wcsd_seca")
    }
    assert len(NO_CONCERN) > 40


@pytest.mark.parametrize("step", [step for step in TIER_STEPS if step != "mart_student_strength"])
def test_no_step_on_the_way_to_a_tier_reads_strengths(step):
    statement = re.sub(r"--[^\n]*", "", step_text(step))
    assert "create or replace table" in statement
    assert not re.search(r"strength|caution", statement)


def test_strengths_are_found_after_the_tiers():
    assert TIER_STEPS[-1] == "mart_student_strength"


def tiers_with(path: Path, answers: dict) -> dict:
    """Return the tier table where every student gives these answers about strengths."""
    folder = strengths_folder(path)
    folder.roster(*MOODS)
    drop_survey(folder, [(ref, mood, answers) for ref, mood in MOODS.items()])
    folder.checklist(*(checklist_row(ref) for ref in MOODS))
    return folder.run().tiers


@pytest.fixture(scope="module")
def with_high(tmp_path_factory: pytest.TempPathFactory) -> dict:
    return tiers_with(tmp_path_factory.mktemp("high") / "programme", HIGH)


def test_the_three_students_have_three_tiers(with_high):
    assert [with_high[ref]["tier"] for ref in MOODS] == [1, 2, 3]


@pytest.mark.parametrize("answers", [LOW, MIDDLE], ids=["low", "middle"])
def test_low_strengths_change_no_cell_of_the_tier_table(tmp_path, with_high, answers):
    assert tiers_with(tmp_path / "programme", answers) == with_high


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.fixed_dictionaries(
        {name: st.lists(st.integers(1, 4), min_size=n, max_size=n) for name, n in ITEMS.items()}
    )
)
def test_no_answers_about_strengths_change_a_tier(tmp_path_factory, with_high, answers):
    path = tmp_path_factory.mktemp("any") / "programme"
    assert tiers_with(path, answers) == with_high
