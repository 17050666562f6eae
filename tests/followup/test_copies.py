"""Two copies of one list come back: what differs is settled by what is newer, and said."""

import datetime as dt

from returning import READ, Returning, fill, found

EARLY = {"status": "student seen", "student_seen_on": "2026-11-03"}
LATE = {
    "status": "family reached",
    "student_seen_on": "2026-11-05",
    "family_contact": "phone 2026-11-06",
}


def copies(maple, first, second):
    """Return two copies of the same list, filled in by two people."""
    one = fill(maple.copy("first.xlsx"), one=first)
    return one, fill(maple.copy("second.xlsx"), one=second)


def test_what_only_one_copy_says_is_taken_from_each(maple):
    one, two = copies(maple, EARLY, {"note": "likes chess"})
    reading = maple.read(one, two)
    assert found(reading) == []
    assert maple.state().fields == {
        "status": "student_seen",
        "student_seen_on": "2026-11-03",
        "note": "likes chess",
    }


def test_the_newer_day_wins_and_the_conflict_is_listed(maple):
    one, two = copies(maple, EARLY, LATE)
    reading = maple.read(one, two)
    assert found(reading) == [("newer_copy", "Student seen on")]
    assert reading.taken[1].count("conflict") == 1
    fields = maple.state().fields
    assert (fields["status"], fields["student_seen_on"]) == ("family_reached", "2026-11-05")


def test_the_older_copy_changes_nothing_when_it_comes_later(maple):
    one, two = copies(maple, LATE, EARLY)
    reading = maple.read(one, two)
    assert found(reading) == [("older_copy", "Status"), ("older_copy", "Student seen on")]
    fields = maple.state().fields
    assert (fields["status"], fields["student_seen_on"]) == ("family_reached", "2026-11-05")


def test_both_orders_end_at_the_same_newest_word(tmp_path):
    ends = []
    for name, order in (("a", (EARLY, LATE)), ("b", (LATE, EARLY))):
        maple = Returning(tmp_path / name)
        maple.read(*copies(maple, *order))
        ends.append(maple.state().fields)
    assert ends[0] == ends[1]


def test_an_older_copy_never_moves_a_status_back_whatever_reason_it_has(maple):
    one, two = copies(maple, {**LATE}, {"status": "no contact after 3 tries", "note": "tried"})
    maple.read(one)
    assert found(maple.read(two)) == [("older_copy", "Status")]
    assert maple.state().status == "family_reached"
    assert maple.state().fields["note"] == "tried"


def test_the_counsellors_own_file_may_come_back_every_week(maple):
    path = fill(maple.copy("mine.xlsx"), one=EARLY)
    maple.read(path)
    fill(path, one={"status": "family reached", "family_contact": "phone 2026-11-06"})
    fill(path, one={"note": "calm talk"})
    assert found(maple.read(path)) == []
    fill(
        path, one={"status": "plan agreed", "agreed_plan": "own plan", "note": "calm talk; agreed"}
    )
    assert found(maple.read(path)) == []
    assert maple.state().status == "plan_agreed"
    assert maple.state().fields["note"] == "calm talk; agreed"


def test_a_text_that_replaces_somebody_elses_is_taken_and_told(maple):
    one, two = copies(maple, {"note": "likes chess"}, {"note": "likes dogs"})
    reading = maple.read(one, two)
    assert found(reading) == [("newer_copy", "Note")]
    assert "--history" in reading.taken[1].findings[0].mend
    assert maple.state().fields["note"] == "likes dogs"
    assert [act.new for act in maple.state().history if act.field == "note"] == [
        "likes chess",
        "likes dogs",
    ]


def test_what_was_replaced_does_not_come_back_with_its_copy(maple):
    one, two = copies(maple, {"note": "likes chess"}, {"note": "likes dogs"})
    maple.read(one, two)
    assert found(maple.read(one)) == []
    again = fill(one, two={"note": "new"})
    assert found(maple.read(again)) == [("said_before", "Note")]
    assert maple.state().fields["note"] == "likes dogs"


def test_an_older_list_says_nothing_about_cells_it_left_as_they_were_issued(maple):
    """The list shows 'student seen'; meanwhile the family was reached; the old list comes back."""
    maple.read(maple.filled(one=EARLY))
    old = fill(maple.issue(on=dt.date(2026, 11, 6)), one={"note": "calm"})
    maple.read(maple.filled("other.xlsx", one=LATE))
    maple.issue(on=READ)
    reading = maple.read(old, older="taken")
    assert found(reading) == []
    assert maple.state().status == "family_reached"
    assert maple.state().fields["note"] == "calm"


def test_a_choice_made_again_on_the_newest_list_is_no_conflict(maple):
    one, two = copies(maple, {"note": "likes chess"}, {"note": "likes dogs"})
    maple.read(one, two)
    maple.issue(on=READ)
    assert found(maple.read(maple.filled(one={"note": "likes chess"}))) == []
    assert maple.state().fields["note"] == "likes chess"


def test_two_copies_that_say_the_same_are_no_conflict(maple):
    one, two = copies(maple, EARLY, {**EARLY, "note": "x"})
    reading = maple.read(one, two)
    assert (found(reading), reading.new_count) == ([], 3)
