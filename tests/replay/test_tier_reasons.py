"""Why a tier is another than at the last run: the student's own rows first, then the rest."""

from dataclasses import replace

import pytest

from screening.replay.input_changes import InputChange
from screening.replay.tier_reasons import FormScores, Known, Placed, reasons

FORM = FormScores("1", "three_band", (("total", 4.0, 9),), ("low",))
KEY = ("phq_a", "self")
HERE = Placed("1", ("maple", "7", "7B"), "2026-1", {KEY: FORM})
KNOWN = Known({"phq_a": "PHQ-A"})
LATE = InputChange("inbox/autumn/late.csv", "added")
RULE = InputChange("tier_rule.toml", "changed")


def why(before=HERE, after=HERE, known=KNOWN):
    return reasons(before, after, known)


def form(**changes):
    return replace(HERE, outcome="3", forms={KEY: replace(FORM, **changes)})


def test_the_roster_brings_and_takes_students():
    assert why(before=None) == "New on the roster."
    assert why(after=None) == "No longer on the roster."


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("3", "withdrawn", "Consent was withdrawn."),
        ("3", "opted_out", "The family opted out."),
        ("withdrawn", "3", "The family agrees now."),
        ("opted_out", "not_answered", "The family agrees now."),
        ("opted_out", "withdrawn", "Consent was withdrawn."),
        ("3", "roster_conflict", "The roster entry is not certain any more."),
        ("roster_conflict", "3", "The roster entry is certain now."),
    ],
)
def test_consent_and_certainty_of_the_roster(before, after, told):
    assert why(replace(HERE, outcome=before), replace(HERE, outcome=after)) == told


def test_nothing_else_is_told_of_who_has_no_consent():
    after = replace(HERE, outcome="withdrawn", place=("oak", "8", "8A"), forms={})
    assert why(after=after, known=replace(KNOWN, inputs=[LATE])) == "Consent was withdrawn."


def test_answers_left_aside_for_an_uncertain_roster_entry_are_not_called_gone_or_new():
    unsure = replace(HERE, outcome="roster_conflict", forms={})
    assert why(after=unsure) == "The roster entry is not certain any more."
    assert why(before=unsure, after=HERE) == "The roster entry is certain now."


def test_a_move_on_the_roster():
    after = replace(HERE, outcome="2", place=("oak", "8", "7B"))
    assert why(after=after) == (
        "School on the roster: oak, not maple. Grade on the roster: 8, not 7."
    )


@pytest.mark.parametrize("empty", [{}, {KEY: replace(FORM, scores=(("total", None, 0),))}])
def test_answers_that_came_in_and_went_with_their_files(empty):
    nothing = replace(HERE, outcome="not_answered", forms=empty)
    known = replace(KNOWN, inputs=[LATE, RULE])
    assert why(before=nothing, known=known) == (
        "Answers came in: PHQ-A (students). Files: late.csv added."
    )
    gone = replace(known, inputs=[replace(LATE, how="removed")])
    assert why(after=nothing, known=gone) == (
        "Answers are no longer there: PHQ-A (students). Files: late.csv removed."
    )


def test_corrected_answers_without_any_score_in_the_words():
    told = why(after=form(scores=(("total", 21.0, 9),), bands=("severe",)))
    assert told == "Answers were corrected or replaced: PHQ-A (students)."
    assert "21" not in told


def test_one_answer_more_is_a_correction_even_where_the_score_stays():
    assert why(after=form(scores=(("total", 4.0, 8),))).startswith("Answers were corrected")


def test_another_definition_and_other_cut_points():
    told = why(after=form(version="2", scores=(("total", 5.0, 9),)))
    assert told == "Scored with definition 2, not 1: PHQ-A (students)."
    told = why(after=form(scheme="four_band", bands=("mild",)))
    assert told == "Other cut-points (four_band, not three_band): PHQ-A (students)."


def test_another_tier_rule():
    assert why(after=replace(HERE, outcome="2", rule_version="2026-2")) == (
        "The tier rule is version 2026-2, not 2026-1."
    )


def test_a_persons_decision_comes_before_answers():
    known = replace(KNOWN, decision="Ana Ortiz decided.")
    told = why(after=form(scores=(("total", 21.0, 9),)), known=known)
    assert told.startswith("Ana Ortiz decided. Answers were corrected")


def test_others_answers_where_scores_are_compared():
    known = replace(KNOWN, compared_with_others=True)
    assert why(known=known) == (
        "Other students' answers came in or went, and scores are compared with theirs."
    )


def test_where_nothing_of_the_student_changed_what_else_did_is_named():
    told = why(known=replace(KNOWN, inputs=[RULE, LATE]))
    assert told == (
        "Nothing of this student's changed; changed were: tier_rule.toml changed; late.csv added."
    )


def test_where_nothing_is_known_that_is_said():
    assert why() == "What changed is not known: the last run's record is gone."


def test_an_instrument_that_the_library_has_no_more_is_called_by_its_id():
    told = why(after=form(version="2"), known=Known({}))
    assert told == "Scored with definition 2, not 1: phq_a (students)."
