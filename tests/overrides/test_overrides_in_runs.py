"""A person's decision stands before the rule, run after run, and never in silence."""

import datetime as dt

import pytest
from decisions import decide
from programme_builder import BEFORE, TODAY, WINDOW, Folder, checklist_row, mood_of, survey_row
from programme_run import keep_window

from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import open_folder
from screening.run.window_run import inputs_digest

NONE = {"override_by": None, "override_on": None, "override_reason": None}
MOODS = {"S001": 12, "S002": 0, "S003": 20}
REASON = "Known to the team."


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Tier 2, tier 1, tier 3, and S004 and S005 without answers; S005 opted out."""
    made = Folder(tmp_path)
    rows = [[f"S00{n}", "maple", "7", "7B", "en", "yes"] for n in range(1, 5)]
    made.roster_rows(*rows, ["S005", "maple", "7", "7B", "en", "opted_out"])
    answer(made, MOODS)
    made.run()
    return made


def answer(folder: Folder, moods: dict[str, int], *, window: str = WINDOW, on: str = "") -> None:
    given = {"on": on} if on else {}
    rows = (survey_row(ref, mood=mood_of(mood), **given) for ref, mood in moods.items())
    folder.survey(*rows, window=window)


def row(folder: Folder, ref: str) -> dict:
    return folder.run().tiers[ref]


@pytest.mark.parametrize(
    ("ref", "tier"), [("S001", "1"), ("S001", "3"), ("S002", "2"), ("S002", "3"), ("S003", "1")]
)
def test_a_decision_sets_the_tier_and_leaves_what_the_rule_says(folder, ref, tier) -> None:
    before = row(folder, ref)
    decide(folder, ref, tier)
    after = row(folder, ref)
    assert after["tier"] == int(tier)
    assert after["rule_tier"] == before["rule_tier"] == before["tier"]
    assert after["rule_ids"] == before["rule_ids"]
    assert {name: after[name] for name in NONE} == {
        "override_by": "Ana Ortiz",
        "override_on": TODAY.isoformat(),
        "override_reason": REASON,
    }


def test_the_reason_names_the_person_and_what_the_rule_says(folder) -> None:
    decide(folder, "S001", "3")
    assert row(folder, "S001")["why"] == (
        "Ana Ortiz decided on tier 3 on 2026-10-26: Known to the team. The rule says: tier 2."
        " Signs of low mood."
    )


def test_areas_are_those_of_the_rule_and_none_at_tier_1(folder) -> None:
    decide(folder, "S001", "3")
    assert row(folder, "S001")["areas"] == "internalising"
    decide(folder, "S001", "1")
    assert row(folder, "S001")["areas"] == ""


def test_nobody_else_changes(folder) -> None:
    before = folder.run().tiers
    decide(folder, "S001", "3")
    after = folder.run().tiers
    assert {ref for ref in after if after[ref] != before[ref]} == {"S001"}
    assert {name: after["S002"][name] for name in NONE} == NONE


def test_a_decision_survives_runs_and_new_answers_until_another_one(folder) -> None:
    decide(folder, "S001", "1")
    for mood in (12, 0, 20, 12):
        answer(folder, MOODS | {"S001": mood})
        assert row(folder, "S001")["tier"] == 1
    decide(folder, "S001", "3", reason="New facts.")
    assert row(folder, "S001")["override_reason"] == "New facts."
    assert row(folder, "S001")["tier"] == 3
    decide(folder, "S001", "rule", reason="The rule is right.")
    back = row(folder, "S001")
    assert (back["tier"], back["why"]) == (2, "Signs of low mood.")
    assert {name: back[name] for name in NONE} == NONE


@pytest.mark.parametrize(
    ("mood", "now"), [(0, "tier 1"), (20, "tier 3"), (None, "no tier"), (12, None)]
)
def test_a_rule_that_says_something_else_since_is_told(folder, mood, now) -> None:
    decide(folder, "S001", "3")
    answer(folder, {ref: m for ref, m in (MOODS | {"S001": mood}).items() if m is not None})
    after = row(folder, "S001")
    assert after["tier"] == 3
    told = f"At that time the rule said: tier 2. The rule now says: {now}."
    assert (told in after["why"]) is (now is not None)
    assert ("now says" in after["why"]) is (now is not None)


@pytest.mark.parametrize("tier", ["2", "3"])
def test_a_person_can_lift_a_student_who_was_not_screened(folder, tier) -> None:
    decide(folder, "S004", tier)
    after = row(folder, "S004")
    assert (after["tier"], after["rule_tier"], after["no_tier_reason"]) == (int(tier), None, None)
    assert after["why"].startswith(f"Ana Ortiz decided on tier {tier}")
    assert after["why"].endswith("The rule says: no tier.")


def test_nobody_without_answers_is_put_on_tier_1(folder) -> None:
    with pytest.raises(RefusedDataError):
        decide(folder, "S004", "1")
    decide(folder, "S001", "1")
    answer(folder, {"S002": 0})
    after = row(folder, "S001")
    assert (after["tier"], after["no_tier_reason"]) == (None, "not_answered")
    assert "It is not used: nobody is put on tier 1 without answers." in after["why"]
    assert after["override_by"] == "Ana Ortiz"


def test_whoever_withdraws_after_a_decision_has_no_tier_and_no_word_of_it(folder) -> None:
    decide(folder, "S001", "3")
    rows = [[f"S00{n}", "maple", "7", "7B", "en", "yes"] for n in range(2, 5)]
    folder.roster_rows(*rows, ["S001", "maple", "7", "7B", "en", "withdrawn"])
    after = row(folder, "S001")
    assert (after["tier"], after["no_tier_reason"], after["why"]) == (None, "withdrawn", "")
    assert {name: after[name] for name in NONE} == NONE
    with pytest.raises(RefusedDataError, match="Without consent"):
        decide(folder, "S001", "2")


def test_an_uncertain_roster_entry_waits_for_the_roster(folder) -> None:
    decide(folder, "S001", "3")
    folder.roster_rows(
        ["S001", "maple", "7", "7B", "en", "yes"], ["S001", "maple", "8", "8B", "en", "yes"]
    )
    after = row(folder, "S001")
    assert (after["tier"], after["no_tier_reason"]) == (None, "roster_conflict")


def test_a_decision_is_of_one_window(folder) -> None:
    folder.roster("S001", window=BEFORE)
    answer(folder, {"S001": 12}, window=BEFORE, on="2026-04-06")
    decide(folder, "S001", "3", window=BEFORE)
    assert folder.run(BEFORE).tiers["S001"]["tier"] == 3
    assert row(folder, "S001")["tier"] == 2


def test_the_next_window_compares_with_the_tier_that_a_person_decided(folder) -> None:
    folder.roster("S001", window=BEFORE)
    answer(folder, {"S001": 12}, window=BEFORE, on="2026-04-06")
    decide(folder, "S001", "3", window=BEFORE)
    keep_window(folder.open(BEFORE))
    after = row(folder, "S001")
    assert (after["previous_tier"], after["change"]) == (3, "down")


def test_a_decision_about_somebody_who_is_not_on_the_roster_changes_nothing(folder) -> None:
    before = folder.run().tiers
    act = Act(
        *("override", WINDOW, "maple", "S900", "S900", "tier", "none", "3", "Why", "Ana Ortiz"),
        at="2026-10-26",
    )
    with open_ledger(open_folder(folder.path).ledger) as ledger:
        ledger.append([act])
    assert folder.run().tiers == before


def test_the_same_decisions_give_the_same_inputs_and_a_new_one_other_inputs(folder) -> None:
    decide(folder, "S001", "3")
    first = inputs_digest(folder.open())
    later = folder.open(today=TODAY + dt.timedelta(days=3))
    assert inputs_digest(later) == first
    decide(folder, "S002", "2")
    assert inputs_digest(folder.open()) != first


def test_views_and_confidence_stay_what_the_informants_say(folder) -> None:
    folder.checklist(checklist_row("S001", total=0))
    before = row(folder, "S001")
    assert before["views"] == "The student sees difficulties; the caregiver does not."
    decide(folder, "S001", "1")
    after = row(folder, "S001")
    assert (after["views"], after["data_confidence"]) == (
        before["views"],
        "conflicting_informants",
    )
