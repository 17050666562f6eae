"""What settings and tier rule may say about gates, nominations and grades; faults at load."""

import pytest
from gated_programme import BY_STAFF, HIGH_CHECKLIST, MOOD_MODERATE, Gated, rule
from programme_texts import HEAD, TIER_RULE

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.programme.gates import Condition, Nominated, scores_of
from screening.programme.load import load_programme
from screening.programme.settings import Screener
from screening.scoring.second_screener import gate_id, opening_rows, opening_scores
from screening.scoring.tier_rule import Rule, definition_rows

MOOD = {"instrument": "phq_a", "informant": "self", "subscale": "total", "band": "moderate"}
OWN_GRADES = MOOD_MODERATE.replace(" }", ', grades = ["7"] }')


def refusal(folder: Gated) -> str:
    with pytest.raises(DefinitionError) as fault:
        load_programme(folder.path)
    return fault.value.message


def with_rule(tmp_path, text: str) -> Gated:
    return Gated(tmp_path, tier_rule=TIER_RULE + text)


def test_a_gate_is_a_condition_or_a_nomination() -> None:
    content = {
        "id": "x",
        "tier": 2,
        "words": "W.",
        "areas": ["attention"],
        "source": "S",
        "condition": [MOOD],
        "gate": [MOOD, {"nominated_by": ["staff"]}],
    }
    made = build_definition(content, Rule, where="here")
    first, second = made.gate
    assert isinstance(first, Condition)
    assert second == Nominated(nominated_by=("staff",))
    assert scores_of(made.gate) == (first,)
    assert made.on_scores == (*made.condition, first)
    assert Rule.model_validate(made.model_dump()) == made


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ('{ nominated_by = ["uncle"] }', "gate.0.nominated_by"),
        ("{ nominated_by = [] }", "gate.0.nominated_by"),
        ('{ nominated_by = ["staff"], band = "moderate" }', "gate.0.band: is not a known key"),
        ('{ instrument = "phq_a", informant = "self" }', "gate.0.subscale: is missing"),
        (MOOD_MODERATE.replace("moderate", "huge"), "gate.0.band: rule 'x': not one of"),
        (MOOD_MODERATE.replace("phq_a", "who_5"), "gate.0.instrument: rule 'x': 'who_5' by 'self'"),
    ],
)
def test_a_gate_that_cannot_be_is_told_with_its_key(tmp_path, gate, said) -> None:
    assert said in refusal(with_rule(tmp_path, rule("x", gate=gate)))


def test_a_nomination_is_no_condition_of_a_rule(tmp_path) -> None:
    """It opens a gate; by itself it leads to no tier."""
    assert "condition.0.nominated_by" in refusal(with_rule(tmp_path, rule("x", condition=BY_STAFF)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (rule("x", more='grades = ["13"]'), "grades: rule 'x': '13' is not a grade"),
        (rule("x", more='grades = ["7", "3"]'), "it can never hold in grade 3: too few"),
        (rule("x", gate=HIGH_CHECKLIST, more='grades = ["3"]'), "the gate never opens: 'psc_17'"),
        (rule("x", gate=OWN_GRADES), "gate.0.grades: rule 'x': a gate has none of its own"),
        (
            rule("x", condition=OWN_GRADES.replace('"7"', '"3"')),
            "condition.0.grades: rule 'x': 'phq_a' by 'self' is not due in grade 3.",
        ),
        (
            rule("x", condition=OWN_GRADES.replace('"7"', '"?"')),
            "condition.0.grades: rule 'x': '?' is not a grade",
        ),
        (
            rule("x", condition=OWN_GRADES, more='grades = ["8"]'),
            "condition.0.grades: rule 'x': grade 7 is not one of the rule's.",
        ),
        (
            rule("x", condition=f"{OWN_GRADES}, {MOOD_MODERATE}", more='needs = 2\ngrades = ["8"]'),
            "grade 7 is not one of the rule's.",
        ),
    ],
)
def test_grades_that_no_screener_is_due_in_are_faults_at_load(tmp_path, text, said) -> None:
    assert said in refusal(with_rule(tmp_path, text))


