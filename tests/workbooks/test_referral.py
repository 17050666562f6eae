"""One referral per student who needs one, in words, in an order that no score decides."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import AS_OF, WINDOW, programme, student, table, whole_school, without_tier

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.referrals.referral import (
    Referral,
    ReferralColumns,
    build_referrals,
    load_columns,
)


def referrals_of(*rows, window=WINDOW, as_of=AS_OF, **deadlines):
    settings_ = programme(**deadlines)
    return build_referrals(table(*rows), programme=settings_, window=window, as_of=as_of)


def only(*rows, **changes) -> Referral:
    (referral,) = referrals_of(*rows, **changes)
    return referral


def test_there_are_24_columns_in_the_order_of_the_row():
    assert [column.id for column in load_columns()] == [
        field.name for field in dataclasses.fields(Referral)
    ]
    assert len(load_columns()) == 24


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
    assert referrals_of(row) == []


def test_every_column_of_a_referral_says_what_it_should():
    referral = only(
        student(
            "STU-1",
            home_language="es",
            areas="internalising;peer_social",
            why="Worry, and feeling left out.",
            data_confidence="conflicting_informants",
            change="up",
        )
    )
    assert referral == Referral(
        referral_id=referral.referral_id,
        student_code="STU-1",
        grade_class="7, 7B",
        urgency="5-10 days",
        why="Worry, and feeling left out.",
        areas="mood and worry; friends and fitting in",
        data_confidence="views differ: ask both",
        change="more support than last time",
        family_language="es, interpreter: yes",
        contact_allowed="yes",
        next_step="Small group on worry and mood skills, CBT based (evidence moderate)",
        other_options="Coping skills group with a set course (evidence moderate); or "
        "Mentoring by a caring adult (evidence moderate)",
        due_date="2026-11-10",
        status="not started",
    )


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
    assert strong.locked_hash() == plain.locked_hash()


def test_strengths_of_a_student_who_needs_no_referral_stand_on_no_list():
    assert referrals_of(student("A", tier=1, strengths="kind")) == []


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
    referral = only(student("A"), as_of=dt.date(2031, 3, 3))
    assert (referral.next_step, referral.other_options) == ("The team decides", "")


def test_at_most_two_other_options_are_named():
    for referral in build_referrals(
        whole_school(), programme=programme(), window=WINDOW, as_of=AS_OF
    ):
        assert referral.other_options.count("; or ") <= 1


def test_an_id_is_the_same_in_every_run_and_differs_by_student_and_window():
    spring = WINDOW.model_copy(update={"id": "2027_spring"})
    first = only(student("A"))
    assert only(student("A", tier=3, why="Else."), as_of=dt.date(2026, 12, 1)).referral_id == (
        first.referral_id
    )
    assert only(student("A"), window=spring).referral_id != first.referral_id
    assert only(student("B")).referral_id != first.referral_id


def test_an_id_does_not_show_the_student_code():
    assert "STU" not in only(student("STU-77")).referral_id


def test_ids_of_a_large_school_do_not_collide():
    rows = [student(f"STU-{number}") for number in range(5000)]
    assert len({referral.referral_id for referral in referrals_of(*rows)}) == 5000


def test_the_more_urgent_stand_first():
    rows = [student(f"S{number}", tier=2 + number % 2) for number in range(40)]
    urgencies = [referral.urgency for referral in referrals_of(*rows)]
    assert urgencies == ["1-3 days"] * 20 + ["5-10 days"] * 20


def test_within_an_urgency_the_order_is_drawn_by_window_and_not_by_code():
    rows = [student(f"S{number:02}") for number in range(30)]
    spring = WINDOW.model_copy(update={"id": "2027_spring"})
    autumn_codes = [one.student_code for one in referrals_of(*rows)]
    spring_codes = [one.student_code for one in referrals_of(*rows, window=spring)]
    assert autumn_codes != sorted(autumn_codes)
    assert spring_codes != autumn_codes
    assert sorted(spring_codes) == sorted(autumn_codes)


def test_removing_a_student_does_not_move_the_others():
    rows = [student(f"S{number:02}") for number in range(30)]
    all_codes = [one.student_code for one in referrals_of(*rows)]
    fewer = [one.student_code for one in referrals_of(*rows[1:])]
    assert fewer == [code for code in all_codes if code != "S00"]


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(12)),
    scores=st.lists(st.floats(0, 99), min_size=12, max_size=12),
)
def test_neither_scores_nor_the_order_of_rows_change_the_list(order, scores):
    rows = [student(f"S{number:02}", tier=2 + number % 2) for number in range(12)]
    scored = [rows[number] | {"subscale_score": scores[number]} for number in order]
    assert referrals_of(*scored) == referrals_of(*rows)


def test_columns_beyond_those_of_the_tier_table_never_reach_the_list():
    planted = {"subscale_score": 987654.0, "answer": "87654321", "name": "Zaphod"}
    cells = " ".join(only(student("A") | planted).cells())
    assert not any(mark in cells for mark in ("987654", "87654321", "Zaphod"))


def test_the_hash_watches_issued_cells_and_not_those_the_school_fills_in():
    referral = only(student("A"))
    assert dataclasses.replace(referral, owner="Ana", status="closed", note="x").locked_hash() == (
        referral.locked_hash()
    )
    for column in load_columns():
        changed = dataclasses.replace(referral, **{column.id: "else"})
        assert (changed.locked_hash() != referral.locked_hash()) == (column.entry == "none")


def test_an_empty_school_has_an_empty_list():
    assert referrals_of() == []
