"""A referral's state is its acts folded: issued once, filled in as last said."""

import datetime as dt

from screening.followup.state import concerns_of, states_of
from screening.ledger.act import Act

ISSUED = Act("referral_issued", "2026_autumn", "maple", "S1", "R-1", "2", new="2026-10-26")


def act(field: str, new: str, *, old: str = "", subject: str = "R-1", school: str = "maple") -> Act:
    return Act(
        "followup",
        "2026_autumn",
        school,
        "S1",
        subject,
        field,
        old=old,
        new=new,
        by="A. Counsellor",
        at="2026-11-02",
    )


def test_a_referral_that_was_only_issued_is_not_started():
    state = states_of([ISSUED])["R-1"]
    assert (state.status, state.fields) == ("not_started", {})
    assert state.cells() == {"status": "not started"}
    assert (state.student_ref, state.school_id, state.window_id) == ("S1", "maple", "2026_autumn")


def test_the_last_word_about_a_column_stands_and_the_history_keeps_all():
    acts = [
        ISSUED,
        act("status", "student_seen"),
        act("status", "family_reached"),
        act("note", "x"),
    ]
    state = states_of(acts)["R-1"]
    assert state.fields == {"status": "family_reached", "note": "x"}
    assert state.cells()["status"] == "family reached"
    assert state.history == tuple(acts)


def test_a_cell_made_empty_is_gone():
    acts = [ISSUED, act("note", "x"), act("note", "", old="x")]
    assert states_of(acts)["R-1"].fields == {}


def test_deadlines_count_from_the_first_list_that_said_at_least_this_tier():
    later = Act("referral_issued", "2026_autumn", "maple", "S1", "R-1", "3", new="2026-11-02")
    again = Act("referral_issued", "2026_autumn", "maple", "S1", "R-1", "2", new="2026-12-02")
    state = states_of([ISSUED, later, again])["R-1"]
    assert state.issued == {2: dt.date(2026, 10, 26), 3: dt.date(2026, 11, 2)}
    assert state.listed_on(2) == dt.date(2026, 10, 26)
    assert state.listed_on(3) == dt.date(2026, 11, 2)


def test_a_student_listed_at_tier_3_first_was_listed_at_least_at_tier_2_then():
    first = Act("referral_issued", "2026_autumn", "maple", "S1", "R-1", "3", new="2026-10-26")
    state = states_of([first])["R-1"]
    assert state.listed_on(2) == dt.date(2026, 10, 26)


def test_a_class_has_no_student_and_no_tier():
    issued = Act("referral_issued", "2026_autumn", "maple", "", "R-c", new="2026-10-26")
    state = states_of([issued])["R-c"]
    assert (state.student_ref, state.listed_on(0)) == ("", dt.date(2026, 10, 26))
    assert state.listed_on(2) is None


def test_referrals_are_kept_apart_and_other_acts_are_not_about_them():
    override = Act(
        "override", "w", "maple", "S1", "S1", "tier", new="3", by="A", at="2026-11-02", reason="r"
    )
    states = states_of([ISSUED, act("note", "y", subject="R-2"), override])
    assert sorted(states) == ["R-1", "R-2"]
    assert states["R-1"].fields == {}


def test_a_student_who_changed_school_is_with_the_school_that_acted_last():
    assert states_of([ISSUED, act("note", "x", school="cedar")])["R-1"].school_id == "cedar"


def test_concerns_of_staff_are_told_by_student_and_column():
    def concern(field: str, new: str, ref: str) -> Act:
        return Act("staff_concern", "w", "maple", ref, ref, field, new=new, by="A", at="2026-11-02")

    acts = [
        concern("staff_concern", "no", "S7"),
        concern("staff_concern", "yes: see within 3 days", "S7"),
        concern("note", "quiet", "S8"),
        ISSUED,
    ]
    assert concerns_of(acts) == {
        "S7": {"staff_concern": "yes: see within 3 days"},
        "S8": {"note": "quiet"},
    }
