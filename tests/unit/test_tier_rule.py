"""The tier rule: what a definition may say, and the rows that SQL joins."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.definition import load_definition
from screening.errors import DefinitionError
from screening.instruments.library import SHIPPED
from screening.programme.settings import Programme
from screening.scoring.tier_rule import TierRule, definition_rows, load_tier_rule
from screening.synthetic.plan import load_plan
from screening.synthetic.population import build_schools
from screening.synthetic.programme_files import write_programme

CONDITION = '{ instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" }'
ASKED = '"phq_a", informant = "self" }]'
SMALL = f"""
id = "small"
version = "1"
approved_by = "screening team"
approved_on = 2026-08-20
source = "meeting of 20 August 2026"

[minimum]
words = "One score is needed."
any_of = [{{ instrument = "phq_a", informant = "self" }}]

[[rule]]
id = "mood"
tier = 2
words = "Signs of low mood."
areas = ["internalising"]
source = "meeting of 20 August 2026"
condition = [{CONDITION}]
"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory) -> Programme:
    folder = tmp_path_factory.mktemp("programme")
    plan = load_plan()
    write_programme(folder, schools=build_schools(plan, students=600), windows=plan.window)
    return load_definition(folder / "programme.toml", Programme)


@pytest.fixture
def load(tmp_path: Path, programme: Programme) -> Callable[[str], TierRule]:
    def load_text(text: str) -> TierRule:
        (tmp_path / "tier_rule.toml").write_text(text, encoding="utf-8")
        return load_tier_rule(tmp_path / "tier_rule.toml", programme=programme, library=SHIPPED)

    return load_text


