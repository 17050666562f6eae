"""Two gates: a person names a student, or a first screener points one out."""

import pytest
from gated_programme import BY_STAFF, HIGH_CHECKLIST, MOOD_MODERATE, Gated, rows_of, rule
from programme_texts import TIER_RULE

from screening.errors import RefusedDataError
from screening.problem import RefusedFileError
from screening.run.safety import write_safety_lists
from screening.run.window_run import inputs_of

LOW_GATE = MOOD_MODERATE.replace("moderate", "mild")
NOMINATED = TIER_RULE + rule("named", tier=3, condition=LOW_GATE, gate=BY_STAFF)
WAITING = "select student_ref, school_id, instrument_id, informant from mart_second_screening"


def test_a_nomination_opens_a_gate_and_sets_no_tier_by_itself(tmp_path) -> None:
    folder = Gated(tmp_path, tier_rule=NOMINATED)
    folder.answers({"S001": 6, "S002": 6, "S003": 0, "S004": None, "S005": 6})
    folder.nominate(["S001", "teacher"], ["S003", "staff"], ["S004", "staff"], ["S005", "self"])
    rows = folder.run().tiers
    assert {ref: (row["tier"], row["rule_ids"]) for ref, row in rows.items()} == {
        "S001": (3, "named"),
        "S002": (1, ""),
        "S003": (1, ""),
        "S004": (None, ""),
        "S005": (1, ""),
    }
    assert rows["S004"]["no_tier_reason"] == "not_answered"


def test_every_one_of_several_gates_must_be_open(tmp_path) -> None:
    both = rule("both", tier=3, condition=LOW_GATE, gate=f"{BY_STAFF}, {HIGH_CHECKLIST}")
    folder = Gated(tmp_path, tier_rule=TIER_RULE + both)
    folder.answers(dict.fromkeys(("S001", "S002", "S003"), 6), {"S001": 20, "S002": 20})
    folder.nominate(["S001", "staff"], ["S003", "staff"])
    rows = folder.run().tiers
    assert {ref: "both" in row["rule_ids"] for ref, row in rows.items()} == {
        "S001": True,
        "S002": False,
        "S003": False,
    }


def test_without_nominations_the_rule_never_holds_and_others_still_do(tmp_path) -> None:
    folder = Gated(tmp_path, tier_rule=NOMINATED)
    folder.answers({"S001": 12})
    assert folder.run().tiers["S001"]["rule_ids"] == "mood_raised"


def test_who_is_not_on_the_roster_is_listed_and_opens_nothing(tmp_path) -> None:
    folder = Gated(tmp_path, tier_rule=NOMINATED)
    folder.answers({"S001": 6})
    folder.nominate(["S999", "staff"], ["S001", "uncle"])
    ran = folder.run()
    assert ran.tiers["S001"]["tier"] == 1
    assert [each.code for each in ran.problems if each.file == "nominations.csv"] == [
        "N143",
        "N144",
    ]
    assert "nominations.csv" not in ran.counts


def test_a_refused_file_of_nominations_stops_the_run_and_the_safety_list_is_there(tmp_path) -> None:
    folder = Gated(tmp_path, tier_rule=NOMINATED)
    folder.answers({"S001": 6})
    folder.drop("nominations.csv", "student_ref,nominated_by,notes\nS001,staff,x\n")
    run = folder.open()
    run.outbox.start()
    (unread,) = [e for e in write_safety_lists(run) if e.file == "nominations.csv"]
    assert unread.reason == "not_read"
    with pytest.raises(RefusedFileError) as fault:
        folder.run()
    assert fault.value.exit_status == RefusedDataError.exit_status


def test_nominations_are_an_input_of_the_run(tmp_path) -> None:
    folder = Gated(tmp_path, tier_rule=NOMINATED)
    folder.answers({"S001": 6})
    before = inputs_of(folder.open())
    folder.nominate(["S001", "staff"])
    after = inputs_of(folder.open())
    assert set(after) - set(before) == {"inbox/2026_autumn/nominations.csv"}
    folder.nominate(["S001", "teacher"])
    assert inputs_of(folder.open()) != after


