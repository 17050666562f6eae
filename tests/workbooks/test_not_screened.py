"""Students without a tier are listed with the reason, or counted where the family opted out."""

import pytest
from tier_table import day_of, list_of, student, table, whole_school, without_tier, worried

from screening.referrals.not_screened import not_screened as block_of
from screening.referrals.student import students_of


def not_screened(students, *acts):
    return block_of(students_of(students), day=day_of(*acts))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("not_answered", "Has not answered"),
        ("answers_set_aside", "Answers could not be used: see problems.xlsx"),
        ("too_few_answers", "Too few answers to say"),
        ("no_norms", "Answered; nothing to compare the scores with: look at them by hand"),
        ("roster_conflict", "Roster rows disagree: see problems.xlsx"),
        (None, "No result"),
        ("a_new_reason", "No result"),
    ],
)
def test_the_reason_is_said_in_words(reason, words):
    (one,) = not_screened(table(without_tier("A", reason))).students
    assert (one.student_code, one.grade_class, one.reason) == ("A", "7, 7B", words)


def test_families_that_opted_out_or_withdrew_are_counted_and_not_listed():
    block = not_screened(
        table(
            without_tier("A", "opted_out", consent="opted_out"),
            without_tier("B", "withdrawn", consent="withdrawn"),
            without_tier("C", "withdrawn", consent="withdrawn"),
            without_tier("D", "roster_conflict", consent=None),
            student("E", tier=3, consent="withdrawn"),
        )
    )
    assert block.students == ()
    assert (block.opted_out_count, block.withdrawn_count, block.no_consent_count) == (1, 3, 1)
    assert block.counted_only_count == 5


def test_students_with_a_tier_are_not_in_the_block():
    assert not_screened(table(student("A", tier=1), student("B", tier=3))).students == ()


def test_the_block_is_ordered_by_grade_class_and_code():
    places = {"D": ("10", "A"), "C": ("6", "B"), "B": ("6", "B"), "A": ("6", "C"), "E": ("K", "Z")}
    rows = [
        without_tier(code, "not_answered", grade=grade, class_id=class_id)
        for code, (grade, class_id) in places.items()
    ]
    listed = [one.student_code for one in not_screened(table(*rows)).students]
    assert listed == ["E", "B", "C", "A", "D"]


def test_everyone_on_the_roster_is_counted_exactly_once():
    own = list_of(whole_school())
    counted = own.counted()
    assert counted.rostered == len(whole_school()) == 120
    parts = (counted.on_list, counted.universal, counted.not_screened, counted.counted_only)
    assert sum(parts) == 120
    assert (counted.counted_only, counted.off_roster) == (2, 0)
    assert own.not_screened.counted_only_count == 2


def test_a_student_whom_staff_put_on_the_list_is_counted_there_and_not_twice():
    rows = table(student("A"), student("B", tier=1), without_tier("C", "not_answered"))
    counted = list_of(rows, worried("C", "yes: discuss at next meeting")).counted()
    assert (counted.on_list, counted.universal, counted.not_screened) == (2, 1, 0)


def test_rows_of_another_school_never_enter_the_list():
    own = list_of(table(student("A"), student("B", school_id="oak")))
    assert [row.student_code for row in own.rows] == ["A"]
    assert own.counted().rostered == 1


def test_what_staff_wrote_stands_there_again():
    students = table(without_tier("A", "not_answered"), without_tier("B", "not_answered"))
    choice = "yes: discuss at next meeting"
    first, second = not_screened(
        students, worried("A", choice), worried("A", "Very quiet.", field="note")
    ).students
    assert (first.staff_concern, first.note) == (choice, "Very quiet.")
    assert (second.staff_concern, second.note) == ("", "")


def test_a_second_questionnaire_that_is_due_is_named():
    waiting = "Still to answer: PSC-17 (the caregiver)"
    (one,) = not_screened(
        table(without_tier("A", "too_few_answers", next_questionnaire=waiting))
    ).students
    assert one.reason == f"Too few answers to say. {waiting}"
