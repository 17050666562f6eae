"""The order: past its date, then urgency, then unseen, then the longest wait, then a lot."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import AS_OF, WINDOW, day_of, list_of, listed_on, rows_of, student, table, wrote

SPRING = WINDOW.model_copy(update={"id": "2027_spring"})


def codes(rows, *acts, **day):
    return [row.student_code for row in rows_of(*rows, day=day_of(*acts, **day))]


def test_whoever_is_past_their_date_stands_first_the_longest_first():
    rows = [student("NEW", tier=3), student("LATE"), student("LATER"), student("DUE")]
    acts = [
        listed_on("LATE", "2026-10-09", level=2),
        listed_on("LATER", "2026-10-06", level=2),
        listed_on("DUE", "2026-10-12", level=2),
    ]
    assert codes(rows, *acts)[:2] == ["LATER", "LATE"]


def test_whom_somebody_has_seen_is_not_overdue():
    rows = [student("A"), student("B", tier=3)]
    seen = [listed_on("A", "2026-10-05", level=2), wrote("A", "status", "student_seen")]
    assert codes(rows, *seen) == ["B", "A"]
    on_date = [listed_on("A", "2026-10-05", level=2), wrote("A", "student_seen_on", "2026-10-08")]
    assert codes(rows, *on_date) == ["B", "A"]


def test_three_vain_tries_are_not_a_meeting():
    acts = [
        listed_on("A", "2026-10-05", level=2),
        wrote("A", "status", "no_contact_after_3_tries"),
    ]
    assert codes([student("A"), student("B", tier=3)], *acts) == ["A", "B"]


def test_within_an_urgency_the_unseen_stand_first_then_the_longest_wait():
    rows = [student(name) for name in ("SEEN", "DONE", "NEW", "WAITS")]
    acts = [
        listed_on("WAITS", "2026-10-23", level=2),
        wrote("SEEN", "status", "plan_agreed"),
        wrote("DONE", "status", "closed"),
        *(wrote(name, "already_in_support", "in a group") for name in ("NEW", "WAITS")),
    ]
    found = rows_of(*rows, day=day_of(*acts))
    assert [row.student_code for row in found] == ["WAITS", "NEW", "SEEN", "DONE"]
    assert {row.urgency for row in found[1:]} == {"Next meeting"}


def test_the_more_urgent_stand_first():
    rows = [student(f"S{number}", tier=2 + number % 2) for number in range(40)]
    urgencies = [row.urgency for row in rows_of(*rows)]
    assert urgencies == ["1-3 days"] * 20 + ["5-10 days"] * 20


def test_equals_stand_in_an_order_drawn_by_window_and_not_by_code():
    rows = [student(f"S{number:02}") for number in range(30)]
    autumn, spring = codes(rows), codes(rows, window=SPRING)
    assert autumn != sorted(autumn)
    assert spring != autumn
    assert sorted(spring) == sorted(autumn)


def test_removing_a_student_does_not_move_the_others():
    rows = [student(f"S{number:02}") for number in range(30)]
    assert codes(rows[1:]) == [code for code in codes(rows) if code != "S00"]


@settings(max_examples=40, deadline=None)
@given(
    facts=st.lists(
        st.tuples(st.sampled_from([2, 3]), st.integers(1, 26), st.booleans()),
        min_size=1,
        max_size=12,
    ),
    later=st.integers(0, 20),
)
def test_the_order_is_that_of_days_late_urgency_and_stage(facts, later):
    rows, acts = [], []
    for number, (tier, day, seen) in enumerate(facts):
        rows.append(student(f"S{number}", tier=tier))
        acts.append(listed_on(f"S{number}", f"2026-10-{day:02}", level=tier))
        if seen:
            acts.append(wrote(f"S{number}", "status", "student_seen"))
    own = list_of(table(*rows), *acts, as_of=AS_OF + dt.timedelta(days=later))
    order = ["Today", "1-3 days", "5-10 days", "Next meeting"]
    keys = [
        (-one.days_late(own.day), order.index(one.urgency(own.day)), one.stage != "to_see")
        for one in own.listed
    ]
    assert keys == sorted(keys)
    assert len(own.listed) == len(facts)
