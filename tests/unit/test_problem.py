"""Problems: a place, what is wrong, what to do; never the content of a cell."""

import dataclasses

import pytest

from screening.problem import Problem, RefusedFileError, Severity, catalogue, refused

PROBLEM = Problem("V501", "survey.csv", "not an answer of this item.", 17, "Q3", "S001", "maple")


def test_a_line_names_file_row_and_column_what_is_wrong_and_what_to_do():
    assert PROBLEM.line() == (
        "V501  record    survey.csv, row 17, column Q3: not an answer of this item. "
        + catalogue()["V501"].mend
    )


def test_a_line_names_no_student():
    assert "S001" not in PROBLEM.line()


def test_a_problem_of_a_whole_file_has_neither_row_nor_column():
    line = Problem("F110", "survey.csv", "is empty.").line()
    assert line.startswith("F110  critical  survey.csv: is empty. ")


def test_the_severity_is_the_catalogues():
    assert PROBLEM.severity is Severity.RECORD
    assert Problem("P401", "x", "y").severity == "advisory"
    with pytest.raises(KeyError):
        _ = Problem("X999", "x", "y").severity


def test_a_refusal_carries_its_problem_and_says_its_line():
    error = refused("F102", "survey.csv", "columns run together.", column="a;b")
    assert isinstance(error, RefusedFileError)
    assert error.problem.code == "F102"
    assert error.message == error.problem.line()


def test_a_problem_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        PROBLEM.row = 18


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_kind_says_what_why_and_how_to_mend_it_in_whole_sentences(code):
    kind = catalogue()[code]
    for sentence in (kind.what, kind.why, kind.mend):
        assert sentence[0].isupper() or sentence[0].isdigit() or sentence.startswith("roster")
        assert sentence.endswith((".", "?"))
        assert "invalid" not in sentence.lower()
        assert "!" not in sentence
