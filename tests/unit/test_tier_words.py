"""Who sees what, and what a person decided, in words; every case there can be."""

from itertools import product

import pytest

from screening.scoring.tier_words import (
    RULE_RESULTS,
    decision_words,
    rule_now_rows,
    rule_result,
    view_rows,
)

VIEWS = {(seeing, not_seeing): words for seeing, not_seeing, words in view_rows()}


def test_every_way_to_disagree_has_words_and_no_other() -> None:
    sides = list(product("yn-", repeat=3))
    disagreeing = [each for each in sides if "y" in each and "n" in each]
    names = ("caregiver", "self", "teacher")
    expected = {
        tuple(
            ";".join(name for name, side in zip(names, each, strict=True) if side == wanted)
            for wanted in "yn"
        )
        for each in disagreeing
    }
    assert set(VIEWS) == expected
    assert len(VIEWS) == len(view_rows()) == 12


@pytest.mark.parametrize(
    ("seeing", "not_seeing", "words"),
    [
        ("caregiver", "teacher", "The caregiver sees difficulties; the teacher does not."),
        ("self", "caregiver", "The student sees difficulties; the caregiver does not."),
        (
            "caregiver;self",
            "teacher",
            "The caregiver and the student see difficulties; the teacher does not.",
        ),
        (
            "teacher",
            "caregiver;self",
            "The teacher sees difficulties; the caregiver and the student do not.",
        ),
    ],
)
def test_a_disagreement_is_one_plain_sentence(seeing, not_seeing, words) -> None:
    assert VIEWS[seeing, not_seeing] == words


def test_words_about_the_rule_cover_all_results_then_and_now() -> None:
    rows = {(then, now): words for then, now, words in rule_now_rows()}
    assert set(rows) == set(product(RULE_RESULTS, repeat=2))
    assert rows["3", "3"] == "The rule says: tier 3."
    assert rows["3", "1"] == "At that time the rule said: tier 3. The rule now says: tier 1."
    assert rows["none", "2"] == "At that time the rule said: no tier. The rule now says: tier 2."
    assert all(("now" in words) == (then != now) for (then, now), words in rows.items())


def test_results_and_decisions_in_words() -> None:
    assert [rule_result(each) for each in RULE_RESULTS] == ["no tier", "tier 1", "tier 2", "tier 3"]
    told = decision_words(tier="3", by="Ana {x}", on="2026-10-12", reason="{by} is kept as it is")
    assert told == "Ana {x} decided on tier 3 on 2026-10-12: {by} is kept as it is."
