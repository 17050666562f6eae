"""All numbers of a file: collisions refused, two spellings and lost zeros found."""

import io

import pytest

from screening.problem import RefusedFileError
from screening.pseudonyms.rules import CodeShape

SMALL = CodeShape(first="BC", rest="BC", length=3, source="Eight codes, so that two meet.")


def registered(students, *numbers):
    for number in numbers:
        students.register(number)
    return students


def test_the_same_number_twice_has_one_code(students):
    ours = registered(students(), "77", "78", "77")
    assert len(ours.codes) == 2


def test_two_numbers_with_one_code_refuse_the_file_and_name_neither(students):
    ours = students(shape=SMALL)
    with pytest.raises(RefusedFileError) as refusal:
        registered(ours, *(f"{n}77" for n in range(9)))
    assert refusal.value.problem.code == "I627"
    assert refusal.value.exit_status == 12
    assert "77" not in refusal.value.message


def test_more_students_than_any_district_has_refuse_the_file(students):
    ours = students()
    few = ours.rules.model_copy(
        update={"file": ours.rules.file.model_copy(update={"most_students": 3})}
    )
    ours.rules = few
    with pytest.raises(RefusedFileError) as refusal:
        registered(ours, *"abcd")
    assert refusal.value.problem.code == "F107"


@pytest.mark.parametrize(("one", "other"), [("001234", "1234"), ("AB1", "ab1"), ("A-1", "A1")])
def test_two_spellings_leave_neither_with_a_code(students, one, other):
    ours = registered(students(), one, other, "5555555")
    assert ours.fault(one).code == ours.fault(other).code == "I625"
    assert ours.fault("5555555") is None


def test_with_fold_two_cases_are_one_spelling(students):
    ours = students(case="fold")
    registered(ours, ours.reader.normalised("AB1"), ours.reader.normalised("ab1"))
    assert len(ours.codes) == 1
    assert ours.fault("ab1") is None


def test_a_number_shorter_than_those_with_zeros_has_lost_its_own(students):
    ours = registered(students(), "012345", "6789", "123456", "A1")
    assert ours.fault("6789").code == "I625"
    assert [ours.fault(each) for each in ("012345", "123456", "A1")] == [None] * 3


@pytest.mark.parametrize(
    ("numbers", "doubtful"),
    [(("12", "345"), True), (("12", "34"), False), (("012", "345"), False), (("A1", "A22"), False)],
)
def test_lengths_that_differ_are_said_where_nothing_tells(students, numbers, doubtful):
    assert registered(students(), *numbers).zeros_may_be_lost is doubtful


def test_the_crosswalk_is_in_the_order_of_the_codes(students):
    ours = registered(students(), "3", "1", "2")
    text = io.StringIO()
    ours.write_crosswalk(text)
    header, *rows = text.getvalue().splitlines()
    assert header == "student_ref,student_number"
    assert rows == sorted(rows)
    assert {row.split(",")[1] for row in rows} == {"1", "2", "3"}


def test_no_number_and_no_key_is_in_a_repr(students, key):
    ours = registered(students(), "7654321")
    assert "7654321" not in repr(ours)
    assert key.content.decode() not in repr(ours)
