"""Whoever once stood on the list stays until a person closes it; staff put a student there too."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import (
    WINDOW,
    day_of,
    list_of,
    listed_on,
    rows_of,
    student,
    table,
    without_tier,
    worried,
    wrote,
)

LISTED = listed_on("A", "2026-10-12", level=2)


def why_of(row, *acts) -> str:
    (found,) = rows_of(row, day=day_of(*acts))
    return found.why


def test_a_student_whom_the_answers_do_not_point_to_any_more_stays_with_words_why():
    (row,) = rows_of(student("A", tier=1, areas="", why=""), day=day_of(LISTED))
    assert row.why == (
        "On this list since 2026-10-12. The answers do not point to targeted or intensive support"
        " any more: decide with what you know, and close it."
    )
    assert (row.next_step, row.urgency) == ("The team decides", "Next meeting")
    assert row.urgency_why == "Already on the list: decide and close"


def test_a_student_without_a_result_now_stays_with_the_reason():
    why = why_of(without_tier("A", "answers_set_aside"), LISTED)
    assert "There is no result (Answers could not be used: see problems.xlsx)" in why


def test_a_person_who_decided_on_universal_support_is_named():
    row = student("A", tier=1, override_by="Ana", why="Ana decided on tier 1 on 2026-10-20: fine.")
    why = why_of(row, LISTED)
    assert why.startswith(
        "On this list since 2026-10-12. Ana decided on tier 1 on 2026-10-20: fine"
    )
    assert why.endswith("Close it when nothing is left to do.")


def test_a_student_who_left_the_roster_stays_on_the_list_of_the_school_that_showed_them():
    own = list_of(table(student("B")), LISTED)
    row = {row.student_code: row for row in own.referrals}["A"]
    assert row.why.startswith("On this list since 2026-10-12. No longer on the roster")
    assert own.counted().off_roster == 1
    assert own.counted().rostered == 1


def test_a_student_who_changed_school_is_on_the_list_of_the_new_school_alone():
    moved = student("A", school_id="oak")
    own = list_of(table(student("B"), moved), LISTED)
    assert [row.student_code for row in own.referrals] == ["B"]
    oak = day_of().school.model_copy(update={"id": "oak"})
    (row,) = rows_of(student("B"), moved, day=day_of(LISTED, school=oak))
    assert (row.student_code, row.listed_on) == ("A", "2026-10-12")


def test_who_withdrew_is_on_no_list_whatever_an_earlier_one_showed():
    assert rows_of(student("A", consent="withdrawn"), day=day_of(LISTED)) == ()
    assert rows_of(student("A", consent="opted_out", tier=3), day=day_of(LISTED)) == ()
    gone = day_of(LISTED, withdrawn=frozenset({"A"}))
    assert [row.student_code for row in rows_of(student("B"), day=gone)] == ["B"]


def test_a_list_of_another_window_keeps_nobody():
    spring = WINDOW.model_copy(update={"id": "2026_spring"})
    earlier = listed_on("A", "2026-04-12", level=2, window=spring)
    assert rows_of(student("A", tier=1), day=day_of(earlier)) == ()


def test_what_only_a_later_list_showed_is_not_on_this_one():
    later = listed_on("A", "2026-10-27", level=2)
    assert rows_of(student("A", tier=1), day=day_of(later)) == ()


def test_whoever_stays_keeps_what_people_wrote():
    acts = [LISTED, wrote("A", "owner", "Ana Ortiz"), wrote("A", "status", "plan_agreed")]
    (row,) = rows_of(student("A", tier=1), day=day_of(*acts))
    assert (row.owner, row.status) == ("Ana Ortiz", "plan agreed")


def test_only_a_decision_is_left_so_no_slot_is_planned_and_nothing_is_overdue():
    own = list_of(table(student("A", tier=1)), listed_on("A", "2026-10-01", level=3), slots=5)
    assert (own.to_see, own.overdue(), own.waves) == ((), (), ())


@pytest.mark.parametrize(
    ("choice", "urgency", "due"),
    [
        ("yes: see within 3 days", "1-3 days", "2026-10-30"),
        ("yes: discuss at next meeting", "Next meeting", "2026-11-17"),
    ],
)
@pytest.mark.parametrize("row", [without_tier("A", "not_answered"), student("A", tier=1, why="")])
def test_a_concern_of_staff_puts_a_student_on_the_list_and_says_so(row, choice, urgency, due):
    (found,) = rows_of(row, day=day_of(worried("A", choice)))
    assert (found.urgency, found.due_date) == (urgency, due)
    assert found.why.startswith("Staff concern, not answers: Staff ask that ")
    assert found.next_step == "The team decides"


def test_a_concern_beside_answers_adds_its_words_and_the_shorter_deadline():
    day = day_of(worried("A", "yes: see within 3 days"))
    (row,) = rows_of(student("A"), day=day)
    assert row.why.startswith("Worry on most days. Staff concern, not answers: ")
    assert row.urgency == "1-3 days"
    assert row.next_step != "The team decides"


@pytest.mark.parametrize("choice", ["no", "", "a word of another list"])
def test_no_concern_puts_nobody_on_the_list(choice):
    assert rows_of(without_tier("A", "not_answered"), day=day_of(worried("A", choice))) == ()


def test_a_concern_taken_back_counts_no_more():
    acts = [worried("A", "yes: see within 3 days"), worried("A", "no")]
    assert rows_of(without_tier("A", "not_answered"), day=day_of(*acts)) == ()


def test_no_concern_puts_a_student_on_the_list_whose_family_did_not_agree():
    row = without_tier("A", "opted_out", consent="opted_out")
    assert rows_of(row, day=day_of(worried("A", "yes: see within 3 days"))) == ()


ROWS = st.sampled_from(
    [
        student("A"),
        student("A", tier=3),
        student("A", tier=1, why=""),
        without_tier("A", "not_answered"),
        student("A", tier=2, override_by="Ana"),
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(ROWS, min_size=1, max_size=4),
    concerns=st.lists(st.sampled_from(["no", "yes: see within 3 days"]), max_size=2),
)
def test_once_listed_always_listed_exactly_once(rows, concerns):
    acts = [LISTED, *(worried("A", choice) for choice in concerns)]
    for row in rows:
        found = rows_of(row, student("B"), day=day_of(*acts))
        assert sorted(one.student_code for one in found) == ["A", "B"]
