"""The trail of one student, checked by hand against the manuals' numbers and the tests' rule."""

import pytest
from explained import last_word, parts, told_of
from gated_programme import BY_STAFF, MOOD_MODERATE, Gated, rule
from programme_builder import WINDOW, Folder, checklist_row, mood_of, survey_row
from programme_texts import TIER_RULE

from screening.explain.trail import UnknownStudentError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import open_folder


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path)
    made.roster("S001", "S002")
    return made


def test_every_step_from_codes_to_tier_by_hand(folder) -> None:
    """3 + 3 + 3 + 3 + 0 and the critical item 1 are 13: moderate (10 to 14), so tier 2."""
    folder.survey(survey_row("S001", mood=[3, 3, 3, 3, 0, 0, 0, 0, 1], worry=[1] * 7))
    text = told_of(folder, "S001")
    told = parts(text)
    assert told["FILES AND ROWS"].startswith("FILES AND ROWS survey.csv, row 2 (self): scored.")
    assert 'phq_a_01 3 "nearly every day"' in " ".join(told["ANSWERS"].split())
    assert "phq_a total by self: 9 of 9 answered" in told["SCORES"]
    assert "3 + 3 + 3 + 3 + 0 + 0 + 0 + 0 + safety.xlsx = 13" in told["SCORES"]
    assert "Score: 13. Band: moderate" in told["SCORES"]
    assert "moderate 10-14" in told["SCORES"]
    assert "1 + 1 + 1 + 1 + 1 + 1 + 1 = 7" in told["SCORES"]
    assert "mood_raised (tier 2): HOLDS. Signs of low mood." in told["TIER RULE"]
    assert "met: phq_a total by self, moderate or more concern; it is moderate" in told["TIER RULE"]
    assert "mood_marked (tier 3): does not hold." in told["TIER RULE"]
    assert (
        "not met: phq_a total by self, moderately_severe or more concern; it is moderate"
        in told["TIER RULE"]
    )
    assert (
        "both_see_it (tier 3): cannot be judged. gate met: phq_a total by self" in told["TIER RULE"]
    )
    assert "phq_a by self: judged psc_17 by caregiver: not judged" in told["MINIMUM"]
    assert "By tier rule testing, version 1: tier 2; what holds: mood_raised." in told["TIER"]
    assert "Approved by Screening team on 2026-08-20." in told["TIER"]
    assert last_word(text) == "2"


def test_a_critical_item_is_told_nowhere_but_in_the_safety_list(folder) -> None:
    folder.survey(survey_row("S001", mood=mood_of(4, critical=3)))
    folder.survey(survey_row("S002", mood=mood_of(4, critical=0)), name="survey_b.csv")
    endorsed, not_endorsed = (told_of(folder, ref) for ref in ("S001", "S002"))
    for text in (endorsed, not_endorsed):
        (line,) = [line for line in text.splitlines() if "phq_a_09" in line]
        assert line.split(maxsplit=1)[1] == "critical item: see safety.xlsx"
        assert "see safety.xlsx of this school" in parts(text)["CRITICAL ITEMS"]
    assert parts(endorsed)["CRITICAL ITEMS"] == parts(not_endorsed)["CRITICAL ITEMS"]


def test_a_blank_is_told_with_what_the_missing_rule_makes_of_it(folder) -> None:
    """The checklist counts a blank as 0; four blanks on the form are too many."""
    folder.checklist(
        ["S001", *[2] * 14, "", "", ""],
        ["S002", *[2] * 13, "", "", "", ""],
    )
    told = parts(told_of(folder, "S001"))["SCORES"]
    assert "psc_17 total by caregiver: 14 of 17 answered" in told
    assert "internalising 8 + attention 8 + externalising 12 = 28" in told
    assert "A blank counts 0; with more than 3 blanks on the form no score." in told
    none = parts(told_of(folder, "S002"))
    assert (
        "internalising no score + attention no score + externalising no score = no score"
        in none["SCORES"]
    )
    assert "psc_17_17  -  not answered" in told_of(folder, "S002")
    assert "too few answers for a score" in none["TIER RULE"]
    assert last_word(told_of(folder, "S002")) == "too_few_answers"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (survey_row("S001", mood=[4, *[0] * 8]), "set aside. V501: "),
        (survey_row("S001", on="2026-01-01"), "set aside. T703: "),
        (survey_row("S001", mood=[""] * 9, worry=[""] * 7), "left out. Why: no item is answered."),
    ],
)
def test_a_row_that_does_not_count_says_why(folder, row, said) -> None:
    folder.survey(row, *[survey_row("S002")] * 1)
    text = told_of(folder, "S001")
    assert f"survey.csv, row 2 (self): {said}" in parts(text)["FILES AND ROWS"]
    assert "Due, and no row of it counts: phq_a by self." in parts(text)["FILES AND ROWS"]
    assert "ANSWERS" not in text.splitlines()
    assert last_word(text) in {"answers_set_aside", "not_answered"}


def test_a_cell_that_is_no_answer_is_named_by_its_column_alone(folder) -> None:
    folder.survey(survey_row("S001", mood=["Ana was here", *[0] * 8]), survey_row("S002"))
    text = told_of(folder, "S001")
    assert "Column: Mood 1." in parts(text)["FILES AND ROWS"]
    assert "Ana was here" not in text


