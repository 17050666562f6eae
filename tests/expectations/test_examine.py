"""Examining a file says what it is and what would become of it, and loads nothing."""

import dataclasses

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, survey_row, write_sheets

from expectations.examine import examine
from screening.errors import UnreadableFileError

REFS = [f"S{number:03d}" for number in range(1, 13)]


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster(*REFS)
    return made


def examined(folder: Folder, path, layout_id: str | None = None):
    return examine(path, run=folder.open(), layout_id=layout_id)


def test_it_counts_as_a_run_would_and_leaves_nothing_behind(folder):
    rows = [*map(survey_row, REFS), survey_row("S900"), survey_row("S001", mood=["x", *[0] * 8])]
    path = folder.survey(*rows)
    found = examined(folder, path)
    assert (found.records, found.would_score, found.set_aside, found.left_out) == (14, 12, 2, 0)
    assert not found.refused
    assert sorted(problem.code for problem in found.problems) == ["I601", "V501"]
    ran = folder.run()
    assert ran.counts["survey.csv"] == (14, 12, 2, 0)
    assert examined(folder, path) == found


def test_nothing_is_written(folder):
    path = folder.survey(survey_row("S001"))
    before = sorted(folder.path.rglob("*"))
    examined(folder, path)
    assert sorted(folder.path.rglob("*")) == before


def test_every_column_is_explained_without_a_cell(folder):
    header = [*SURVEY_HEADER, "Last name", "Note", "phq_a_10"]
    row = [*survey_row("S001"), "Marker-One", "Marker-Two", "Marker-Three"]
    found = examined(folder, folder.drop("survey.csv", csv_text(header, [row])))
    why = {view.header: (view.becomes, view.why) for view in found.columns}
    assert why["Student"] == ("student_ref", "named in the layout")
    assert why["Mood 9"] == ("phq_a_09", "named in the layout")
    assert why["Last name"] == ("", "personal data: dropped unread")
    assert why["Note"] == ("", "not in the layout: dropped")
    assert why["phq_a_10"] == ("", "looks like an item the instrument does not have")
    assert found.refused
    assert "Marker" not in repr(dataclasses.asdict(found))
    assert [view.position for view in found.columns] == list(range(1, len(header) + 1))


def test_a_layout_may_be_named_whatever_the_file_is_called(folder):
    path = folder.drop("[odd] name.csv", csv_text(SURVEY_HEADER, [survey_row("S001")]))
    assert examined(folder, path).refused
    assert examined(folder, path, "survey").would_score == 1
    assert [problem.code for problem in examined(folder, path).problems] == ["R203"]


def test_a_layout_that_is_not_there_refuses_the_file(folder):
    path = folder.survey(survey_row("S001"))
    found = examined(folder, path, "no_such_layout")
    assert found.refused
    assert found.would_score == 0


def test_without_a_programme_a_file_is_described_and_nothing_would_be_scored(folder):
    path = folder.survey(survey_row("S001"), survey_row("S002"))
    found = examine(path, run=None, layout_id=None)
    assert (found.platform, found.layout, found.records) == ("plain", None, 2)
    assert (found.would_score, found.set_aside, found.refused) == (0, 2, False)
    assert [view.header for view in found.columns] == SURVEY_HEADER


def test_a_survey_tools_marks_and_a_workbook_are_recognised_without_a_programme(folder):
    path = folder.qualtrics(["IP Address", "S001", *["Not at all"] * 9])
    assert examine(path, run=None, layout_id=None).platform == "qualtrics"
    book = folder.inbox() / "survey.xlsx"
    write_sheets(book, {"A": [SURVEY_HEADER, survey_row("S001")]})
    assert examine(book, run=None, layout_id=None).records == 1


def test_a_file_that_is_empty_is_refused_and_one_that_is_not_there_is_told_so(folder, tmp_path):
    found = examined(folder, folder.drop("survey.csv", ""))
    assert found.refused
    assert [problem.code for problem in found.problems] == ["F110"]
    for run in (None, folder.open()):
        with pytest.raises(UnreadableFileError, match=r"gone.csv: there is no such file"):
            examine(tmp_path / "gone.csv", run=run, layout_id=None)