def test_who_was_not_pointed_out_lacks_nothing_without_the_second_screener(tmp_path) -> None:
    folder = Gated(tmp_path, MOOD_MODERATE)
    folder.answers({"S001": 0, "S002": 12, "S003": 9, "S004": 10}, {"S004": 0})
    rows = folder.run().tiers
    assert {ref: row["data_confidence"] for ref, row in rows.items()} == {
        "S001": "complete",
        "S002": "one_informant",
        "S003": "complete",
        "S004": "conflicting_informants",
    }
    assert [row["tier"] for row in rows.values()] == [1, 2, 1, 2]


def test_the_same_students_lack_an_informant_where_everybody_is_due_both(tmp_path) -> None:
    folder = Gated(tmp_path)
    folder.answers({"S001": 0, "S002": 12})
    rows = folder.run().tiers
    assert {row["data_confidence"] for row in rows.values()} == {"one_informant"}


def test_who_passed_the_gate_and_has_no_second_screener_yet_is_listed(tmp_path) -> None:
    folder = Gated(tmp_path, MOOD_MODERATE)
    moods = {"S001": 0, "S002": 12, "S003": 12, "S004": 12, "S005": None}
    folder.answers(moods, {"S003": 0, "S001": 0})
    folder.checklist(["S003", *[0] * 17], ["S001", *[0] * 17], ["S004", *[""] * 13, *[1] * 4])
    folder.run()
    assert sorted(rows_of(folder.open(), WAITING)) == [
        ("S002", "maple", "psc_17", "caregiver"),
        ("S004", "maple", "psc_17", "caregiver"),
    ]


def test_a_nomination_makes_a_second_screener_due_before_any_answer(tmp_path) -> None:
    folder = Gated(tmp_path, MOOD_MODERATE, BY_STAFF)
    folder.answers({"S001": 0, "S002": 0, "S003": None, "S004": 12})
    folder.nominate(["S001", "staff"], ["S003", "teacher"])
    folder.run()
    assert [row[0] for row in rows_of(folder.open(), WAITING)] == ["S001", "S003", "S004"]


def test_nobody_without_consent_or_of_another_grade_waits_for_a_second_screener(tmp_path) -> None:
    folder = Gated(tmp_path, BY_STAFF)
    folder.roster_rows(
        ["S001", "maple", "7", "7B", "en", "yes"],
        ["S002", "maple", "7", "7B", "en", "opted_out"],
        ["S003", "maple", "3", "3B", "en", "yes"],
        ["S004", "elsewhere", "7", "7B", "en", "yes"],
    )
    folder.nominate(*([f"S00{n}", "staff"] for n in range(1, 5)))
    folder.run()
    assert [row[0] for row in rows_of(folder.open(), WAITING)] == ["S001"]


def test_a_screener_without_a_gate_is_on_no_list_of_second_ones(tmp_path) -> None:
    folder = Gated(tmp_path)
    folder.answers({"S001": 12})
    folder.run()
    assert rows_of(folder.open(), WAITING) == []


def test_a_gate_of_the_settings_is_no_concern_of_an_informant(tmp_path) -> None:
    """It says who is asked more, not that somebody sees difficulties."""
    folder = Gated(tmp_path, LOW_GATE)
    folder.answers({"S001": 6}, {"S001": 0})
    row = folder.run().tiers["S001"]
    assert (row["data_confidence"], row["views"]) == ("complete", "")


@pytest.mark.parametrize(("mood", "due"), [(9, 0), (10, 1)])
def test_coverage_counts_only_who_is_due(tmp_path, mood, due) -> None:
    folder = Gated(tmp_path, MOOD_MODERATE)
    folder.answers({"S001": mood, "S002": 0})
    folder.run()
    counts = rows_of(folder.open(), "select informant, count(*) from int_due group by all")
    assert dict(counts) == {"self": 4} | ({"caregiver": due} if due else {})
