"""The tier table: the programme's rule on the bands of every informant, one row per student.

Source: `TIER_RULE` of these tests; cut-points of the PHQ-A (10 moderate, 15 moderately severe) and
the PSC-17 (total 15, internalising 5, attention 7, externalising 7).
"""

import pytest
from programme_builder import BEFORE, Folder, checklist_row, mood_of, survey_row
from programme_run import keep_window
from programme_texts import ANSWERED_ON, CHECKLIST_LAYOUT, MOOD_BLOCK, layout

SCORED = ("tier", "no_tier_reason")
INTERNALISING, ATTENTION = (2, 6, 9, 11, 15), (1, 3, 7, 13, 17)


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path, schools=("maple", "oak"))
    made.roster("S001", "S002")
    return made


def student(folder: Folder, mood=None, checklist=None, worry=(0,) * 7) -> dict[str, object]:
    """Return the tier row of S001 after these answers; S002 never answers."""
    if mood is not None:
        folder.survey(survey_row("S001", mood=mood, worry=worry))
    if checklist is not None:
        folder.checklist(checklist)
    row = folder.run().tiers
    assert row["S002"]["no_tier_reason"] == "not_answered"
    assert row["S002"]["tier"] is None
    return row["S001"]


def items(marked: dict[int, int]) -> list[object]:
    """Return a checklist with these answers and 0 elsewhere."""
    return ["S001", *(marked.get(number, 0) for number in range(1, 18))]


def both(internalising: int, attention: int) -> list[object]:
    """Return a checklist whose two subscales have these scores (0 to 10)."""
    marked = {}
    for numbers, score in ((INTERNALISING, internalising), (ATTENTION, attention)):
        for place, number in enumerate(numbers):
            marked[number] = min(2, max(0, score - 2 * place))
    return items(marked)


@pytest.mark.parametrize(
    ("score", "tier"), [(0, 1), (9, 1), (10, 2), (14, 2), (15, 3), (20, 3), (24, 3)]
)
def test_a_band_leads_to_its_tier_from_its_cut_point_on(folder, score, tier):
    assert student(folder, mood=mood_of(score))["tier"] == tier


@pytest.mark.parametrize(
    ("internalising", "attention", "tier"),
    [(4, 6, 1), (5, 6, 1), (4, 7, 1), (5, 7, 2), (4, 10, 1), (5, 9, 2)],
)
def test_a_rule_that_needs_two_conditions_holds_with_two(folder, internalising, attention, tier):
    assert student(folder, checklist=both(internalising, attention))["tier"] == tier


@pytest.mark.parametrize(
    ("mood", "total", "tier"),
    [(9, 20, 2), (10, 14, 2), (10, 15, 3), (14, 15, 3), (0, 15, 1)],
)
def test_a_gate_must_hold_before_its_rule_counts(folder, mood, total, tier):
    row = student(folder, mood=mood_of(mood), checklist=checklist_row("S001", total=total))
    if (mood, total) == (9, 20):
        assert row["why"] == "The caregiver sees two areas."
    assert row["tier"] == tier


def test_without_the_gates_informant_the_rule_does_not_count(folder):
    assert (
        student(folder, checklist=items({4: 2, 5: 2, 8: 2, 10: 2, 2: 2, 6: 2, 9: 2, 1: 1}))["tier"]
        == 2
    )


def test_the_reasons_are_the_weightiest_first_and_none_that_another_covers(folder):
    row = student(folder, mood=mood_of(12), checklist=both(8, 8))
    assert row["why"] == (
        "Student and caregiver both see difficulties. The caregiver sees two areas."
    )


def test_each_area_is_named_once_those_of_the_weightiest_rule_first(folder):
    row = student(folder, mood=mood_of(12), checklist=both(8, 8))
    assert row["areas"] == "attention;internalising;externalising"


def test_tier_one_has_no_reason_and_no_area(folder):
    row = student(folder, mood=mood_of(0))
    assert (row["tier"], row["areas"], row["why"]) == (1, "", "")


@pytest.mark.parametrize(
    ("mood", "blanks", "outcome"),
    [
        (mood_of(4), 0, (1, None)),
        (mood_of(4), 2, (1, None)),
        (mood_of(4), 3, (None, "too_few_answers")),
        (mood_of(24), 3, (None, "too_few_answers")),
    ],
)
def test_too_few_answers_give_no_tier_and_never_tier_one(folder, mood, blanks, outcome):
    answers = [*mood[: 9 - blanks], *[""] * blanks]
    row = student(folder, mood=answers)
    assert tuple(row[name] for name in SCORED) == outcome


def test_an_instrument_outside_the_minimum_gives_no_tier_by_itself(folder):
    row = student(folder, mood=[""] * 9, worry=[0] * 7)
    assert tuple(row[name] for name in SCORED) == (None, "too_few_answers")


