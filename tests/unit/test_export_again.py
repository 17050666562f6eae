"""Where each survey tool makes its export: every tool, every problem that a new export mends."""

import re
from typing import get_args

import pytest

from screening.intake.export_again import export_again
from screening.intake.layout import Platform
from screening.problem import catalogue


def test_every_tool_that_a_layout_can_name_has_its_menu_path_and_source():
    assert set(export_again().tool) == set(get_args(Platform))
    for each in export_again().tool.values():
        assert each.path.endswith(".")
        assert each.source.endswith(".")


@pytest.mark.parametrize("tool", ["ms_forms", "qualtrics", "redcap", "limesurvey", "surveymonkey"])
def test_a_path_leads_from_menu_to_menu(tool):
    assert export_again().path_of(tool).count(" > ") >= 2


@pytest.mark.parametrize("platform", [None, "", "somebody_else"])
def test_a_file_of_no_known_tool_is_asked_about(platform):
    assert export_again().path_of(platform) == export_again().unknown_tool


@pytest.mark.parametrize("code", sorted(export_again().codes))
def test_a_kind_of_problem_that_a_new_export_mends_stops_a_file_or_a_row(code):
    assert code in catalogue()
    assert catalogue()[code].severity != "advisory"


def test_every_problem_of_an_export_whose_advice_is_to_export_again_shows_where():
    advised = {
        code
        for code, kind in catalogue().items()
        if code[0] in "FM" and re.match(r"export (it|the file|with)?.*", kind.mend.lower())
    }
    assert advised <= export_again().codes
