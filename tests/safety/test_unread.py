"""Exports under a wrong name or in a wrong place: somebody is told to look through them."""

import pytest
from programme_builder import (
    CHECKLIST_HEADER,
    SURVEY_HEADER,
    checklist_row,
    csv_text,
    mood_of,
    survey_row,
    write_sheets,
)
from roster_bundles import clever, clever_files, write_folder, write_zip

ENDORSED = survey_row("S001", mood=mood_of(0, critical=2))
NOWHERE = "it lies where no export is read"


def listed_files(listed):
    return [(each.reason, each.file, each.row_state) for each in listed()]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_survey_under_the_name_of_a_checklist_is_listed(folder, listed, delimiter):
    folder.drop("checklist_7.csv", csv_text(SURVEY_HEADER, [ENDORSED], delimiter))
    said = "it has the columns of the layout 'survey'"
    assert listed_files(listed) == [("not_read", "checklist_7.csv", said)]


def test_a_checklist_with_the_columns_of_the_survey_beside_its_own_is_listed(folder, listed):
    row = [*checklist_row("S001"), *ENDORSED]
    folder.drop("checklist.csv", csv_text([*CHECKLIST_HEADER, *SURVEY_HEADER], [row]))
    assert [each[:2] for each in listed_files(listed)] == [("not_read", "checklist.csv")]


def test_a_checklist_alone_is_not(folder, listed):
    folder.checklist(checklist_row("S001", total=30))
    assert listed() == []


def test_exports_that_lie_among_the_corrections_are_listed(folder, listed):
    corrections = folder.inbox() / "corrections"
    corrections.mkdir()
    (corrections / "survey.csv").write_text(csv_text(SURVEY_HEADER, [ENDORSED]))
    write_sheets(corrections / "survey_b.xlsx", {"A": [SURVEY_HEADER, ENDORSED]})
    (corrections / "notes.txt").write_text("to do")
    assert listed_files(listed) == [
        ("not_read", "corrections/survey.csv", NOWHERE),
        ("not_read", "corrections/survey_b.xlsx", NOWHERE),
    ]


@pytest.mark.parametrize(("write", "place"), [(write_folder, "sis"), (write_zip, "sis.zip")])
def test_an_export_that_lies_in_the_rosters_own_folder_or_archive_is_listed(
    folder, listed, write, place
):
    (folder.inbox() / "roster.csv").unlink()
    roster = clever_files(clever("S001"))
    write(folder.inbox() / place, roster)
    assert listed() == []
    write(folder.inbox() / place, {**roster, "survey.csv": [SURVEY_HEADER, ENDORSED]})
    assert listed_files(listed) == [("not_read", f"{place}/survey.csv", NOWHERE)]


def test_a_file_whose_reading_breaks_is_listed_and_the_others_are_read(folder, listed, monkeypatch):
    folder.survey(ENDORSED, name="survey_a.csv")
    folder.survey(ENDORSED, name="survey_b.csv")
    monkeypatch.setattr("screening.safety.read_first.read_export", broken_at("survey_a.csv"))
    assert [(each.file, each.reason, each.row_state) for each in listed()] == [
        ("survey_a.csv", "not_read", "reading it broke (ZeroDivisionError)"),
        ("survey_b.csv", "endorsed", ""),
    ]


def broken_at(name):
    """Return a reader with a fault that nobody foresaw."""
    from screening.intake.open_export import read_export  # noqa: PLC0415 (before it is replaced)

    def read(path, *more, **named):
        return 1 / 0 if path.name == name else read_export(path, *more, **named)

    return read
