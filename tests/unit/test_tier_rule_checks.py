"""What a tier rule may not say: bands that are not there, and tier 3 by percentiles alone."""

import re

import pytest
from own_survey import OWN_TIER_RULE, OwnFolder
from programme_texts import TIER_RULE

from screening.errors import DefinitionError
from screening.programme.load import load_programme

WORRY = 'subscale = "worry", percentile_at_least = 90 }'
OWN = '{ instrument = "our_survey", informant = "self", '
MOOD = '{ instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" }'
RULE = """
[[rule]]
id = "extra"
tier = {tier}
needs = {needs}
words = "More than most."
areas = ["internalising"]
source = "Made up."
condition = [{conditions}]
gate = [{gates}]
"""


@pytest.fixture
def refusal(tmp_path):
    def told(tier_rule: str) -> str:
        folder = OwnFolder(tmp_path, tier_rule=tier_rule)
        with pytest.raises(DefinitionError) as fault:
            load_programme(folder.path)
        return fault.value.message

    return told


def extra(*conditions: str, tier: int = 3, needs: int = 1, gates: tuple[str, ...] = ()) -> str:
    listed = (", ".join(each) for each in (conditions, gates))
    texts = dict(zip(("conditions", "gates"), listed, strict=True))
    return OWN_TIER_RULE + RULE.format(tier=tier, needs=needs, **texts)


PERCENTILE = OWN + WORRY
LOW = OWN + 'subscale = "belonging", percentile_at_most = 10 }'


@pytest.mark.parametrize(
    ("conditions", "needs", "gates"),
    [
        ((PERCENTILE,), 1, ()),
        ((PERCENTILE, LOW), 2, ()),
        ((PERCENTILE, MOOD), 1, ()),
        ((PERCENTILE, LOW, MOOD), 2, ()),
        ((PERCENTILE,), 1, (LOW,)),
    ],
)
def test_a_rule_that_percentiles_alone_can_meet_is_no_way_to_tier_3(
    refusal, conditions, needs, gates
):
    said = refusal(extra(*conditions, needs=needs, gates=gates))
    assert "rule 'extra': a score without published cut-points never produces tier 3" in said
    assert re.match(r"tier_rule.toml:[0-9]+: rule\.\d\.condition: ", said)


@pytest.mark.parametrize(
    ("conditions", "tier", "needs", "gates"),
    [
        ((PERCENTILE,), 2, 1, ()),
        ((PERCENTILE, LOW), 2, 2, ()),
        ((PERCENTILE, MOOD), 3, 2, ()),
        ((PERCENTILE,), 3, 1, (MOOD,)),
        ((PERCENTILE, LOW), 3, 1, (LOW, MOOD)),
    ],
)
def test_with_a_band_that_must_hold_a_percentile_may_be_in_any_rule(
    tmp_path, conditions, tier, needs, gates
):
    rule = extra(*conditions, tier=tier, needs=needs, gates=gates)
    loaded = load_programme(OwnFolder(tmp_path, tier_rule=rule).path)
    assert loaded.tier_rule.rule[-1].id == "extra"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (OWN + 'subscale = "worry", percentile_at_most = 10 }', "worry' is worse: write `perc"),
        (OWN + 'subscale = "belonging", percentile_at_least = 90 }', "is better: write `perc"),
        (OWN + 'subscale = "worry", percentile_at_least = 50 }', "greater than 50"),
        (OWN + 'subscale = "worry", percentile_at_least = 100 }', "less than 100"),
        (OWN + 'subscale = "belonging", percentile_at_most = 50 }', "less than 50"),
        (OWN + 'subscale = "worry" }', "needs exactly one of `band`, `percentile_at_least`"),
        (PERCENTILE.replace(" }", ', band = "high" }'), "needs exactly one of `band`"),
        (OWN + 'subscale = "joy", percentile_at_least = 90 }', "not one of belonging, worry"),
        (OWN + 'subscale = "worry", band = "high" }', "name a percentile instead of `band`"),
        (
            MOOD.replace('band = "moderate"', "percentile_at_least = 90"),
            "'total' has published cut-points: name a `band`",
        ),
        (MOOD.replace("moderate", "none_minimal"), "band of least concern: everyone would meet"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused_with_its_line(refusal, wrong, said):
    message = refusal(extra(wrong, tier=2))
    assert said in message
    line = int(re.match(r"tier_rule.toml:([0-9]+): ", message)[1])
    assert extra(wrong, tier=2).splitlines()[line - 1].startswith("condition = ")


@pytest.mark.parametrize(("kind", "words"), [("strength", "a strength"), ("validity", "a valid")])
def test_a_strength_or_a_check_of_the_answers_leads_to_no_tier(tmp_path, kind, words):
    folder = OwnFolder(tmp_path)
    text = folder.instrument.read_text(encoding="utf-8")
    first = text.index('kind = "concern"')
    changed = text[:first] + text[first:].replace('"concern"', f'"{kind}"', 1)
    folder.instrument.write_text(changed, encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"belongs_less_here': {words}.* leads to no tier"):
        load_programme(folder.path)


def test_a_screener_of_the_minimum_that_no_condition_looks_at_is_refused(refusal):
    rule = TIER_RULE.replace(
        "any_of = [", 'any_of = [\n    { instrument = "gad_7", informant = "self" },'
    )
    said = refusal(rule)
    assert said.startswith("tier_rule.toml:10: minimum.any_of.0: no rule's condition looks at")
    assert "'gad_7' by 'self'" in said


def test_a_gate_alone_is_no_look_at_a_screener_of_the_minimum(refusal):
    gated = '{ instrument = "gad_7", informant = "self", subscale = "total", band = "severe" }'
    rule = extra(MOOD, tier=2, gates=(gated,)).replace(
        "any_of = [", 'any_of = [\n    { instrument = "gad_7", informant = "self" },', 1
    )
    assert "no rule's condition looks at 'gad_7' by 'self'" in refusal(rule)


def test_every_fault_is_told_in_the_order_of_the_lines(refusal):
    wrong = OWN + 'subscale = "joy", percentile_at_least = 90 }'
    message = refusal(extra(wrong, PERCENTILE, gates=(wrong,)))
    lines = [int(line.split(":")[1]) for line in message.splitlines()]
    assert lines == sorted(lines)
    assert len(lines) == 3
