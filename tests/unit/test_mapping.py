"""Columns by the layout alone: found once, or the file is refused."""

import tomllib

import pytest
from programme_builder import CHECKLIST_HEADER, SURVEY_HEADER
from programme_texts import CHECKLIST_LAYOUT, MOOD, SURVEY

from screening.intake.layout import Layout
from screening.intake.mapping import layout_for, map_columns
from screening.intake.text_table import Record, shape

LAYOUT = Layout.model_validate(tomllib.loads(SURVEY))
OTHER = Layout.model_validate(tomllib.loads(CHECKLIST_LAYOUT))


def mapping_of(header: list[str]):
    return map_columns(shape(header, [Record(2, header)]), LAYOUT, file="survey.csv")


def found(header: list[str]) -> list[tuple[str, str | None]]:
    return [(each.code, each.column) for each in mapping_of(header).problems]


def test_every_column_is_found_by_its_name_wherever_it_stands():
    mapping = mapping_of([*reversed(SURVEY_HEADER)])
    assert mapping.problems == ()
    assert not mapping.refused
    places = {column.name: column.position for column in mapping.columns}
    assert places["student_ref"] == len(SURVEY_HEADER) - 1
    assert places["gad_7_07"] == 0
    assert mapping.header_of("phq_a_09") == "Mood 9"
    assert mapping.items(0) == [f"phq_a_{n:02d}" for n in range(1, 10)]
    assert mapping.items(1) == [f"gad_7_{n:02d}" for n in range(1, 8)]


@pytest.mark.parametrize("lost", ["Student", "Answered on", "Mood 9", "Worry 1"])
def test_a_lost_column_refuses_the_file_and_is_named(lost):
    header = [name for name in SURVEY_HEADER if name != lost]
    assert found(header) == [("M301", lost)]
    assert mapping_of(header).refused


def test_a_column_under_another_name_is_lost_and_never_matched_by_likeness():
    header = ["mood 1" if name == "Mood 1" else name for name in SURVEY_HEADER]
    assert ("M301", "Mood 1") in found(header)


@pytest.mark.parametrize("doubled", ["Student", "Mood 3"])
def test_a_column_that_is_there_twice_refuses_the_file(doubled):
    assert ("M302", doubled) in found([*SURVEY_HEADER, doubled])
    assert mapping_of([*SURVEY_HEADER, doubled]).refused


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("Comments", "P401"),
        ("Student e-mail", "P403"),
        ("LastName", "P403"),
        ("phq_a_10", "M306"),
        ("PHQ_A_10", "M306"),
        ("phq_a_note", "P401"),
        ("psc_17_01", "P401"),
    ],
)
def test_a_column_that_nobody_asked_for_is_dropped_or_refuses_the_file(extra, code):
    assert found([*SURVEY_HEADER, extra]) == [(code, extra)]
    assert mapping_of([*SURVEY_HEADER, extra]).refused is (code == "M306")


def test_ignored_and_nameless_columns_give_no_problem():
    layout = LAYOUT.model_copy(update={"ignore": ("Comments",)})
    table = shape([*SURVEY_HEADER, "Comments", ""], [])
    assert map_columns(table, layout, file="survey.csv").problems == ()


def test_blanks_around_a_header_do_not_matter():
    assert found([f" {name} " for name in SURVEY_HEADER]) == []


@pytest.mark.parametrize(
    ("name", "layout_id", "code"),
    [
        ("survey_7b.csv", "survey", None),
        ("checklist.csv", "checklist", None),
        ("Survey.csv", None, "R203"),
        ("notes.txt", None, "R203"),
    ],
)
def test_exactly_one_layout_fits_a_file_name_or_the_file_waits(name, layout_id, code):
    layout, problem = layout_for(name, [LAYOUT, OTHER])
    assert (layout and layout.id, problem and problem.code) == (layout_id, code)


def test_two_layouts_that_fit_are_both_named():
    second = OTHER.model_copy(update={"files": ("*.csv",)})
    layout, problem = layout_for("survey.csv", [LAYOUT, second])
    assert layout is None
    assert problem.code == "R204"
    assert "checklist and survey" in problem.message


def test_the_headers_of_these_tests_are_the_layouts_columns():
    assert [each.name for each in LAYOUT.block[0].columns.values()] == MOOD
    assert [each.name for each in OTHER.block[0].columns.values()] == CHECKLIST_HEADER[1:]
