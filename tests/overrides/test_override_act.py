"""The act by which a person decides a tier: checked before it is written down."""

import pytest

from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.overrides.override_act import (
    LONGEST_NAME,
    LONGEST_REASON,
    TieredStudent,
    override_act,
)
from screening.overrides.stored import COLUMNS, store_overrides
from screening.warehouse import open_warehouse

STUDENT = TieredStudent(
    window_id="2026_autumn",
    school_id="maple",
    student_ref="S001",
    rule_tier=3,
    can_be_decided=True,
)
NO_TIER = TieredStudent("2026_autumn", "maple", "S001", rule_tier=None, can_be_decided=True)
GIVEN = {
    "tier": "2",
    "reason": "Known to the team",
    "by": "Ana Ortiz",
    "at": "2026-10-12",
    "source": "command",
}


def act(student: TieredStudent = STUDENT, **changes: str) -> Act:
    return override_act(student, **(GIVEN | changes))


def test_the_act_says_who_decided_what_why_and_what_the_rule_said() -> None:
    assert act() == Act(
        kind="override",
        window_id="2026_autumn",
        school_id="maple",
        student_ref="S001",
        subject="S001",
        field="tier",
        old="3",
        new="2",
        reason="Known to the team",
        by="Ana Ortiz",
        at="2026-10-12",
        source="command",
    )


@pytest.mark.parametrize("tier", ["1", "2", "3", "rule"])
def test_three_tiers_or_back_to_the_rule(tier) -> None:
    assert act(tier=tier).new == tier


@pytest.mark.parametrize("tier", ["", "0", "4", "Rule", "none", "2 ", "two"])
def test_any_other_word_is_refused(tier) -> None:
    with pytest.raises(RefusedDataError, match="A tier is decided as 1, 2, 3 or `rule`"):
        act(tier=tier)


@pytest.mark.parametrize("reason", ["", "  ", "\n\t", "\u200b", "x" * (LONGEST_REASON + 1)])
def test_a_decision_needs_a_reason(reason) -> None:
    with pytest.raises(RefusedDataError, match="needs a reason"):
        act(reason=reason)


@pytest.mark.parametrize("by", ["", " ", "\n", "x" * (LONGEST_NAME + 1)])
def test_a_decision_needs_a_name(by) -> None:
    with pytest.raises(RefusedDataError, match="needs the name"):
        act(by=by)


@pytest.mark.parametrize("tier", ["1", "2", "3", "rule"])
def test_nobody_decides_without_consent(tier) -> None:
    student = TieredStudent("2026_autumn", "maple", "S001", None, can_be_decided=False)
    with pytest.raises(RefusedDataError, match="Without consent"):
        act(student, tier=tier)


def test_without_answers_a_person_can_lift_and_never_put_on_tier_1() -> None:
    assert [act(NO_TIER, tier=tier).old for tier in ("2", "3", "rule")] == ["none"] * 3
    with pytest.raises(RefusedDataError, match="tier 1 without answers"):
        act(NO_TIER, tier="1")


def test_no_refusal_names_the_student() -> None:
    for changes in ({"tier": "9"}, {"reason": ""}, {"by": ""}):
        with pytest.raises(RefusedDataError) as fault:
            act(**changes)
        assert "S001" not in fault.value.message


def test_reason_and_name_become_one_line() -> None:
    made = act(reason="  Seen\nin  class.\x07 ", by="Ana\tOrtiz ")
    assert (made.reason, made.by) == ("Seen in class.", "Ana Ortiz")


def stored(*acts: Act) -> list[dict[str, str | None]]:
    with open_warehouse() as warehouse:
        store_overrides(warehouse, acts, window_id="2026_autumn")
        rows = warehouse.rows("select * from stg_override order by student_ref")
        assert warehouse.columns("stg_override") == list(COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_the_table_is_there_where_nobody_decided() -> None:
    assert stored() == []


def test_the_latest_decision_about_a_student_counts() -> None:
    other = TieredStudent("2026_autumn", "oak", "S002", 1, can_be_decided=True)
    rows = stored(act(), act(other, tier="3"), act(tier="rule", reason="Back."))
    assert [(row["student_ref"], row["new_tier"]) for row in rows] == [
        ("S001", "rule"),
        ("S002", "3"),
    ]


def test_decisions_of_other_windows_and_other_acts_are_passed_over() -> None:
    elsewhere = TieredStudent("2026_spring", "maple", "S001", 3, can_be_decided=True)
    followup = Act(
        "followup", "2026_autumn", "maple", "S001", "r1", "tier", by="A", at="2026-01-01"
    )
    assert stored(act(elsewhere), followup) == []


@pytest.mark.parametrize("at", ["2026-10-12", "2026-10-12T09:30:00-05:00", "2026-10-12 09:30"])
def test_the_row_has_the_day_and_whole_sentences(at) -> None:
    (row,) = stored(act(at=at))
    assert (row["override_by"], row["override_on"], row["override_reason"]) == (
        "Ana Ortiz",
        "2026-10-12",
        "Known to the team",
    )
    assert row["words"] == "Ana Ortiz decided on tier 2 on 2026-10-12: Known to the team."
    assert row["rule_then"] == "3"


@pytest.mark.parametrize("reason", ["Why?", "So.", "Go!"])
def test_a_reason_that_ends_as_a_sentence_gets_no_second_full_stop(reason) -> None:
    assert stored(act(reason=reason))[0]["words"].endswith(f": {reason}")


def test_an_act_that_does_not_say_what_the_rule_said_claims_no_change() -> None:
    plain = Act(
        "override", "2026_autumn", "maple", "S001", "S001", "tier", "", "2", "R", "A", "2026-10-12"
    )
    assert stored(plain)[0]["rule_then"] is None