def test_a_second_row_of_the_same_student_is_there_with_its_reason(folder) -> None:
    folder.survey(survey_row("S001", mood=mood_of(3)), survey_row("S001", mood=mood_of(20)))
    told = parts(told_of(folder, "S001"))
    assert "row 2 (self): scored." in told["FILES AND ROWS"]
    assert "row 3 (self): set aside. D803: " in told["FILES AND ROWS"]
    assert "= 3" in told["SCORES"]
    assert "= 20" not in told["SCORES"]


def test_a_refused_file_is_there_with_its_reason(folder) -> None:
    rows = [survey_row(ref, mood=[9] * 9, worry=[9] * 7) for ref in ("S001", "S002")]
    folder.survey(*rows)
    text = told_of(folder, "S001")
    found = parts(text)["FILES AND ROWS"]
    assert "survey.csv, row 2" in found
    assert last_word(text) == "answers_set_aside"


def test_whoever_never_answered_has_a_trail_too(folder) -> None:
    text = told_of(folder, "S002")
    assert "No file has a row of this student." in text
    assert "Due, and no row of it counts: gad_7 by self." in text
    assert "NO TIER (not_answered)" in text


@pytest.mark.parametrize("consent", ["opted_out", "withdrawn"])
def test_without_consent_no_answer_is_told(folder, consent) -> None:
    folder.roster_rows(["S001", "maple", "7", "7B", "en", consent])
    folder.survey(survey_row("S001", mood=mood_of(20)))
    text = told_of(folder, "S001")
    assert "left out. Why: there is no consent." in parts(text)["FILES AND ROWS"]
    assert "ANSWERS" not in text.splitlines()
    assert last_word(text) == consent


def test_informants_who_disagree_stand_beside_each_other(folder) -> None:
    folder.survey(survey_row("S001", mood=mood_of(12)))
    folder.checklist(checklist_row("S001", total=0))
    told = parts(told_of(folder, "S001"))["INFORMANTS"]
    assert "caregiver: sees none that a rule asks about; every item answered." in told
    assert "self: sees difficulties that a rule asks about; every item answered." in told
    assert "The student sees difficulties; the caregiver does not." in told


def test_gates_nominations_and_second_screeners_are_told(tmp_path) -> None:
    named = rule("named", condition=MOOD_MODERATE.replace("moderate", "mild"), gate=BY_STAFF)
    folder = Gated(tmp_path, MOOD_MODERATE, BY_STAFF, tier_rule=TIER_RULE + named)
    folder.answers({"S001": 6, "S002": 6})
    folder.drop(
        "nominations.csv",
        "student_ref,nominated_by,nominated_on,area\nS001,staff,2026-10-02,attention\n",
    )
    told, other = (parts(told_of(folder, ref)) for ref in ("S001", "S002"))
    assert told["NOMINATIONS"] == "NOMINATIONS staff on 2026-10-02, for attention "
    assert "psc_17 by caregiver: due gate not met: phq_a total by self" in told["SECOND SCREENERS"]
    assert "gate met: nominated by teacher or staff; named by staff" in told["SECOND SCREENERS"]
    assert "named (tier 2): HOLDS. Words of named." in told["TIER RULE"]
    assert "NOMINATIONS" not in other
    assert "psc_17 by caregiver: not due" in other["SECOND SCREENERS"]
    assert "gate not met: nominated by teacher or staff; not named" in other["TIER RULE"]
    assert "Due, and no row of it counts: psc_17 by caregiver." in told["FILES AND ROWS"]
    assert "psc_17" not in other["FILES AND ROWS"]


def test_a_rule_for_other_grades_says_so(tmp_path) -> None:
    older = rule("older", more='grades = ["8"]')
    folder = Gated(tmp_path, tier_rule=TIER_RULE + older)
    folder.answers({"S001": 12})
    told = parts(told_of(folder, "S001"))["TIER RULE"]
    assert "older (tier 2): cannot be judged. Only for grades 8." in told


def test_a_persons_decision_is_told_with_the_rules_own_result(folder) -> None:
    folder.survey(survey_row("S001", mood=mood_of(12)))
    act = Act(
        *("override", WINDOW, "maple", "S001", "S001", "tier", "3", "1", "Seen in class."),
        by="Ana Ortiz",
        at="2026-10-20",
    )
    with open_ledger(open_folder(folder.path).ledger) as ledger:
        ledger.append([act])
    text = told_of(folder, "S001")
    told = parts(text)["TIER"]
    assert "By tier rule testing, version 1: tier 2; what holds: mood_raised." in told
    assert "A person decided: Ana Ortiz on 2026-10-20. Seen in class." in told
    assert "The rule now says: tier 2." in told
    assert last_word(text) == "1"


@pytest.mark.parametrize("ref", ["S999", "", "s001", "S001 ", "' or 1=1 --"])
def test_an_unknown_student_is_one_clear_line(folder, ref) -> None:
    with pytest.raises(UnknownStudentError) as fault:
        told_of(folder, ref)
    assert fault.value.exit_status == 2
    assert fault.value.message == f"{WINDOW}: no such student is on the roster. Check the code."
