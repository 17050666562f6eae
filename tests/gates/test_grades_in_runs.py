"""A rule or a condition for some grades only."""

import pytest
from gated_programme import MOOD_MODERATE, Gated, rule
from programme_builder import mood_of, survey_row
from programme_texts import TIER_RULE

MILD = MOOD_MODERATE.replace("moderate", "mild")
MILD_IN_8 = MILD.replace(" }", ', grades = ["8"] }')


def tiers(folder: Gated, mood: int = 6) -> dict[str, dict]:
    """Return the rows of a seventh-grader and an eighth-grader with the same answers."""
    folder.roster_rows(
        ["S007", "maple", "7", "7B", "en", "yes"], ["S008", "maple", "8", "8B", "en", "yes"]
    )
    folder.survey(*(survey_row(ref, mood=mood_of(mood)) for ref in ("S007", "S008")))
    return folder.run().tiers


@pytest.mark.parametrize(
    "extra",
    [
        rule("older", condition=MILD, more='grades = ["8"]'),
        rule("older", condition=MILD_IN_8),
        rule("older", condition=MILD, gate=MILD, more='grades = ["8"]'),
    ],
)
def test_a_rule_or_condition_holds_in_its_grades_alone(tmp_path, extra) -> None:
    rows = tiers(Gated(tmp_path, tier_rule=TIER_RULE + extra))
    assert {ref: row["tier"] for ref, row in rows.items()} == {"S007": 1, "S008": 2}
    assert {ref: row["rule_ids"] for ref, row in rows.items()} == {"S007": "", "S008": "older"}


def test_a_rule_without_grades_is_for_all(tmp_path) -> None:
    rows = tiers(Gated(tmp_path, tier_rule=TIER_RULE + rule("all", condition=MILD)))
    assert {row["tier"] for row in rows.values()} == {2}


def test_a_rule_for_other_grades_makes_nobody_see_difficulties(tmp_path) -> None:
    rule_text = TIER_RULE + rule("older", condition=MILD, more='grades = ["8"]')
    folder = Gated(tmp_path, tier_rule=rule_text)
    folder.checklist(["S007", *[0] * 17], ["S008", *[0] * 17])
    rows = tiers(folder)
    assert rows["S007"]["views"] == ""
    assert rows["S008"]["views"] == "The student sees difficulties; the caregiver does not."


def test_a_condition_with_grades_counts_towards_what_a_rule_needs_there(tmp_path) -> None:
    two = rule("two", condition=f"{MOOD_MODERATE}, {MILD_IN_8}", more="needs = 2", tier=3)
    rows = tiers(Gated(tmp_path, tier_rule=TIER_RULE + two), mood=12)
    assert {ref: row["tier"] for ref, row in rows.items()} == {"S007": 2, "S008": 3}
