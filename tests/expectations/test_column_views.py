"""Every column of a file is explained: what it becomes, or why nobody reads it."""

import pytest
from programme_builder import SURVEY_HEADER, Folder
from survey_exports import EXPORTS, QUALTRICS_NAMES

from expectations.examining.column_views import (
    BOOKKEEPING,
    BY_NAME,
    IGNORED,
    NO_MEANING,
    NOT_NAMED,
    PERSONAL,
    bare_views,
    layout_views,
)
from screening.instruments.library import SHIPPED
from screening.intake.layout import Layout
from screening.intake.text_table import Column, shape


@pytest.fixture
def layouts(tmp_path) -> dict[str, Layout]:
    folder = Folder(tmp_path / "programme")
    folder.roster("S001")
    return {layout.id: layout for layout in folder.open().programme.layouts}


def read_by(layout: Layout, header: list[str]) -> dict[str, tuple[str, str]]:
    views = layout_views(shape(header, ()), layout, shape="")
    assert [view.position for view in views] == list(range(1, len(header) + 1))
    return {view.header: (view.becomes, view.why) for view in views}


def test_a_layouts_columns_become_what_it_says_and_all_others_are_dropped_with_a_reason(layouts):
    layout = layouts["survey"].model_copy(update={"ignore": ("Staff note",)})
    more = ["Staff note", "Last name", "Favourite colour", "phq_a_10"]
    found = read_by(layout, [*SURVEY_HEADER, *more])
    assert found["Student"][0] == "student_ref"
    assert found["Worry 7"][0] == "gad_7_07"
    assert [found[name][0] for name in more] == [""] * 4
    assert found["Staff note"][1] == IGNORED
    assert found["Last name"][1] == PERSONAL
    assert found["Favourite colour"][1] == NOT_NAMED
    assert "does not have" in found["phq_a_10"][1]


def test_a_column_that_says_which_rows_count_is_read_and_the_tools_own_are_told_apart(layouts):
    header = ["Status", "Code", "RecordedDate", "IPAddress", "Age", *SURVEY_HEADER[2:11]]
    found = read_by(layouts["qualtrics"], header)
    assert found["Status"] == ("row_filter", "named in the layout: says which rows count")
    assert found["RecordedDate"] == ("", BOOKKEEPING)
    assert found["IPAddress"] == ("", PERSONAL)
    assert found["Age"] == ("", NOT_NAMED)


def test_a_column_with_two_uses_is_told_by_the_one_that_is_kept(layouts):
    rule = {"column": {"name": "Answered on"}, "leave_out": {"": "partial"}}
    layout = Layout.model_validate(layouts["survey"].model_dump() | {"rows": [rule]})
    assert read_by(layout, SURVEY_HEADER)["Answered on"][0] == "recorded_at"


def recognised(platform: str, *names: str) -> dict[str, tuple[str, str]]:
    views = bare_views([Column(name) for name in names], platform, shape="", library=SHIPPED)
    return {view.header: (view.becomes, view.why) for view in views}


def test_without_a_layout_names_say_what_was_recognised():
    header = ["Student code", "Grade", *(f"PHQA_{number}" for number in range(1, 10)), "gad_7_03"]
    found = recognised("plain", *header, "Your e-mail", "Timestamp", "Token", "Why?")
    assert found["Student code"] == ("student_ref", BY_NAME)
    assert found["Grade"] == ("grade", BY_NAME)
    assert found["PHQA_9"] == ("phq_a_09", "by its name, an item of phq_a")
    assert found["gad_7_03"] == ("gad_7_03", BY_NAME)
    assert found["Your e-mail"] == ("", PERSONAL)
    assert found["Timestamp"][0] == found["Token"][0] == ""
    assert "time of the answers" in found["Timestamp"][1]
    assert "student's code" in found["Token"][1]
    assert found["Why?"] == ("", NO_MEANING)


def test_the_tools_own_columns_are_told_for_what_they_are():
    found = recognised("qualtrics", *QUALTRICS_NAMES, "IPAddress", "Q1_DO")
    assert found["EndDate"][0] == "recorded_at"
    assert found["Status"][0] == "status"
    assert found["IPAddress"] == ("", PERSONAL)
    assert found["Q1_DO"] == ("", BOOKKEEPING)
    assert found["Q1_1"] == ("", NO_MEANING)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda each: each.name)
def test_no_cell_of_any_tools_export_is_in_an_explanation(export):
    header, *rows = export.rows
    cells = {cell for row in rows for cell in row if len(cell) > 3} - set(header)
    told = [why for _, why in recognised(export.tool, *header).values()]
    assert not [cell for cell in cells if any(cell in why for why in told)]
