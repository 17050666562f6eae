"""Cells that look like personal data are known by their shape; codes and answers are not (P402)."""

import pytest

from screening.intake.personal_values import looks_personal, too_many_personal

PERSONAL = [
    "ana.lopez@example.org", " @ana ", "https://example.org/me", "www.example.org",
    "192.168.10.14", "2001:db8:0:0:1:2:3:4", "fe80::1", "41.40338, 2.17403", "-33.8679 151.2073",
    "+44 20 7946 0958", "(555) 555-0101", "555-555-0101", "555.555.0101", "020 7946 0958",
    "07700 900123", "078-05-1120", "AB 12 34 56 C", "123.456.789-09",
]  # fmt: skip
NAMES = ["Ana López", "LOPEZ ANA", "Lopez, Ana", "Ana M. López", "Mary-Jane O'Neil", "Åsa Öberg"]
CODES = [
    "", "S001", "S-001", "0417", "5550100123", "2026-0417", "2026-10-06", "A0123456B", "ana",
    "maple_7b_12", "7B 12", "blue tiger", "12345678901234567890", "AB123456C", "S 0417",
]  # fmt: skip
ANSWERS = [
    "0", "2.0", "Not At All", "Strongly Agree", "Nearly every day", "1 - Never", "Several days (1)",
    "N/A", "3:1", "6-25", "No, never", "10.5",
]  # fmt: skip


@pytest.mark.parametrize("cell", PERSONAL)
@pytest.mark.parametrize("kind", ["student_ref", "filter", "answer"])
def test_a_shape_of_personal_data_is_known_in_every_kept_column(cell, kind):
    assert looks_personal(cell, kind)


@pytest.mark.parametrize("cell", NAMES)
def test_a_persons_name_is_known_where_a_code_belongs_and_not_among_answers(cell):
    assert looks_personal(cell, "student_ref")
    assert not looks_personal(cell, "answer")
    assert not looks_personal(cell, "filter")


@pytest.mark.parametrize("cell", CODES)
def test_a_student_code_is_none(cell):
    assert not looks_personal(cell, "student_ref")


@pytest.mark.parametrize("cell", ANSWERS)
def test_an_answer_is_none(cell):
    assert not looks_personal(cell, "answer")


@pytest.mark.parametrize(
    "cell",
    ["2026-10-06 10:00:00", "10/06/2026 10:00", "2022/04/18 7:18:47 PM GMT+6", "412", "46241.5"],
)
def test_a_time_is_none_and_an_address_among_times_is_one(cell):
    assert not looks_personal(cell, "time")
    assert looks_personal("ana@example.org", "time")


@pytest.mark.parametrize("status", ["IP Address", "Survey Preview", "True", "imported"])
def test_what_a_tool_says_of_a_row_is_none(status):
    assert not looks_personal(status, "filter")


@pytest.mark.parametrize(
    ("count", "filled", "too_many"),
    [
        (0, 0, False), (0, 10, False), (1, 1, True), (1, 2, False), (2, 3, True), (3, 7, False),
        (3, 5, True), (4, 80, False), (4, 79, True), (50, 1000, False), (51, 1000, True),
    ],
)  # fmt: skip
def test_slips_are_told_from_a_column_of_personal_data(count, filled, too_many):
    assert too_many_personal(count, filled=filled) is too_many
