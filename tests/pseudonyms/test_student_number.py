"""Student numbers: one spelling each, damage by name, never a guess."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.pseudonyms.rules import load_rules
from screening.pseudonyms.student_number import NumberReader

EMPTY, SHAPE, DAMAGED = "I622", "I623", "I624"
RULES = load_rules().number


def reader(**options) -> NumberReader:
    return NumberReader(RULES, **options)


def code_of(cell: str, **options) -> str | None:
    ours = reader(**options)
    fault = ours.fault(ours.normalised(cell))
    assert fault is None or not cell.strip() or cell.strip() not in fault.message
    return fault and fault.code


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (" 001234 ", "001234"),
        ("\u00a0001234\u2009", "001234"),
        ("００１２３４", "001234"),
        ("12\u200b34", "1234"),
        ("\ufeff1234", "1234"),
        ("ab-1", "ab-1"),
        ("ﬁ12", "fi12"),
        ("e\u0301a1", "éa1"),
    ],
)
def test_a_number_has_one_spelling(cell, number):
    assert reader().normalised(cell) == number


@pytest.mark.parametrize(("case", "same"), [("exact", False), ("fold", True)])
def test_capitals_matter_unless_a_person_says_they_do_not(case, same):
    ours = reader(case=case)
    assert (ours.normalised("AB1") == ours.normalised("ab1")) is same


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    for case in ("exact", "fold"):
        ours = reader(case=case)
        once = ours.normalised(text)
        assert ours.normalised(once) == once or case == "fold"


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "N/A", "na", "NULL", "None", "nan", "?", "0", "0000", "\u200b", "--"]
)
def test_a_cell_without_a_number_is_caught(cell):
    assert code_of(cell) == EMPTY


@pytest.mark.parametrize(
    "cell",
    """1.23E+11|1,23E+11|1E+05|1.0E5|12e5|-1E5|12345.0|12345,0|12345.50|12.345|1,234,567|1'234
+123|-123|=A1|=formula|@x|'00123|#####|#N/A|#REF!|"12|2023-01-05|2023/1/5|1/5/2023|05.01.2023
1-5-23|2023-01-05 00:00:00|2023-01-05T10:00:00|10:30|10:30:00|Jun-25|25-Jun|01-May|1-May-2023
May 2023|déc-12|dic-12|Juil.-12|20231234567890100000|1234567890123450|TRUE|wahr
1.23456789012346E+19""".replace("\n", "|").split("|"),
)
def test_what_a_spreadsheet_made_of_a_number_is_caught(cell):
    assert code_of(cell) == DAMAGED


@pytest.mark.parametrize("cell", ["12 345", "Ana Ortiz", "12\t3", "1\n2", "a\x07b", "x" * 129])
def test_a_cell_that_no_number_looks_like_is_caught(cell):
    assert code_of(cell) == SHAPE


@pytest.mark.parametrize(
    "cell",
    """1|001234|123456789012345|1234567890123456|A17|ab-123|12-34|1-23|a.ortiz@school.example
7B/12|E12|12E|1E|R_3kQ9|0a9d1c9e-6f1b-4a58-8c57-2b8a3f0f2c11|S-OCT1|Órla7|A12E5""".replace(
        "\n", "|"
    ).split("|"),
)
def test_a_number_as_schools_have_them_is_left_alone(cell):
    assert code_of(cell) is None


@pytest.mark.parametrize(
    ("pattern", "cell", "code"),
    [
        ("[0-9]{6}", "001234", None),
        ("[0-9]{6}", "1234", SHAPE),
        ("[0-9]{6}", "0012345", SHAPE),
        ("[0-9]{6}", "001234x", SHAPE),
        ("[0-9A-F]{4}", "12E5", None),
        ("[0-9A-F]{4}", "12G5", SHAPE),
        (".*", "1.2E+5", DAMAGED),
        (".*", "12345.0", DAMAGED),
        (".*", "2023-01-05", DAMAGED),
        (".*", "", EMPTY),
    ],
)
def test_a_stated_shape_is_held_and_never_excuses_damage(pattern, cell, code):
    assert code_of(cell, pattern=re.compile(pattern)) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("001234", "1234", True),
        ("AB1", "ab1", True),
        ("AB-1", "AB1", True),
        ("12–3", "12-3", True),
        ("A01", "A1", False),
        ("1234", "12340", False),
    ],
)
def test_spellings_of_one_number_share_a_skeleton(one, other, same):
    ours = reader()
    assert (ours.skeleton(one) == ours.skeleton(other)) is same


def test_where_a_shape_is_stated_a_dash_has_its_place():
    ours = reader(pattern=re.compile(r"\d+-\d+"))
    assert ours.skeleton("1-23") != ours.skeleton("12-3")
    assert ours.skeleton("1-23") == ours.skeleton("1–23")