def test_a_rule_loads_and_is_frozen(load):
    rule = load(SMALL)
    assert rule.rule[0].needs == 1
    assert rule.rule[0].gate == ()
    with pytest.raises(Exception, match="frozen"):
        rule.version = "2"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("tier = 2", "teir = 2", "rule.0.teir: is not a known key"),
        ("tier = 2", "tier = 1", "rule.0.tier: Input should be 2 or 3"),
        ('words = "Signs of low mood."\n', "", "rule.0.words: is missing"),
        ("approved_on = 2026-08-20\n", "", "approved_on: is missing"),
        ('areas = ["internalising"]', "areas = []", "rule.0.areas"),
        ('areas = ["internalising"]', 'areas = ["mood"]', "rule.0.areas.0"),
        (
            'areas = ["internalising"]',
            'areas = ["total"]',
            "rule.0.areas.0: Input should be 'internalising'",
        ),
        (
            'areas = ["internalising"]',
            'areas = ["internalising"]\nneeds = 2',
            "needs more conditions",
        ),
        ('areas = ["internalising"]', 'areas = ["internalising"]\nneeds = 0', "rule.0.needs"),
        (
            'band = "moderate"',
            'band = "raised"',
            "rule.0.condition.0.band: rule 'mood': not one of none_m",
        ),
        (
            'subscale = "total"',
            'subscale = "e7"',
            "rule.0.condition.0.subscale: rule 'mood': not one",
        ),
        (
            'subscale = "total"',
            'subscale = "total", scheme = "screen"',
            "0.scheme: rule 'mood': the programme bands this screener by 'severity'",
        ),
        (
            '[{ instrument = "phq_a", informant = "self", s',
            '[{ instrument = "phq_b", informant = "self", s',
            "0.instrument: rule 'mood': 'phq_b' by 'self' is not one of the programme's",
        ),
        (
            '[{ instrument = "phq_a", informant = "self", s',
            '[{ instrument = "phq_a", informant = "teacher", s',
            "'phq_a' by 'teacher' is not one of the programme's screeners",
        ),
        (
            'any_of = [{ instrument = "phq_a"',
            'any_of = [{ instrument = "sdq"',
            "minimum.any_of.0: 'sdq' by 'self' is not one of the programme's screeners",
        ),
        ("any_of = [{", "any_of = [] #", "minimum.any_of"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_and_key(load, right, wrong, message):
    assert right in SMALL
    with pytest.raises(DefinitionError) as refusal:
        load(SMALL.replace(right, wrong, 1))
    assert message in refusal.value.message
    lines = refusal.value.message.split("\n")
    assert all(re.match(r"tier_rule\.toml:[0-9]+: ", line) for line in lines)


def test_a_rule_without_a_source_is_refused(load):
    head, _, tail = SMALL.rpartition('source = "meeting of 20 August 2026"\n')
    with pytest.raises(DefinitionError, match=r"tier_rule.toml:12: rule.0.source: is missing"):
        load(head + tail)


def test_two_rules_with_one_id_are_refused(load):
    again = SMALL[SMALL.index("[[rule]]") :]
    with pytest.raises(DefinitionError, match=r"two \[\[rule\]\] entries have the same id"):
        load(SMALL + again)


def test_every_fault_is_told_at_once(load):
    text = SMALL.replace('band = "moderate"', 'band = "raised"').replace(
        'any_of = [{ instrument = "phq_a"', 'any_of = [{ instrument = "sdq"'
    )
    with pytest.raises(DefinitionError) as refusal:
        load(text)
    assert len(refusal.value.message.split("\n")) == 2


def test_an_absent_file_is_named(tmp_path, programme):
    with pytest.raises(DefinitionError, match=r"tier_rule.toml: there is no such file"):
        load_tier_rule(tmp_path / "tier_rule.toml", programme=programme, library=SHIPPED)


def test_a_gate_is_checked_like_a_condition(load):
    with pytest.raises(DefinitionError, match=r"rule.0.gate.0.band: rule 'mood': not one of"):
        load(SMALL + "gate = [" + CONDITION.replace("moderate", "raised") + "]")


def test_a_subscale_without_cut_points_cannot_lead_to_a_tier(tmp_path, programme):
    """PSC-17 as answered by young people has scores and no bands."""
    young = {"instrument": "psc_17", "informant": "self", "grades": ["6"]}
    asked = [*(each.model_dump() for each in programme.screener), young]
    wider = Programme.model_validate({**programme.model_dump(), "screener": asked})
    path = tmp_path / "tier_rule.toml"
    other = CONDITION.replace("phq_a", "psc_17").replace("moderate", "at_or_above_cut_point")
    path.write_text(SMALL.replace(CONDITION, other), encoding="utf-8")
    with pytest.raises(DefinitionError, match="'screen' has no cut-points for it"):
        load_tier_rule(path, programme=wider, library=SHIPPED)


def test_a_band_becomes_its_rank_and_the_scheme_is_filled_in(load, programme):
    rows = definition_rows(load(SMALL), programme=programme, library=SHIPPED)
    assert rows.def_tier_rule == [
        {
            "rule_id": "mood",
            "tier": 2,
            "words": "Signs of low mood.",
            "needs": 1,
            "gate_count": 0,
            "areas": "internalising",
        }
    ]
    assert rows.def_tier_condition == [
        {
            "rule_id": "mood",
            "kind": "condition",
            "place": 0,
            "instrument_id": "phq_a",
            "informant": "self",
            "subscale_id": "total",
            "scored_from_id": "total",
            "scheme": "severity",
            "band_rank_at_least": 2,
            "percentile_at_least": None,
            "percentile_at_most": None,
            "percentile_words": None,
            "grades": None,
            "nominated_by": None,
            "is_of_minimum": True,
        }
    ]


def test_a_screener_without_a_scheme_is_banded_by_the_instruments_first(load, programme):
    other = '{ instrument = "srss_ie", informant = "teacher", subscale = "e7", band = "high" }'
    rows = definition_rows(
        load(SMALL.replace(CONDITION, other).replace(ASKED, '"srss_ie", informant = "teacher" }]')),
        programme=programme,
        library=SHIPPED,
    )
    assert rows.def_tier_condition[0]["scheme"] == "three_band"
    assert rows.def_tier_condition[0]["band_rank_at_least"] == 2


def test_a_gate_is_a_row_of_its_kind(load, programme):
    gate = CONDITION.replace("phq_a", "gad_7").replace("moderate", "mild")
    rows = definition_rows(load(f"{SMALL}gate = [{gate}]"), programme=programme, library=SHIPPED)
    kinds = {row["kind"]: row["instrument_id"] for row in rows.def_tier_condition}
    assert kinds == {"condition": "phq_a", "gate": "gad_7"}


def test_no_condition_can_name_a_critical_item(load):
    """A condition has no key for an item, so a critical item can never set a tier."""
    with pytest.raises(DefinitionError, match=r"condition.0.item: is not a known key"):
        load(SMALL.replace('band = "moderate"', 'band = "moderate", item = "phq_a_09"'))
