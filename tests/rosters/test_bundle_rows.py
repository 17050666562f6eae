"""Rows of a bundle: the named columns and nothing else, every odd row by number."""

import pytest
from roster_bundles import write_folder

from screening.intake.rosters.bundle import Bundle
from screening.intake.rosters.bundle_columns import roster_words
from screening.intake.rosters.bundle_rows import Notes, rows_of
from screening.problem import Problem, RefusedFileError

WANTED = {"student": ("sourcedId", "id"), "grades": ("grades",)}


def read(tmp_path, text: str, *, needed=("student",)):
    write_folder(tmp_path, {})
    (tmp_path / "users.csv").write_text(text, encoding="utf-8", newline="")
    bundle = Bundle("oneroster", "", (), {"users.csv": str(tmp_path / "users.csv")})
    notes = Notes()
    return list(rows_of(bundle, "users.csv", WANTED, notes, needed=needed)), notes


def refusal_of(tmp_path, text: str, **options):
    with pytest.raises(RefusedFileError) as refusal:
        read(tmp_path, text, **options)
    return refusal.value.problem


def test_only_the_wanted_columns_leave(tmp_path):
    rows, notes = read(tmp_path, "sourcedId,familyName,grades\nS1,Marker,07\n")
    assert rows == [(2, {"student": "S1", "grades": "07"})]
    assert [each.code for each in notes.problems] == ["N131"]
    assert "Marker" not in repr(notes)


@pytest.mark.parametrize(
    "header", ["sourcedId", "SOURCEDID", " sourcedid ", "\ufeffsourcedId", "id"]
)
def test_a_header_is_known_in_its_listed_spellings(tmp_path, header):
    assert read(tmp_path, f"{header},x\nS1,1\n")[0] == [(2, {"student": "S1"})]


def test_the_first_spelling_that_is_there_is_taken(tmp_path):
    assert read(tmp_path, "id,sourcedId\nno,yes\n")[0] == [(2, {"student": "yes"})]


def test_rows_that_do_not_fit_are_named_and_blank_ones_passed_over(tmp_path):
    rows, notes = read(tmp_path, "sourcedId,x\nS1,1\nS2\nS3,1,Ana\n,\n\nS4,1, ,\n")
    assert [row for row, _ in rows] == [2, 5, 7]
    assert [(each.code, each.row) for each in notes.problems] == [("F111", 3), ("F111", 4)]
    assert "Ana" not in repr(notes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x,y\n1,2\n", "N124"),
        ("", "N124"),
        ("sourcedId,SourcedID\n1,2\n", "N124"),
        ('sourcedId,x\nS1,"2\n', "N121"),
        ("sourcedId,x\nS1,\0\n", "F101"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, text, code):
    assert refusal_of(tmp_path, text).code == code


def test_a_cell_without_end_is_refused(tmp_path):
    assert refusal_of(tmp_path, "sourcedId\n" + "x" * 1_100_000).code == "F107"


def test_passwords_are_told_by_their_header(tmp_path):
    _, notes = read(tmp_path, "sourcedId,Password\nS1,Marker\n")
    assert "N134" in [each.code for each in notes.problems]
    assert "Marker" not in repr(notes)


def test_findings_are_listed_while_there_are_few_and_then_counted():
    notes = Notes()
    most = roster_words().limits.listed_problems
    for row in range(most + 7):
        notes.add(Problem("F111", "users.csv", "cells missing or too many.", row))
    assert (len(notes.problems), notes.more) == (most, 7)
