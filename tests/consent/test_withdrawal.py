"""Whom a withdrawal reaches: the window that says so and the earlier ones, until it is lifted."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from screening.consent.withdrawal import (
    Listed,
    acts_to_add,
    mark_of,
    standing,
    withdrawn_later,
)

SPRING, AUTUMN, WINTER = "spring", "autumn", "winter"
REFS = ("S001", "S002", "S003")


class Book:
    """A ledger in memory and what a roster says, run by run."""

    def __init__(self):
        self.acts = []

    def run(self, window, *, out=(), kept=(), on="2026-10-26"):
        listed = [Listed(each, "maple", ref) for each in (window, *kept) for ref in REFS]
        new = acts_to_add(self.acts, listed, set(out), window_id=window, on=on)
        for act in new:
            self.acts.append(replace(act, seq=len(self.acts) + 1))
        return new

    def out_of(self, window):
        return {ref for where, ref in standing(self.acts) if where == window}


def test_a_withdrawal_reaches_this_window_and_those_that_are_kept():
    book = Book()
    book.run(AUTUMN, out=["S001"], kept=[SPRING])
    assert book.out_of(AUTUMN) == book.out_of(SPRING) == {"S001"}
    assert book.out_of(WINTER) == set()
    assert set(withdrawn_later(book.acts, SPRING)) == {"S001"}
    assert withdrawn_later(book.acts, AUTUMN) == {}


def test_the_same_roster_again_adds_nothing():
    book = Book()
    assert len(book.run(AUTUMN, out=["S001"], kept=[SPRING])) == 2
    assert book.run(AUTUMN, out=["S001"], kept=[SPRING]) == []


def test_who_agrees_again_is_back_everywhere():
    book = Book()
    book.run(AUTUMN, out=["S001", "S002"], kept=[SPRING])
    book.run(AUTUMN, out=["S002"], kept=[SPRING])
    assert book.out_of(AUTUMN) == book.out_of(SPRING) == {"S002"}


def test_an_earlier_window_takes_back_nothing_that_a_later_one_said():
    book = Book()
    book.run(AUTUMN, out=["S001"], kept=[SPRING])
    assert book.run(SPRING) == []
    assert book.out_of(SPRING) == {"S001"}


def test_a_later_window_brings_nobody_back_into_an_earlier_one():
    book = Book()
    book.run(SPRING, out=["S001"])
    book.run(AUTUMN, kept=[SPRING])
    assert (book.out_of(SPRING), book.out_of(AUTUMN)) == ({"S001"}, set())


def test_back_and_forth_on_one_day_are_acts_of_their_own():
    book = Book()
    for out in (["S001"], [], ["S001"], []):
        (act,) = book.run(AUTUMN, out=out)
        assert act.student_ref == "S001"
    assert len({act.identity for act in book.acts}) == 4
    assert [(act.old, act.new) for act in book.acts] == [
        ("yes", "withdrawn"), ("withdrawn", "yes"), ("yes", "withdrawn"), ("withdrawn", "yes"),
    ]  # fmt: skip


def test_an_act_says_where_it_comes_from():
    book = Book()
    (act,) = book.run(AUTUMN, out=["S002"], on="2026-11-02")
    assert (act.kind, act.window_id, act.field, act.school_id) == (
        "withdrawn", AUTUMN, AUTUMN, "maple",
    )  # fmt: skip
    assert (act.at, act.by, act.is_of_people) == ("2026-11-02", "pipeline", False)


def test_the_mark_tells_states_apart_and_names_nobody():
    book = Book()
    marks = [mark_of(withdrawn_later(book.acts, SPRING))]
    for out in (["S001"], ["S001", "S002"], ["S002"], []):
        book.run(AUTUMN, out=out, kept=[SPRING])
        marks.append(mark_of(withdrawn_later(book.acts, SPRING)))
    assert marks[0] == marks[4] == ""
    assert len(set(marks)) == 4
    assert not any(ref in mark for mark in marks for ref in REFS)


ROSTERS = st.lists(
    st.tuples(st.sampled_from([SPRING, AUTUMN, WINTER]), st.sets(st.sampled_from(REFS))),
    max_size=12,
)


@given(ROSTERS)
def test_after_any_history_each_window_is_out_of_what_the_last_rosters_from_it_on_say(history):
    order, book, last = [SPRING, AUTUMN, WINTER], Book(), {}
    for window, out in history:
        earlier = order[: order.index(window)]
        book.run(window, out=out, kept=[each for each in earlier if each in last])
        last[window] = (out, [each for each in earlier if each in last])
    for window in order:
        said = [out for later, (out, kept) in last.items() if window in {later, *kept}]
        assert book.out_of(window) == set().union(*said)
