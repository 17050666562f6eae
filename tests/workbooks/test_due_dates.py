"""Deadlines count from the first list that said so, and never move back because of a re-run."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import AS_OF, GROUPS, day_of, list_of, listed_on, referral_id, student, table

from screening.programme.school_days import add_school_days
from screening.referrals.issued import issued_acts
from screening.referrals.referral_list import ReferralList

ID = referral_id("A")


def due(*acts, level, as_of=AS_OF) -> str:
    return day_of(*acts, as_of=as_of).due_date(ID, level=level).isoformat()


def test_what_no_list_has_shown_counts_from_this_list():
    assert [due(level=level) for level in (1, 2, 3)] == ["2026-11-17", "2026-11-10", "2026-10-30"]


@pytest.mark.parametrize("later", [0, 1, 4, 20])
def test_a_re_run_moves_no_date(later):
    first = listed_on("A", "2026-10-26", level=2)
    as_of = AS_OF + dt.timedelta(days=later)
    assert due(first, level=2, as_of=as_of) == "2026-11-10"


def test_more_need_later_has_its_own_short_deadline_unless_the_first_is_earlier():
    first = listed_on("A", "2026-10-26", level=2)
    assert due(first, level=3, as_of=dt.date(2026, 11, 2)) == "2026-11-05"
    assert due(first, level=3, as_of=dt.date(2026, 11, 9)) == "2026-11-10"


def test_less_need_later_counts_from_the_first_day_on_which_there_was_more():
    first = listed_on("A", "2026-10-26", level=3)
    assert due(first, level=2, as_of=dt.date(2026, 11, 9)) == "2026-11-10"


def test_what_another_list_shows_of_somebody_else_says_nothing():
    other = listed_on("B", "2026-10-01", level=3)
    assert due(other, level=3) == "2026-10-30"


def test_a_day_after_this_list_is_no_first_day():
    """A list made again for an earlier day never counts from a later one."""
    assert due(listed_on("A", "2026-11-20", level=2), level=2) == "2026-11-10"


@settings(max_examples=150, deadline=None)
@given(
    runs=st.lists(st.tuples(st.integers(0, 30), st.sampled_from([1, 2, 3])), min_size=1, max_size=6)
)
def test_over_any_runs_a_date_at_one_level_never_moves_and_more_need_is_never_later(runs):
    acts, seen = [], {}
    for step, level in sorted(runs, key=lambda run: run[0]):
        as_of = AS_OF + dt.timedelta(days=step)
        day = day_of(*acts, as_of=as_of)
        dates = [day.due_date(ID, level=each) for each in (1, 2, 3)]
        assert dates == sorted(dates, reverse=True)
        known = [each for each in seen if each >= level]
        if known:
            assert day.due_date(ID, level=level) <= seen[min(known)]["at"][level]
        seen.setdefault(level, {"at": {each: dates[each - 1] for each in (1, 2, 3)}})
        acts.append(listed_on("A", as_of.isoformat(), level=level))
        acts = first_of_each(acts)


def first_of_each(acts):
    """Return acts as the ledger keeps them: the first of each subject and level."""
    first = {}
    for act in acts:
        first.setdefault((act.subject, act.field), act)
    return list(first.values())


def test_days_without_school_at_this_school_count_for_nothing():
    plain = day_of()
    closed = day_of(school=plain.school.model_copy(update={"days_off": (dt.date(2026, 10, 27),)}))
    assert closed.due_date(ID, level=3) == add_school_days(
        plain.due_date(ID, level=3), 1, holidays=plain.days_off
    )


def test_a_list_promises_what_it_shows_and_the_next_list_keeps_it():
    students = table(student("A"), student("B", tier=3), student("C", tier=1))
    own = list_of(students, groups=GROUPS)
    acts = issued_acts(own)
    assert [(act.student_ref, act.field, act.new) for act in acts] == [
        (one.student.student_ref, str(one.level), "2026-10-26") for one in own.listed
    ] + [("", "", "2026-10-26")]
    assert {act.subject for act in acts} == {row.referral_id for row in own.rows}
    later = ReferralList.of_students(
        students, day=day_of(*acts, as_of=dt.date(2026, 10, 29)), groups=GROUPS
    )
    assert {row.referral_id: row.due_date for row in later.rows} == {
        row.referral_id: row.due_date for row in own.rows
    }
    assert {row.listed_on for row in later.rows} == {"2026-10-26"}


def test_nothing_is_promised_to_who_only_stands_there_because_of_an_earlier_list():
    own = list_of(table(student("A", tier=1)), listed_on("A", "2026-10-12", level=2))
    assert [one.is_current for one in own.listed] == [False]
    assert issued_acts(own) == []


def test_urgency_says_what_is_left_of_the_deadline():
    first = listed_on("A", "2026-10-26", level=2)
    said = {
        as_of: list_of(table(student("A")), first, as_of=dt.date(2026, 11, as_of)).referrals[0]
        for as_of in (2, 5, 10, 11)
    }
    assert [row.urgency for row in said.values()] == ["5-10 days", "1-3 days", "Today", "Today"]
    assert {row.due_date for row in said.values()} == {"2026-11-10"}
