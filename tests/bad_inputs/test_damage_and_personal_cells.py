"""Cells that a spreadsheet changed, and personal data in columns that are kept."""

import zipfile

import pytest
from programme_builder import SURVEY_HEADER, csv_text, survey_row
from programme_run import run_whole
from programme_texts import MOOD_BLOCK, SURVEY, WORRY_BLOCK

RANGES = '[block.codes]\n"0" = 0\n"1-5" = 1\n"6-10" = 2\n"11-14" = 3\n'
WRITTEN = ("0", "1-5", "6-10", "11-14")
MARKER = "ana.marker@example.org"


def in_ranges(inbox, *damaged):
    """Drop a survey whose worry items are ranges of days, some of them damaged; run the window."""
    text = SURVEY.replace(WORRY_BLOCK, f"{WORRY_BLOCK}\n{RANGES}")
    assert text != SURVEY
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    rows = inbox.rows()
    for place, row in enumerate(rows):
        row[11:] = [WRITTEN[(place + item) % 4] for item in range(7)]
    for (row, item), cell in damaged:
        rows[row][10 + item] = cell
    inbox.survey(*rows)
    return inbox.run_beside()


def holds(path, text):
    """Return True where a file, or a part of a workbook, holds a text."""
    if not zipfile.is_zipfile(path):
        return text.encode() in path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return any(text.encode() in book.read(name) for name in book.namelist())


def only_refusal(ran):
    (problem,) = [each for each in ran.problems if each.severity == "critical"]
    return problem


def test_options_that_became_dates_refuse_the_file_and_the_only_original_is_named_f105(inbox):
    dates = [((row, 3), cell) for row, cell in enumerate(["01-May", "05-Jan", "6-Oct", "10-Jun"])]
    problem = only_refusal(in_ranges(inbox, *dates))
    assert (problem.code, problem.column) == ("F105", "Worry 3")
    assert problem.message == (
        "4 answers were turned into dates by a spreadsheet. They were 1-5 or 6-10."
    )


def test_an_original_that_the_options_do_not_prove_is_not_named(inbox):
    dates = [((row, 3), cell) for row, cell in enumerate(["45123", "02-Feb", "45124", "03-Mar"])]
    problem = only_refusal(in_ranges(inbox, *dates))
    assert problem.code == "F105"
    assert problem.message == "4 answers were turned into dates by a spreadsheet."


@pytest.mark.parametrize(
    "cells",
    [["01-May"] * 3, ["01-May"] * 4 + ["x"] * 5],
)
def test_a_few_dates_are_slips_of_their_rows(inbox, cells):
    ran = in_ranges(inbox, *(((row, 3), cell) for row, cell in enumerate(cells)))
    assert ran.refused["survey.csv"] is None
    assert [row for _, row, _ in ran.places("V501")] == list(range(2, 2 + len(cells)))


def test_ranges_that_nobody_damaged_are_answers(inbox):
    assert in_ranges(inbox).counts["survey.csv"] == (30, 30, 0, 0)


@pytest.mark.parametrize("ref", ["1.15E+10", "1234567890123450000"])
def test_a_student_code_that_lost_digits_says_so_i602(inbox, ref):
    inbox.survey(*inbox.rows(), survey_row(ref))
    ran = inbox.run_beside()
    assert ran.places("I602") == [("survey.csv", 32, "Student")]
    said = next(each.message for each in ran.problems if each.code == "I602")
    assert "lost digits" in said
    assert ref not in said


@pytest.mark.parametrize(("pattern", "code"), [("^[0-9]{6}$", "I602"), ("^[0-9]{1,9}$", "I601")])
def test_lost_leading_zeros_are_named_and_never_filled_in(inbox, pattern, code):
    settings = inbox.path / "programme.toml"
    settings.write_text(settings.read_text().replace("^S[0-9]{3}$", pattern), encoding="utf-8")
    inbox.drop("checklist.csv", csv_text(["Child", *(f"C{n}" for n in range(1, 18))], []))
    inbox.roster("000417", "000418", "123456")
    inbox.survey(survey_row("417"), survey_row("123456"))
    ran = inbox.run()
    assert ran.places(code) == [("survey.csv", 2, "Student")]
    said = next(each.message for each in ran.problems if each.code == code)
    assert said.startswith("a spreadsheet took leading zeros away")
    assert ran.counts["survey.csv"] == (2, 1, 1, 0)
    assert ran.tiers["000417"]["tier"] is None


def addresses(rows, *, count):
    for place, row in enumerate(rows[:count]):
        row[0] = f"child{place}@example.org"
    return rows


def test_a_column_of_addresses_where_codes_belong_refuses_the_file_p402(inbox):
    inbox.survey(*addresses(inbox.rows(), count=4))
    ran = inbox.run_beside()
    problem = only_refusal(ran)
    assert (problem.code, problem.row, problem.column) == ("P402", None, "Student")
    assert problem.message == "4 cells look like names, addresses or numbers of persons."
    assert ran.counts["survey.csv"] == (30, 0, 30, 0)


@pytest.mark.parametrize("typed", [MARKER, "Ana Marker", "(555) 555-0101"])
def test_one_slip_is_set_aside_and_what_was_typed_is_kept_nowhere(inbox, typed):
    inbox.survey(*inbox.rows(), survey_row(typed))
    ran = inbox.run_beside()
    assert ran.places("I602") == [("survey.csv", 32, "Student")]
    assert ran.counts["survey.csv"] == (31, 30, 1, 0)
    said = next(each.message for each in ran.problems if each.code == "I602")
    assert "was not kept" in said


def test_no_personal_cell_reaches_the_warehouse_or_anything_that_is_written(inbox):
    rows = inbox.rows()
    rows[2][3] = MARKER
    rows[3][1] = MARKER
    inbox.survey(*rows, survey_row(MARKER))
    outbox = run_whole(inbox.open())
    written = [path for path in outbox.rglob("*") if path.is_file()]
    assert len(written) > 10
    kept = [inbox.path / "warehouse.duckdb", *written]
    assert [path.name for path in kept if holds(path, MARKER)] == []
    # The same search finds what is kept: a student code in the warehouse, a word in a workbook.
    assert holds(kept[0], "S003")
    assert any(holds(path, "Student code") for path in written if path.suffix == ".xlsx")


def test_addresses_among_the_answers_refuse_the_file_p402(inbox):
    rows = inbox.rows()
    for place, row in enumerate(rows):
        row[5] = f"child{place}@example.org"
    inbox.survey(*rows)
    codes = {each.code for each in inbox.run_beside().problems if each.severity == "critical"}
    assert codes >= {"P402"}


def test_a_programme_whose_codes_are_words_and_digits_is_left_in_peace(inbox):
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, inbox.rows()))
    assert MOOD_BLOCK in SURVEY
    assert "P402" not in inbox.run_beside().codes
