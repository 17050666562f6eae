"""What is known of the tools: complete, sourced, and every number in its place."""

import pytest

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.intake.layout import TIME_PARTS
from screening.intake.survey_tool import Mark, Signature, SurveyTool, survey_tool, survey_tools

TOOLS = survey_tools().tool.items()


@pytest.mark.parametrize(("name", "tool"), TOOLS, ids=dict(TOOLS))
def test_a_tool_has_a_source_and_distinct_shapes(name, tool):
    assert len(tool.source.split()) > 2
    shapes = [each.shape for each in tool.signature]
    assert len(set(shapes)) == len(shapes)
    assert {each.shape for each in tool.own} <= {None, *shapes}, name


@pytest.mark.parametrize(("name", "tool"), TOOLS, ids=dict(TOOLS))
def test_what_decides_about_rows_is_a_column_the_tool_has(name, tool):
    roles = {each.role for each in tool.own}
    assert {rule.role for rule in tool.rows} <= roles, name
    if tool.kind == "answers":
        assert roles & {"recorded_at", "form_recorded_at"}
        assert tool.times


@pytest.mark.parametrize(("name", "tool"), TOOLS, ids=dict(TOOLS))
def test_a_layout_can_state_every_time_that_a_tool_writes(name, tool):
    for time in tool.times:
        assert TIME_PARTS.fullmatch(time.format), name


def test_the_limits_have_a_source():
    limits = survey_tools().recognising
    assert (limits.least_score, limits.least_lead) == (0.9, 0.2)
    assert "1,146" in limits.source


def test_no_tool_is_called_plain():
    assert survey_tool("plain") is None
    assert survey_tool("kobo") is survey_tools().tool["kobo"]


@pytest.mark.parametrize(
    "content",
    [
        {"points": 50},
        {"points": 50, "has": ["a"], "lacks": ["b"]},
        {"points": 50, "under": ["a"]},
        {"points": 50, "has": ["a"], "cells": ["b"]},
        {"points": 0, "has": ["a"]},
        {"points": 101, "has": ["a"]},
    ],
)
def test_a_mark_that_says_too_little_or_too_much_is_refused(content):
    with pytest.raises(DefinitionError):
        build_definition(content, Mark, where="x")
    assert build_definition({"points": 50, "has": ["a"]}, Mark, where="x").row == 1


@pytest.mark.parametrize(("points", "fine"), [((60, 40), True), ((60, 30), False)])
def test_the_points_of_a_signature_add_up(points, fine):
    marks = [{"points": each, "has": ["a"]} for each in points]
    content = {"shape": "x", "header_rows": 1, "evidence": "seen", "marks": marks}
    if fine:
        assert len(build_definition(content, Signature, where="x").marks) == 2
    else:
        with pytest.raises(DefinitionError, match="add up to 100"):
            build_definition(content, Signature, where="x")


def tool_with(**mark) -> SurveyTool:
    marks = [{"points": 60, **mark}, {"points": 40, "has": ["b"]}]
    content = {
        "title": "T",
        "kind": "answers",
        "source": "made up",
        "signature": [
            {"shape": shape, "header_rows": 1, "marks": marks, "evidence": "known"}
            for shape in ("one", "two")
        ],
        "own": [
            {"role": "recorded_at", "headers": ["when", "at"], "evidence": "known"},
            {"role": "recorded_at", "headers": ["old"], "shape": "two", "evidence": "known"},
        ],
    }
    return build_definition(content, SurveyTool, where="x")


@pytest.mark.parametrize("kind", ["has", "first", "lacks"])
def test_a_role_in_a_mark_stands_for_the_headers_of_its_columns_in_that_shape(kind):
    one, two = (each.marks[0] for each in tool_with(**{kind: ["@recorded_at", "c"]}).signature)
    assert getattr(one, kind) == ("when", "at", "c")
    assert getattr(two, kind) == ("when", "at", "old", "c")


def test_no_role_without_columns_is_left_in_a_mark():
    for _, tool in TOOLS:
        for mark in (mark for each in tool.signature for mark in each.marks):
            words = (*mark.first, *mark.has, *mark.lacks, *mark.every, *mark.under, *mark.cells)
            assert not [word for word in words if word.startswith("@")]


@pytest.mark.parametrize(
    "signature", ["x", {"shape": "one"}, {"marks": ["x"]}, {"marks": [{"has": 3}]}]
)
def test_a_signature_that_is_no_table_is_refused_in_words(signature):
    with pytest.raises(DefinitionError):
        build_definition({"signature": [signature], "own": []}, SurveyTool, where="x")


@pytest.mark.parametrize(("name", "tool"), TOOLS, ids=dict(TOOLS))
def test_a_header_has_one_role_only(name, tool):
    for shape in {each.shape for each in tool.signature}:
        own = [each for each in tool.own if each.shape in {None, shape}]
        headers = [header for each in own for header in each.headers]
        assert len(set(headers)) == len(headers), name
