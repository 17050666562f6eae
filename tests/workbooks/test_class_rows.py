"""Class rows: which classes have one, what it says, and what is said of the others."""

import datetime as dt

import pytest
from tier_table import AS_OF, day_of

from screening.class_support.groups import Group, SchoolGroups
from screening.class_support.rules import load_class_support
from screening.ledger.act import Act
from screening.referrals.class_rows import class_notes, class_rows


def group(flagged: int, screened: int, **changes: object) -> Group:
    """Return a class, a grade or a school as the tables decide it."""
    rule = load_class_support().decision
    interval = rule.interval(flagged, screened=screened)
    plain = {"school_id": "maple", "grade": "7", "class_id": "7B"} | changes
    return Group(
        **plain,
        screened_count=screened,
        flagged_count=flagged,
        low=interval.low,
        high=interval.high,
        decision=rule.decide(flagged, screened=screened),
    )


def rows_of(*classes: Group, wider=(), day=None):
    return class_rows(SchoolGroups(classes, tuple(wider)), day=day or day_of())


def row_of(flagged: int, screened: int, **more):
    ((row),) = rows_of(group(flagged, screened), **more)
    return row.row


@pytest.mark.parametrize(("flagged", "count"), [(4, 0), (5, 0), (8, 0), (9, 1), (22, 1)])
def test_a_class_of_22_has_a_row_from_9_flagged_on(flagged, count):
    assert len(rows_of(group(flagged, 22))) == count


def test_the_row_gives_the_counts_and_what_chance_leaves_open_in_plain_counts():
    row = row_of(11, 30)
    assert row.why == (
        "11 of 30 screened students in this class may need support. Allowing for chance, that is"
        " 22 to 54 in 100 such students; from 20 in 100 on, look at the class before the single"
        " child."
    )


def test_the_row_says_what_to_plan_and_by_when():
    row = row_of(12, 30)
    assert (row.student_code, row.grade_class) == ("whole class", "7, 7B")
    assert row.next_step == "Plan class support"
    assert row.other_options.startswith("Talk with the class teacher")
    assert (row.urgency, row.due_date, row.status) == ("Next meeting", "2026-11-17", "not started")
    assert row.listed_on == AS_OF.isoformat()


def test_the_row_carries_its_place_so_that_its_students_can_stand_beneath_it():
    (found,) = rows_of(group(12, 20, grade="K", class_id="A"))
    assert (found.school_id, found.grade, found.class_id) == ("maple", "K", "A")


@pytest.mark.parametrize(
    ("wider", "said"),
    [
        (group(60, 120, class_id=""), "The whole of grade 7 lies above 20 in 100, allowing for"),
        (group(90, 300, grade="", class_id=""), "The whole school lies above 20 in 100, allowing"),
    ],
)
def test_a_grade_or_school_that_lies_as_high_is_named_first(wider, said):
    why = row_of(12, 30, wider=[wider]).why
    assert said in why
    assert why.endswith("first.")


def test_a_grade_that_chance_explains_is_not_named():
    ordinary = group(25, 120, class_id="")
    assert "grade" not in row_of(12, 30, wider=[ordinary]).why


def test_what_is_known_of_the_raters_stands_at_the_end_of_the_row():
    (row,) = rows_of(group(12, 30, rater_words="One person rated all of them."))
    assert row.row.why.endswith("child. One person rated all of them.")


def test_the_date_counts_from_the_first_list_that_showed_the_class():
    before = row_of(12, 30)
    first = Act(
        kind="referral_issued",
        window_id="2026_autumn",
        school_id="maple",
        student_ref="",
        subject=before.referral_id,
        new=AS_OF.isoformat(),
        at=AS_OF.isoformat(),
    )
    later = AS_OF + dt.timedelta(days=14)
    again = row_of(12, 30, day=day_of(first, as_of=later))
    assert (again.due_date, again.listed_on) == (before.due_date, before.listed_on)
    assert row_of(12, 30, day=day_of(as_of=later)).due_date > before.due_date
    assert again.urgency != before.urgency


def test_the_same_class_letter_in_two_grades_is_two_classes():
    rows = rows_of(group(12, 12, grade="6", class_id="B"), group(12, 12, class_id="B"))
    assert [each.row.grade_class for each in rows] == ["6, B", "7, B"]
    assert rows[0].row.referral_id != rows[1].row.referral_id


def test_a_class_that_cannot_be_told_from_chance_has_a_note_and_no_row():
    groups = SchoolGroups((group(5, 22), group(4, 22, class_id="7C"), group(9, 22, class_id="7D")))
    (note,) = class_notes(groups)
    assert note == (
        "Grade 7, class 7B: 5 of 22 screened students may need support. Allowing for chance, that"
        " is 10 to 43 in 100 such students, so 22 are too few to tell whether it is the class."
        " Start with the single students, and look at the class again after the next window."
    )


def test_what_is_known_of_the_raters_stands_at_the_end_of_a_note():
    (note,) = class_notes(SchoolGroups((group(5, 22, rater_words="One person rated all."),)))
    assert note.endswith("after the next window. One person rated all.")


def test_classes_with_too_few_screened_are_counted_in_one_note():
    small = [group(flagged, 9, class_id=f"7{flagged}") for flagged in (0, 5, 9)]
    notes = class_notes(SchoolGroups((*small, group(5, 22))))
    assert notes[1:] == (
        "3 of the classes have fewer than 10 screened students: nothing is said about them.",
    )


def test_a_grade_that_lies_high_has_a_note_although_none_of_its_classes_is_decided():
    classes = (group(8, 22), group(6, 19, class_id="7C"))
    first, *rest = class_notes(SchoolGroups(classes, (group(14, 41, class_id=""),)))
    assert first == (
        "The whole of grade 7 lies above 20 in 100, allowing for chance (14 of 41): look at the"
        " grade first."
    )
    assert len(rest) == 2


def test_the_school_is_named_before_its_grades():
    wider = (group(50, 100, class_id=""), group(90, 300, grade="", class_id=""))
    said = class_notes(SchoolGroups((), wider))
    assert [note.split(" lies")[0] for note in said] == ["The whole school", "The whole of grade 7"]


def test_a_school_about_which_nothing_is_to_be_said_has_no_note():
    assert class_notes(SchoolGroups((group(1, 22),), (group(2, 60, class_id=""),))) == ()
