"""What is missing or does not agree, in words that never contradict `data_confidence`."""

import datetime as dt
import random

import pytest
from doubted import doubted
from programme_builder import TODAY, Folder, checklist_row, mood_of, survey_row

DISAGREE = "those who answered see it differently"
ONLY_STUDENT, ONLY_CAREGIVER = "only the student answered", "only the caregiver answered"
BLANK, MISSING = "some questions were left blank", "a questionnaire that was due is missing"
INCOMPLETE = (DISAGREE, "only the", BLANK, MISSING, "nothing to be compared with")


def one(folder, survey=None, checklist=None, *, today=TODAY, **roster):
    """Return (doubt, confidence, tier) of a student with these answers."""
    folder.roster("S001", **roster)
    if survey is not None:
        folder.survey(survey)
    if checklist is not None:
        folder.checklist(checklist)
    found = doubted(folder.open(today=today))
    return found.doubt["S001"], found.confidence["S001"], found.tiers["S001"]


def test_two_whole_forms_that_agree_leave_no_doubt(tmp_path):
    found = one(Folder(tmp_path), survey_row("S001"), checklist_row("S001"))
    assert found == ("", "complete", 1)


def test_one_informant_is_named(tmp_path):
    assert one(Folder(tmp_path), survey_row("S001")) == (ONLY_STUDENT, "one_informant", 1)


def test_the_other_informant_is_named_too(tmp_path):
    found = one(Folder(tmp_path), checklist=checklist_row("S001"))
    assert found == (ONLY_CAREGIVER, "one_informant", 1)


def test_a_score_worked_out_from_part_of_the_answers_is_said(tmp_path):
    mood = [0] * 8 + [""]
    found = one(Folder(tmp_path), survey_row("S001", mood=mood), checklist_row("S001"))
    assert found == (BLANK, "partial", 1)


def test_views_that_differ_are_said(tmp_path):
    row = survey_row("S001", mood=mood_of(24))
    found = one(Folder(tmp_path), row, checklist_row("S001", total=0))
    assert found == (DISAGREE, "conflicting_informants", 3)


def test_several_reasons_stand_beside_each_other(tmp_path):
    row = survey_row("S001", mood=[*mood_of(24)[:-1], ""])
    words, confidence, _ = one(Folder(tmp_path), row, checklist_row("S001", total=0))
    assert words == f"{DISAGREE}; {BLANK}"
    assert confidence == "conflicting_informants"


def test_who_did_not_answer_has_no_tier_and_no_doubt(tmp_path):
    folder = Folder(tmp_path)
    folder.survey(survey_row("S002"))
    folder.roster("S001", "S002")
    found = doubted(folder.open())
    assert (found.doubt["S001"], found.tiers["S001"]) == ("", None)
    assert found.doubt["S002"] == ONLY_STUDENT


@pytest.mark.parametrize(
    ("day", "is_old"), [(dt.date(2026, 11, 24), False), (dt.date(2026, 11, 25), True)]
)
def test_answers_are_old_after_seven_weeks(tmp_path, day, is_old):
    """The survey is of 6 October; the checklist says no day."""
    survey, checklist = survey_row("S001", on="2026-10-06"), checklist_row("S001")
    words, confidence, _ = one(Folder(tmp_path), survey, checklist, today=day)
    assert words == ("answers are more than 7 weeks old" if is_old else "")
    assert confidence == "complete"


def test_the_oldest_of_several_answers_counts(tmp_path):
    folder = Folder(tmp_path)
    folder.survey(survey_row("S001", on="2026-10-01"), survey_row("S002", on="2026-10-28"))
    folder.checklist(checklist_row("S001"), checklist_row("S002"))
    folder.roster("S001", "S002")
    found = doubted(folder.open(today=dt.date(2026, 11, 25)))
    assert found.doubt == {"S001": "answers are more than 7 weeks old", "S002": ""}


def test_answers_without_a_day_are_never_called_old(tmp_path):
    found = one(Folder(tmp_path), checklist=checklist_row("S001"), today=dt.date(2027, 6, 1))
    assert found[0] == ONLY_CAREGIVER


def test_words_of_missing_answers_stand_exactly_where_confidence_is_not_complete(tables):
    rows = tables.rows(
        "select doubt, data_confidence from mart_student_doubt"
        " inner join mart_student_tier using (student_ref) where tier is not null"
    )
    assert {confidence for _, confidence in rows} >= {"complete", "partial", "one_informant"}
    for words, confidence in rows:
        assert any(each in words for each in INCOMPLETE) == (confidence != "complete")
        assert (DISAGREE in words) == (confidence == "conflicting_informants")
        assert "only the" in words or confidence != "one_informant"


PAIRS = 450
MOST_BLANKS = 6
ASKED = 16
"""Items of the student's survey."""


def certainty(found, ref):
    """Return 0 without a tier, 1 with words about missing answers, 2 without them."""
    if found.tiers[ref] is None:
        return 0
    return 2 - any(each in found.doubt[ref] for each in INCOMPLETE)


def less_of(survey, blanks):
    """Return a survey with some of its answers taken away."""
    left = list(survey)
    for number in blanks:
        left[2 + number] = ""
    return left


def test_removing_answers_never_raises_confidence(tmp_path):
    """Pairs of students with the same answers, of which the second lacks some."""
    chosen, folder = random.Random(3), Folder(tmp_path)
    surveys, checklists, lacking = [], [], {}
    for number in range(PAIRS):
        whole, less = f"S{2 * number:03}", f"S{2 * number + 1:03}"
        answers = {
            "mood": [chosen.choice((0, 0, 1, 2, 3)) for _ in range(9)],
            "worry": [chosen.choice((0, 0, 1, 2, 3)) for _ in range(7)],
        }
        total = chosen.choice((0, 5, 14, 15, 25))
        blanks = chosen.sample(range(ASKED), chosen.randrange(MOST_BLANKS + 1))
        absent = chosen.choice(("nobody", "nobody", "student", "caregiver"))
        surveys.append(survey_row(whole, **answers))
        checklists.append(checklist_row(whole, total=total))
        if absent != "student":
            surveys.append(less_of(survey_row(less, **answers), blanks))
        if absent != "caregiver":
            checklists.append(checklist_row(less, total=total))
        lacking[whole, less] = bool(blanks) or absent != "nobody"
    folder.survey(*surveys)
    folder.checklist(*checklists)
    folder.roster(*(ref for pair in lacking for ref in pair))
    found = doubted(folder.open())
    for (whole, less), lacks in lacking.items():
        assert certainty(found, less) <= certainty(found, whole)
        assert not lacks or certainty(found, less) < 2
        assert lacks or found.doubt[less] == found.doubt[whole]
    assert {certainty(found, ref) for pair in lacking for ref in pair} == {0, 1, 2}