def test_too_few_conditions_in_a_grade_are_a_fault(tmp_path) -> None:
    two = rule(
        "x", condition=f"{OWN_GRADES}, {HIGH_CHECKLIST}", more='needs = 2\ngrades = ["7", "8"]'
    )
    assert "it can never hold in grade 8: too few of its conditions" in refusal(
        with_rule(tmp_path, two)
    )


def test_a_grade_in_which_nothing_looks_at_a_screener_of_the_minimum_is_a_fault(tmp_path) -> None:
    """Its answers alone could only ever be tier 1 there."""
    only_7 = TIER_RULE.replace("tier = 3\n", 'tier = 3\ngrades = ["7"]\n')
    only_7 = only_7.replace("tier = 2\n", 'tier = 2\ngrades = ["7"]\n')
    said = refusal(Gated(tmp_path, tier_rule=only_7))
    assert "minimum.any_of.0: in grade 8 no rule's condition looks at 'phq_a' by 'self'" in said
    assert "minimum.any_of.1: in grade 8" in said


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (HIGH_CHECKLIST, "only_after.0.instrument: a second screener waits for one that stands"),
        (OWN_GRADES, "only_after.0.grades: a gate has none of its own"),
        (MOOD_MODERATE.replace("moderate", "huge"), "only_after.0.band: not one of"),
        (MOOD_MODERATE.replace("total", "tired"), "only_after.0.subscale: not one of"),
        (MOOD_MODERATE.replace("phq_a", "who_5"), "'who_5' by 'self' is not one of the programme"),
        ('{ nominated_by = ["nobody"] }', "only_after.0.nominated_by"),
    ],
)
def test_what_a_second_screener_cannot_wait_for_is_a_fault_of_the_settings(
    tmp_path, gate, said
) -> None:
    message = refusal(Gated(tmp_path, gate))
    assert message.startswith("programme.toml:")
    assert f"screener.2.{said}" in message or said in message


def test_a_screener_that_stands_later_cannot_open_an_earlier_one(tmp_path) -> None:
    folder = Gated(tmp_path)
    first = 'instrument = "phq_a"\ninformant = "self"\ngrades = ["7", "8"]\n'
    settings = folder.path / "programme.toml"
    text = settings.read_text().replace(first, f"{first}only_after = [{HIGH_CHECKLIST}]\n")
    settings.write_text(text)
    assert "screener.0.only_after.0.instrument" in refusal(folder)


def test_settings_without_gates_load_as_before(tmp_path) -> None:
    loaded = load_programme(Gated(tmp_path).path)
    assert "only_after" not in HEAD
    assert {each.only_after for each in loaded.settings.screener} == {()}
    assert opening_rows(loaded.settings, loaded.library) == []


def test_the_rows_of_a_second_screener_name_its_gate(tmp_path) -> None:
    loaded = load_programme(Gated(tmp_path, MOOD_MODERATE, BY_STAFF).path)
    scored, named = opening_rows(loaded.settings, loaded.library)
    assert (scored["rule_id"], scored["kind"], scored["place"]) == (
        "psc_17/caregiver",
        "screener",
        0,
    )
    assert (scored["instrument_id"], scored["band_rank_at_least"], scored["grades"]) == (
        "phq_a",
        2,
        "7;8",
    )
    assert (named["place"], named["instrument_id"], named["nominated_by"]) == (
        1,
        None,
        "teacher;staff",
    )
    (looked_at,) = opening_scores(loaded.settings)
    assert looked_at.instrument == "phq_a"
    rule_rows = definition_rows(
        loaded.tier_rule, programme=loaded.settings, library=loaded.library
    ).def_tier_condition
    assert {row["kind"] for row in rule_rows} == {"condition", "gate"}
    assert scored.keys() == rule_rows[0].keys()


def test_only_a_second_screener_has_a_gate_and_no_rule_can_have_its_id() -> None:
    content = {"instrument": "phq_a", "informant": "self", "grades": ["7"]}
    first = Screener.model_validate(content)
    second = Screener.model_validate(content | {"only_after": [{"nominated_by": ["self"]}]})
    assert gate_id(first) is None
    assert gate_id(second) == "phq_a/self"
    with pytest.raises(ValueError, match="id"):
        Rule.model_validate(
            {"id": gate_id(second), "tier": 2, "words": "w", "source": "s", "areas": ["attention"]}
            | {"condition": [MOOD]}
        )
