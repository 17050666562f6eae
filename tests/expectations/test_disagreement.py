"""Where a layout takes a file for another tool's, the words say what to correct."""

import pytest
from programme_builder import Folder
from survey_exports import EXPORTS, written

from expectations.examining.disagreement import disagreement
from expectations.examining.nature import Nature, nature_of
from screening.intake.layout import Layout


@pytest.fixture
def layouts(tmp_path) -> dict[str, Layout]:
    folder = Folder(tmp_path / "programme")
    folder.roster("S001")
    return {layout.id: layout for layout in folder.open().programme.layouts}


def nature(tool: str, tmp_path) -> Nature:
    rows = next(each.rows for each in EXPORTS if each.tool == tool)
    (tmp_path / "export").write_text(written(rows), encoding="utf-8")
    return nature_of(tmp_path / "export", max_bytes=10**6)


def test_another_tools_export_is_named_with_the_line_to_correct(layouts, tmp_path):
    (said,) = disagreement(layouts["qualtrics"], nature("limesurvey", tmp_path))
    assert "is for Qualtrics" in said
    assert "LimeSurvey export" in said
    assert 'platform = "limesurvey" in qualtrics.toml' in said


def test_a_layout_for_plain_tables_is_told_that_a_tool_wrote_the_file(layouts, tmp_path):
    (said,) = disagreement(layouts["survey"], nature("qualtrics", tmp_path))
    assert "is for a plain table" in said
    assert 'platform = "qualtrics" in survey.toml' in said


def test_a_file_that_lost_its_tools_marks_is_to_be_exported_again(layouts):
    plain = Nature("answers", "plain", "a plain table")
    (said,) = disagreement(layouts["qualtrics"], plain)
    assert "export it again" in said


@pytest.mark.parametrize("tool", ["redcap_dictionary", "clever"])
def test_what_holds_no_answers_is_to_be_taken_away(layouts, tmp_path, tool):
    (said,) = disagreement(layouts["survey"], nature(tool, tmp_path))
    assert "Take it out" in said


def test_where_both_agree_or_nothing_can_be_read_nothing_is_said(layouts, tmp_path):
    assert disagreement(layouts["qualtrics"], nature("qualtrics", tmp_path)) == ()
    assert disagreement(layouts["survey"], Nature("unreadable", None, "a file")) == ()
