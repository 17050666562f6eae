"""One referral per student who needs one, in words, in an order that no score decides."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import (
    WINDOW,
    day_of,
    listed_on,
    rows_of,
    student,
    whole_school,
    without_tier,
    wrote,
)

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.referrals.referral import Referral, ReferralColumns, load_columns
from screening.referrals.referral_list import ReferralList

SPRING = WINDOW.model_copy(update={"id": "2027_spring"})


def only(*rows, **day) -> Referral:
    (referral,) = rows_of(*rows, day=day_of(**day))
    return referral


def test_there_are_24_columns_in_the_order_of_the_row_and_ours_behind_them():
    ids = [column.id for column in load_columns()]
    assert ids == [field.name for field in dataclasses.fields(Referral)]
    assert ids[23:] == ["note", "urgency_why", "listed_on", "wave"]


def test_columns_that_differ_from_the_row_are_refused():
    columns = [column.model_dump() for column in load_columns()]
    with pytest.raises(DefinitionError, match="differ"):
        build_definition({"column": columns[::-1]}, ReferralColumns, where="columns.toml")


@pytest.mark.parametrize(
    "row",
    [
        student("A", tier=1),
        without_tier("A", "not_answered"),
        student("A", consent="opted_out"),
        student("A", consent="withdrawn"),
        student("A", tier=3, consent="withdrawn"),
        student("A", tier=3, consent=None),
    ],
)
def test_no_referral_without_a_tier_that_needs_one_and_a_recorded_yes(row):
    assert rows_of(row) == ()


def test_every_column_of_a_referral_says_what_it_should():
    referral = only(
        student(
            "STU-1",
            home_language="es",
            areas="internalising;peer_social",
            why="Worry, and feeling left out.",
            data_confidence="conflicting_informants",
            change="up",
            change_kind="reliable_increase",
            change_words="more difficulties than last time, beyond chance",
            views="the student sees it; the teacher does not.",
        )
    )
    assert referral == Referral(
        referral_id=referral.referral_id,
        student_code="STU-1",
        grade_class="7, 7B",
        urgency="5-10 days",
        why="Worry, and feeling left out.",
        areas="mood and worry; friends and fitting in",
        data_confidence="views differ: ask both. The student sees it; the teacher does not",
        change="more difficulties than last time, beyond chance",
        family_language="es, interpreter: yes",
        contact_allowed="yes",
        next_step=referral.next_step,
        other_options=referral.other_options,
        due_date="2026-11-10",
        status="not started",
        urgency_why="Targeted support, in more than one area",
        listed_on="2026-10-26",
    )
    assert "(evidence" in referral.next_step
    assert referral.other_options.count("; or ") == 1


@pytest.mark.parametrize(
    ("strengths", "cell"),
    [
        (None, ""),
        ("", ""),
        ("kind", "Answers show: is kind and helpful."),
        (
            "lively;kind;calm",
            "Answers show: is kind and helpful; finds ways to stay calm; has energy and interest.",
        ),
        (
            "hopeful;lively;kind;calm",
            "Answers show: is kind and helpful; finds ways to stay calm; looks ahead with hope.",
        ),
    ],
)
def test_strengths_that_answers_show_are_filled_in_and_nothing_else_is(strengths, cell):
    assert only(student("A", strengths=strengths)).strengths == cell


def test_strengths_change_nothing_but_their_own_cell():
    plain, strong = only(student("A")), only(student("A", strengths="kind"))
    assert dataclasses.replace(strong, strengths="") == plain


def test_strengths_of_a_student_who_needs_no_referral_stand_on_no_list():
    assert rows_of(student("A", tier=1, strengths="kind")) == ()


@pytest.mark.parametrize(
    ("tier", "deadlines", "urgency", "due"),
    [
        (3, {}, "1-3 days", "2026-10-30"),  # Wednesday the 28th is a holiday
        (2, {}, "5-10 days", "2026-11-10"),
        (3, {"tier_3": 1}, "1-3 days", "2026-10-27"),
        (3, {"tier_3": 5}, "5-10 days", "2026-11-03"),
        (2, {"tier_2": 20}, "Next meeting", "2026-11-24"),
    ],
)
def test_urgency_and_due_date_follow_the_deadline_of_the_tier(tier, deadlines, urgency, due):
    referral = only(student("A", tier=tier), **deadlines)
    assert (referral.urgency, referral.due_date) == (urgency, due)


@pytest.mark.parametrize("confidence", ["partial", "one_informant", "conflicting_informants"])
def test_thin_data_do_not_make_a_referral_less_urgent(confidence):
    assert only(student("A", data_confidence=confidence)).urgency == "5-10 days"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("first_time", "first time"),
        ("same", "steady"),
        ("up", "more support than last time"),
        ("down", "less support than last time"),
        (None, "not known"),
    ],
)
def test_change_is_said_in_words(change, words):
    assert only(student("A", change=change)).change == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "en, interpreter: no"),
        ("so", "so, interpreter: yes"),
        ("", "not known, interpreter: ask"),
        (None, "not known, interpreter: ask"),
        (float("nan"), "not known, interpreter: ask"),
    ],
)
def test_an_interpreter_is_named_wherever_another_language_is_spoken(language, words):
    assert only(student("A", home_language=language)).family_language == words


def test_intensive_support_begins_with_a_person_meeting_the_student():
    assert only(student("A", tier=3)).next_step.startswith("School counselling, one to one")


def test_where_nothing_may_be_suggested_the_team_decides():
    referral = only(student("A"), as_of=dt.date(2036, 3, 3))
    assert (referral.next_step, referral.other_options) == ("The team decides", "")


def test_at_most_two_other_options_are_named():
    for referral in ReferralList.of_students(whole_school(), day=day_of()).referrals:
        assert referral.other_options.count("; or ") <= 1


def test_an_id_is_the_same_in_every_run_and_differs_by_student_and_window():
    first = only(student("A"))
    assert only(student("A", tier=3, why="Else."), as_of=dt.date(2026, 12, 1)).referral_id == (
        first.referral_id
    )
    assert only(student("A"), window=SPRING).referral_id != first.referral_id
    assert only(student("B")).referral_id != first.referral_id


def test_an_id_does_not_show_the_student_code():
    assert "STU" not in only(student("STU-77")).referral_id


def test_ids_of_a_large_school_do_not_collide():
    rows = [student(f"STU-{number}") for number in range(5000)]
    assert len({referral.referral_id for referral in rows_of(*rows)}) == 5000


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(12)),
    scores=st.lists(st.floats(0, 99), min_size=12, max_size=12),
)
def test_neither_scores_nor_the_order_of_rows_change_the_list(order, scores):
    rows = [student(f"S{number:02}", tier=2 + number % 2) for number in range(12)]
    scored = [rows[number] | {"subscale_score": scores[number]} for number in order]
    assert rows_of(*scored) == rows_of(*rows)


def test_columns_beyond_those_of_the_tier_table_never_reach_the_list():
    planted = {"subscale_score": 987654.0, "answer": "87654321", "name": "Zaphod"}
    cells = " ".join(only(student("A") | planted).cells())
    assert not any(mark in cells for mark in ("987654", "87654321", "Zaphod"))


def test_an_empty_school_has_an_empty_list():
    assert rows_of() == ()


@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        ({}, "complete"),
        (
            {"doubt": "the student's own answers lie close to a cut-point"},
            "complete; the student's own answers lie close to a cut-point",
        ),
        (
            {
                "data_confidence": "partial",
                "next_questionnaire": "Still to answer: X (you)",
            },
            "partial. Still to answer: X (you)",
        ),
        (
            {
                "data_confidence": "conflicting_informants",
                "doubt": "those who answered see it differently; some questions were left blank",
                "views": "the student sees it; the teacher does not.",
            },
            (
                "views differ: ask both; some questions were left blank."
                " The student sees it; the teacher does not"
            ),
        ),
        ({"tier": None}, None),
    ],
)
def test_data_confidence_says_what_is_missing_doubtful_or_still_to_come(facts, cell):
    rows = rows_of(student("A", **facts))
    assert [row.data_confidence for row in rows] == ([] if cell is None else [cell])


def test_what_people_wrote_stands_in_the_next_list_and_locked_cells_stay_as_issued():
    written = {
        "owner": "Ana Ortiz",
        "status": "plan_agreed",
        "student_seen_on": "2026-10-27",
        "note": "Call after 3 pm.",
        "strengths": "Draws well.",
        "override": "targeted support: knows the family",
    }
    acts = [wrote("A", field, text) for field, text in written.items()]
    forged = [wrote("A", "why", "Else."), wrote("A", "due_date", "2030-01-01")]
    plain = only(student("A", strengths="kind"))
    (row,) = rows_of(student("A", strengths="kind"), day=day_of(*acts, *forged))
    assert row == dataclasses.replace(
        plain, **(written | {"status": "plan agreed"}), urgency="Next meeting"
    )


def test_the_last_word_of_people_stands_and_a_cell_made_empty_is_empty():
    acts = [wrote("A", "note", "First."), wrote("A", "note", "Second.")]
    assert rows_of(student("A"), day=day_of(*acts))[0].note == "Second."
    assert rows_of(student("A"), day=day_of(*acts, wrote("A", "note", "")))[0].note == ""


def test_what_was_written_about_another_student_or_window_stands_elsewhere():
    acts = [wrote("B", "note", "Not A."), wrote("A", "note", "Spring.", window=SPRING)]
    assert rows_of(student("A"), day=day_of(*acts))[0].note == ""


def test_a_row_that_was_only_listed_before_is_as_new_but_for_its_first_day():
    (row,) = rows_of(student("A"), day=day_of(listed_on("A", "2026-10-23", level=2)))
    assert (row.status, row.listed_on) == ("not started", "2026-10-23")
