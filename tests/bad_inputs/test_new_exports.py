"""What only a new export mends: named in the fix workbook, with the way there, and no answer."""

from fix_workbook import MOOD_1, MOOD_2, rows_of, run_and_sent, sent, survey_with

from screening.intake.export_again import export_again
from screening.problem import catalogue


def new_exports(path):
    return [tuple(row.values()) for row in rows_of(path, "Export again")]


def test_a_refused_file_says_where_a_new_export_is_made(inbox):
    inbox.survey(*inbox.rows())
    layout = inbox.path / "layouts" / "survey.toml"
    layout.write_text(layout.read_text().replace('"Mood 9"', '"Mood 99"'))
    back = run_and_sent(inbox, school="unassigned")
    assert new_exports(back) == [
        (
            "survey.csv",
            "a spreadsheet",
            catalogue()["M301"].what,
            "1",
            export_again().path_of("plain"),
        )
    ]
    loaded = {row["File"]: row["What happened"] for row in rows_of(back, "What was loaded")}
    assert loaded == {"checklist.csv": "Loaded", "survey.csv": "The file was not loaded"}


def test_cells_that_became_dates_are_counted_by_file_for_a_new_export(inbox):
    survey_with(inbox, (6, MOOD_1, "2026-06-25"), (9, MOOD_2, "25.06.2026"), (12, MOOD_2, "never"))
    (line,) = new_exports(run_and_sent(inbox))
    assert line[0] == "survey.csv"
    assert "date" in line[2]
    assert line[3] == "2"


def test_a_file_that_no_layout_names_is_asked_about(inbox):
    inbox.survey(*inbox.rows())
    inbox.drop("unknown.csv", "")
    found = new_exports(run_and_sent(inbox, school="unassigned"))
    assert [line for line in found if line[0] == "unknown.csv"] == []


def test_a_window_with_nothing_to_export_again_has_no_such_sheet(broken):
    assert new_exports(sent(broken)) == []


def test_a_school_s_workbook_says_that_a_file_of_no_school_was_refused(broken):
    broken.checklist()
    back = run_and_sent(broken)
    loaded = {row["File"]: row["What happened"] for row in rows_of(back, "What was loaded")}
    assert loaded["checklist.csv"] == "The file was not loaded"
