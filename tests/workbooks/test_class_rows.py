"""A class with many flagged students gets a row of its own."""

import pytest
from tier_table import AS_OF, WINDOW, programme, student, table, without_tier

from screening.referrals.class_rows import class_rows


def rows_of(*rows):
    return class_rows(table(*rows), programme=programme(), window=WINDOW, as_of=AS_OF)


def class_of(screened: int, flagged: int, **changes):
    """Return a class: the first `flagged` students need support."""
    label = changes.get("class_id", "7B")
    return [
        student(f"{label}-{number}", **{"tier": 2 if number < flagged else 1, **changes})
        for number in range(screened)
    ]


@pytest.mark.parametrize(
    ("screened", "flagged", "count"),
    [(10, 2, 0), (10, 3, 1), (9, 9, 0), (20, 4, 0), (20, 5, 1), (30, 6, 0), (30, 7, 1)],
)
def test_a_class_is_named_above_a_fifth_flagged_of_ten_or_more(screened, flagged, count):
    assert len(rows_of(*class_of(screened, flagged))) == count


def test_the_row_says_what_to_plan_and_by_when():
    (row,) = rows_of(*class_of(20, 7))
    assert row.student_code == "whole class"
    assert row.grade_class == "7, 7B"
    assert row.next_step == "Plan class support"
    assert row.why.startswith("7 of 20 screened students")
    assert (row.urgency, row.due_date, row.status) == ("Next meeting", "2026-11-10", "not started")


def test_only_screened_students_with_consent_are_counted():
    without = [without_tier(f"N{number}", "not_answered") for number in range(30)]
    out = [student(f"O{number}", consent="opted_out") for number in range(30)]
    (row,) = rows_of(*class_of(10, 3), *without, *out)
    assert row.why.startswith("3 of 10 ")


def test_students_without_a_class_make_no_class():
    assert rows_of(*class_of(20, 20, class_id=None)) == []


def test_the_same_class_letter_in_two_grades_is_two_classes():
    sixth = class_of(12, 12, grade="6", class_id="B")
    seventh = class_of(12, 12, grade="7", class_id="B")
    rows = rows_of(*sixth, *seventh)
    assert [row.grade_class for row in rows] == ["6, B", "7, B"]
    assert rows[0].referral_id != rows[1].referral_id


def test_the_order_of_students_does_not_matter():
    rows = [*class_of(12, 6), *class_of(15, 9, class_id="7A")]
    assert rows_of(*rows) == rows_of(*reversed(rows))


def test_classes_stand_by_grade_as_schools_count():
    rows = [*class_of(10, 9, grade="10", class_id="A"), *class_of(10, 9, grade="6", class_id="B")]
    assert [row.grade_class for row in rows_of(*rows)] == ["6, B", "10, A"]
