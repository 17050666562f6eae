"""Which way a referral may go: the allowed moves, several at once where they are told, back why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.followup.moves import move_between
from screening.followup.rules import load_followup
from screening.referrals.rules import load_rules

STATUSES = [status.id for status in load_rules().status]
NEXT = {status.id: status.next for status in load_rules().status}
ALL = ("student_seen_on", "family_contact", "agreed_plan")


@pytest.mark.parametrize("old", STATUSES)
def test_every_move_of_the_rules_is_allowed_without_anything_told(old):
    for new in NEXT[old]:
        assert move_between(old, new, told=()).kind == "forward"
        assert move_between(old, new, told=()).steps == (old, new)


def test_the_way_of_a_whole_term_can_be_told_at_once():
    move = move_between("not_started", "stepped_down", told=ALL)
    assert (move.kind, move.steps) == (
        "forward",
        (
            "not_started",
            "student_seen",
            "family_reached",
            "plan_agreed",
            "support_started",
            "review_due",
            "stepped_down",
        ),
    )


def test_what_was_jumped_over_and_not_told_is_named():
    move = move_between("not_started", "plan_agreed", told=("family_contact",))
    assert (move.kind, move.untold) == ("untold", ("student_seen_on",))


def test_the_last_step_needs_no_column_of_its_own():
    assert move_between("not_started", "family_reached", told=("student_seen_on",)).kind == (
        "forward"
    )


def test_a_first_visit_says_that_the_student_was_referred_out():
    move = move_between("student_seen", "first_visit_confirmed", told=())
    assert move.steps == ("student_seen", "referred_out", "first_visit_confirmed")


def test_nobody_gets_to_closed_by_way_of_a_side_exit():
    """Three calls without an answer are not behind every closed referral."""
    assert "no_contact_after_3_tries" not in move_between("not_started", "closed", told=ALL).steps


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("closed", "student_seen"),
        ("closed", "not_started"),
        ("moved_school", "student_seen"),
        ("plan_agreed", "family_reached"),
        ("declined_by_family", "family_reached"),
        ("not_needed_after_review", "student_seen"),
    ],
)
def test_to_a_status_before_it_is_back(old, new):
    assert move_between(old, new, told=ALL).kind == "back"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plan_agreed", "not_needed_after_review"),
        ("already_supported", "plan_agreed"),
        ("support_started", "not_needed_after_review"),
        ("support_started", "already_supported"),
    ],
)
def test_neither_forward_nor_back_is_not_allowed(old, new):
    assert move_between(old, new, told=ALL).kind == "not_allowed"


def test_nothing_leads_out_of_closed_but_back():
    kinds = {move_between("closed", new, told=ALL).kind for new in STATUSES if new != "closed"}
    assert kinds == {"back", "not_allowed"}


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES), st.sets(st.sampled_from(ALL)))
def test_every_step_of_a_forward_move_is_a_move_of_the_rules(old, new, told):
    move = move_between(old, new, told=told)
    if move.kind == "forward":
        assert (move.steps[0], move.steps[-1]) == (old, new)
        for step, following in zip(move.steps, move.steps[1:], strict=False):
            assert following in NEXT[step]
        passed = load_followup().passed
        assert {passed[step] for step in move.steps[1:-1]} - {""} <= told
    assert (move.kind == "same") == (old == new)


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES), st.sets(st.sampled_from(ALL)))
def test_telling_more_never_forbids_a_move(old, new, told):
    if move_between(old, new, told=told).kind == "forward":
        assert move_between(old, new, told=ALL).kind == "forward"
