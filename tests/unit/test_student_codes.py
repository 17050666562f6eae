"""What a spreadsheet did to a student code is said; nothing is padded or restored (I601, I602)."""

import pytest

from screening.intake.file_checks.student_codes import (
    CUT,
    PERSONAL,
    ZEROS,
    damaged_codes,
    faults_of_codes,
)
from screening.intake.personal_values import NOT_KEPT

ROSTER = {"000417", "0099", "123456", "S001"}


@pytest.mark.parametrize("ref", ["417", "99"])
def test_lost_zeros_are_said_where_the_roster_has_the_code_with_them(ref):
    assert faults_of_codes([ref], on_roster=ROSTER) == {ref: ZEROS}


@pytest.mark.parametrize("ref", ["23456", "0417", "1", "S01", "", "99x", "x417"])
def test_a_code_that_zeros_would_not_make_known_is_only_unknown(ref):
    assert faults_of_codes([ref], on_roster=ROSTER) == {}


@pytest.mark.parametrize("ref", ["1.15E+10", "1,15E+10", "1234567890123450000"])
def test_lost_digits_are_said(ref):
    assert faults_of_codes([ref, "S777"], on_roster=ROSTER) == {ref: CUT}
    assert damaged_codes([ref, "S777", "417"]) == {ref}


def test_a_cell_that_was_not_kept_says_so():
    assert faults_of_codes([NOT_KEPT, "S777"], on_roster=ROSTER) == {NOT_KEPT: PERSONAL}


def test_no_message_holds_a_code():
    assert not any(digit in said for said in (CUT, ZEROS, PERSONAL) for digit in "0123456789")
