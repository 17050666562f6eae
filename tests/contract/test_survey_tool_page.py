"""docs/survey-tools.md is what the program knows of each survey tool today."""

import re
import sys

import pytest
from house import REPOSITORY

from screening.intake.export_again import export_again
from screening.intake.survey_tool import survey_tools

sys.path.append(str(REPOSITORY / "docs"))
from survey_tool_page import KNOWN, PAGE, page

KEPT = PAGE.read_text(encoding="utf-8")
ANSWERS = {name: tool for name, tool in survey_tools().tool.items() if tool.kind == "answers"}


def test_the_page_says_what_the_program_knows() -> None:
    mend = "the page is older than tools.toml: run `make docs` and read the difference"
    assert page() == KEPT, mend


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_tool_has_its_shapes_how_well_they_are_known_and_where_to_export(name: str) -> None:
    tool = ANSWERS[name]
    (part,) = re.findall(
        rf"^## {re.escape(tool.title)}$(.+?)(?=^## |\Z)", KEPT, re.MULTILINE | re.DOTALL
    )
    for signature in tool.signature:
        row = next(line for line in part.splitlines() if f"`{signature.shape}`" in line)
        assert KNOWN[signature.evidence] in row
        assert f"| {signature.header_rows} " in row
    assert f'platform = "{name}"' in part
    assert export_again().path_of(name) in part
    assert tool.source in part


def test_what_no_survey_tool_wrote_is_named_too() -> None:
    others = [tool for tool in survey_tools().tool.values() if tool.kind != "answers"]
    assert others
    assert all(tool.title in KEPT for tool in others)
    assert "SPSS files" in KEPT
