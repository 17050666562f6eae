"""Examining a file says what it is and what would become of it, and loads nothing."""

import dataclasses
import json

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, survey_row, write_sheets
from survey_exports import EXPORTS, QUALTRICS_NAMES, QUALTRICS_ROW, records_of, written

from expectations.examine import TOLD_EVERY, examine, examine_together
from flows.commands.check import as_object
from screening.errors import DefinitionError, UnreadableFileError
from screening.intake.header_rows import COLUMNS, head_of

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
    assert why["Note"] == ("", "not in the layout: dropped unread")
    assert why["phq_a_10"] == ("", "looks like an item the instrument does not have")
    assert found.refused
    assert "Marker" not in repr(dataclasses.asdict(found))
    assert [view.position for view in found.columns] == list(range(1, len(header) + 1))


def test_a_layout_may_be_named_whatever_the_file_is_called(folder):
    path = folder.drop("[odd] name.csv", csv_text(SURVEY_HEADER, [survey_row("S001")]))
    assert examined(folder, path).refused
    assert examined(folder, path, "survey").would_score == 1
    assert [problem.code for problem in examined(folder, path).problems] == ["R203"]


def test_a_layout_that_is_not_there_is_said_to_be_missing(folder):
    path = folder.survey(survey_row("S001"))
    with pytest.raises(DefinitionError, match="no layout 'no_such_layout'"):
        examined(folder, path, "no_such_layout")


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


def test_a_missing_roster_is_told_with_what_the_content_says_all_the_same(tmp_path):
    folder = Folder(tmp_path / "programme")
    found = examined(folder, folder.survey(survey_row("S001"), survey_row("S002")))
    assert found.refused
    assert [problem.code for problem in found.problems] == ["N101"]
    assert (found.platform, found.records, found.would_score) == ("plain", 2, 0)
    assert [view.header for view in found.columns] == SURVEY_HEADER


def test_a_file_that_no_layout_fits_counts_as_in_a_run_and_shows_its_rows(folder):
    path = folder.drop("stranger.csv", csv_text(SURVEY_HEADER, [survey_row("S001")]))
    found = examined(folder, path)
    counts = (found.records, found.would_score, found.set_aside, found.left_out)
    assert counts == folder.run().counts["stranger.csv"]
    assert (found.rows_seen, found.refused, found.platform) == (1, True, "plain")


def test_the_tool_is_named_though_the_layout_takes_it_for_another(folder):
    header = [*QUALTRICS_NAMES, *SURVEY_HEADER]
    ids = [f'{{"ImportId":"{number}"}}' for number in range(len(header))]
    row = [*QUALTRICS_ROW, *survey_row("S001")]
    found = examined(folder, folder.drop("survey.csv", csv_text(header, [header, ids, row])))
    assert (found.platform, found.layout) == ("qualtrics", "survey")
    assert "is for a plain table, but this is a Qualtrics export" in found.notes[0]


def test_files_that_lie_together_are_examined_together(folder):
    first = folder.survey(survey_row("S001"))
    second = folder.survey(survey_row("S001", mood=[1] * 9), name="survey_2.csv")
    roster = folder.inbox() / "roster.csv"
    told: list[str] = []
    paths = [second, roster, first]
    found = list(examine_together(paths, run=folder.open(), layout_id=None, told=told.append))
    assert [each.file for each in found] == ["survey_2.csv", "roster.csv", "survey.csv"]
    assert [each.would_score for each in found] == [0, 0, 1]
    assert [problem.code for problem in found[0].problems] == ["D803"]
    assert told


def test_a_long_file_is_told_of_while_it_is_read_and_one_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("Student,Mood\n" + "S001,1\n" * (TOLD_EVERY + 10), encoding="utf-8")
    told: list[str] = []
    (found,) = examine_together([path], run=None, layout_id=None, told=told.append)
    assert (found.records, told) == (TOLD_EVERY + 10, [f"{TOLD_EVERY:,} rows read"])
    path.write_text("Student,Mood\n" + "S001,1\n" * 100 + 'S002,"never closed\n', encoding="utf-8")
    (broken,) = examine_together([path], run=None, layout_id=None)
    assert broken.refused
    assert [problem.code for problem in broken.problems] == ["F102"]
    assert (broken.records, len(broken.columns)) == (100, 2)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda each: each.name)
def test_no_cell_of_any_tools_export_comes_out(export, tmp_path):
    count = head_of(export.tool, records_of(export.rows)).last_row if export.tool in COLUMNS else 1
    rows = [
        [f"Zq{number}x{place}" for place, _ in enumerate(row)]
        for number, row in enumerate(export.rows[count:])
    ]
    path = tmp_path / "export.csv"
    path.write_text(written([*export.rows, *rows]), encoding="utf-8")
    found = examine(path, run=None, layout_id=None)
    assert found.records == len(export.rows) - count + len(rows) > 0
    assert found.would_score + found.set_aside + found.left_out == found.records
    told = json.dumps(as_object(found)) + " ".join((*found.nature.why, *found.notes))
    assert "Zq" not in told


def test_no_cell_comes_out_with_a_layout_either(folder):
    header = [*SURVEY_HEADER, "Last name", "Note"]
    rows = [[f"Zq{number}x{place}" for place, _ in enumerate(header)] for number in range(30)]
    rows += [[*survey_row(ref), "Zqname", "Zqnote"] for ref in REFS]
    found = examined(folder, folder.drop("survey.csv", csv_text(header, [*rows, ["Zq", "Zq"]])))
    assert found.problems
    assert "Zq" not in json.dumps(as_object(found)) + repr(found.notes)