@pytest.mark.parametrize(
    ("mood", "reason"),
    [([4, *[0] * 8], "answers_set_aside"), ([""] * 9, "not_answered")],
)
def test_a_row_set_aside_is_another_reason_than_none(folder, mood, reason):
    others = [survey_row("S002", mood=mood_of(1), on="2026-01-01") for _ in range(3)]
    folder.survey(survey_row("S001", mood=mood, worry=[""] * 7), *others)
    rows = folder.run().tiers
    assert rows["S001"]["no_tier_reason"] == reason
    assert rows["S002"]["no_tier_reason"] == "answers_set_aside"


@pytest.mark.parametrize("consent", ["opted_out", "withdrawn"])
def test_consent_is_the_reason_whatever_was_answered(folder, consent):
    folder.roster_rows(
        ["S001", "maple", "7", "7B", "en", consent], ["S002", "maple", "7", "7B", "en", "yes"]
    )
    row = student(folder, mood=mood_of(24))
    assert tuple(row[name] for name in SCORED) == (None, consent)
    assert (row["areas"], row["why"], row["data_confidence"]) == ("", "", None)


MILD, CALM = mood_of(12), mood_of(0)
HIGH, LOW = checklist_row("S001", total=20), checklist_row("S001")


@pytest.mark.parametrize(
    ("mood", "checklist", "worry", "confidence"),
    [
        (CALM, LOW, (0,) * 7, "complete"),
        (MILD, HIGH, (0,) * 7, "complete"),
        (MILD, LOW, (0,) * 7, "conflicting_informants"),
        (CALM, HIGH, (0,) * 7, "conflicting_informants"),
        (CALM, None, (0,) * 7, "one_informant"),
        (None, LOW, (0,) * 7, "one_informant"),
        (["", *CALM[1:]], LOW, (0,) * 7, "partial"),
        (CALM, ["S001", "", *[0] * 16], (0,) * 7, "partial"),
        (CALM, LOW, ("", *[0] * 6), "partial"),
        (CALM, LOW, ("",) * 7, "partial"),
        (["", *MILD[1:]], LOW, (0,) * 7, "conflicting_informants"),
        (["", *CALM[1:]], None, (0,) * 7, "one_informant"),
    ],
)
def test_confidence_names_the_weightiest_doubt(folder, mood, checklist, worry, confidence):
    assert student(folder, mood, checklist, worry)["data_confidence"] == confidence


def test_an_informant_whose_answers_gave_no_score_does_not_count_as_one(folder):
    row = student(folder, mood=[*[3] * 5, *[""] * 4], checklist=LOW, worry=[""] * 7)
    assert row["data_confidence"] == "one_informant"
    assert row["tier"] == 1


def test_a_screener_of_the_same_informant_that_is_missing_makes_it_partial(tmp_path):
    mood_only = layout(
        "survey", files="survey*", student_ref="Student", blocks=MOOD_BLOCK, top=ANSWERED_ON
    )
    folder = Folder(tmp_path, layouts={"survey": mood_only, "checklist": CHECKLIST_LAYOUT})
    folder.roster("S001", "S002")
    assert student(folder, mood=CALM, checklist=LOW)["data_confidence"] == "partial"


@pytest.mark.parametrize(
    ("before", "now", "previous_tier", "change"),
    [
        (None, 0, None, "first_time"),
        (0, 0, 1, "same"),
        (0, 12, 1, "up"),
        (12, 20, 2, "up"),
        (20, 12, 3, "down"),
        (20, 0, 3, "down"),
        (20, None, 3, None),
        (None, None, None, None),
    ],
)
def test_change_compares_with_the_window_before(folder, before, now, previous_tier, change):
    folder.roster("S001", "S002", window=BEFORE)
    if before is not None:
        folder.survey(survey_row("S001", mood=mood_of(before), on="2026-04-06"), window=BEFORE)
    keep_window(folder.open(BEFORE))
    row = student(folder, mood=None if now is None else mood_of(now))
    assert (row["previous_tier"], row["change"]) == (previous_tier, change)


def test_a_student_who_had_no_tier_before_is_there_for_the_first_time(folder):
    folder.roster("S001", window=BEFORE, consent="opted_out")
    keep_window(folder.open(BEFORE))
    assert student(folder, mood=mood_of(0))["change"] == "first_time"


def test_a_window_that_runs_again_is_not_its_own_past(folder):
    folder.survey(survey_row("S001", mood=mood_of(0)))
    for _ in range(2):
        keep_window(folder.open())
    assert student(folder, mood=mood_of(20))["change"] == "first_time"


def test_a_student_who_changed_school_keeps_the_past(folder):
    folder.roster("S001", window=BEFORE, school_id="oak")
    folder.survey(survey_row("S001", mood=mood_of(12), on="2026-04-06"), window=BEFORE)
    keep_window(folder.open(BEFORE))
    row = student(folder, mood=mood_of(20))
    assert (row["school_id"], row["change"]) == ("maple", "up")


@pytest.mark.parametrize("grade", ["3", "unheard-of"])
def test_answers_of_a_grade_that_is_due_nothing_are_scored_all_the_same(folder, grade):
    folder.roster_rows(
        ["S001", "maple", grade, "3A", "en", "yes"], ["S002", "maple", "7", "7B", "en", "yes"]
    )
    assert student(folder, mood=mood_of(15))["tier"] == 3
