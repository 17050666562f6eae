"""Writes docs/survey-tools.md: every survey tool that is read. Run by `make docs`."""
# ruff: noqa: INP001 (a script)

from pathlib import Path

from screening.instruments.page_text import bullets, heading, lines_of, table
from screening.intake.export_again import export_again
from screening.intake.survey_tool import Evidence, SurveyTool, survey_tools

PAGE = Path(__file__).resolve().parent / "survey-tools.md"
KNOWN: dict[Evidence, str] = {
    "seen": "in a real export",
    "documented": "in the tool's manual, its source, or code written against it",
    "known": "from general knowledge only: check the first file with care",
}
"""How well something is known → what that rests on, in the words of a sentence."""
INTRODUCTION = """# Survey tools, and how to export from them

How each tool's files are told apart and read. A tool is named only where its own marks are there
and no other tool's; a layout can always say `platform = "plain"` for a table with one header row.
Menus are named as the vendors' help pages do, and change.

This page is made from `screening/intake/platforms/tools.toml` and
`screening/intake/export_again.toml`."""
NO_TOOL = """SPSS files (.sav, .zsav) are known by their first bytes: codes and their labels stand
side by side, and what the survey's owner declared missing is never an answer. CSV and XLSX without
a tool's marks are read as `plain`, with one header row."""


def page() -> str:
    """Return the page's text."""
    tools = survey_tools().tool
    answers = {name: tool for name, tool in tools.items() if tool.kind == "answers"}
    others = [tool for tool in tools.values() if tool.kind != "answers"]
    parts = [_tool(name, tool) for name, tool in answers.items()]
    also = (heading("Also known"), bullets(_other(tool) for tool in others), NO_TOOL)
    return f"{lines_of((INTRODUCTION, *parts, *also))}\n"


def _tool(name: str, tool: SurveyTool) -> str:
    shapes = table(
        ("shape", "header rows", "known"),
        [(f"`{e.shape}`", str(e.header_rows), KNOWN[e.evidence]) for e in tool.signature],
    )
    told = [f'In a layout: `platform = "{name}"`.']
    told += [f"To export: {export_again().path_of(name)}"]
    if tool.times:
        written = ", ".join(f"`{time.format}`" for time in tool.times)
        told.append(f"Times as it writes them: {written}.")
    if tool.undated:
        told.append(f"Stands for no time: {', '.join(f'`{each}`' for each in tool.undated)}.")
    told += list(_left_out(tool))
    return lines_of((heading(tool.title), shapes, bullets((*told, f"Source: {tool.source}"))))


def _left_out(tool: SurveyTool) -> list[str]:
    """Return a sentence per row rule: what a drafted layout proposes to leave out."""
    said = []
    for rule in tool.rows:
        what = rule.role.replace("_", " ")
        if rule.leave_out:
            cells = ", ".join(f"{_shown(cell)} (`{why}`)" for cell, why in rule.leave_out.items())
            said.append(f"Rows proposed to be left out, by {what}: {cells}.")
        if rule.keep:
            cells = ", ".join(map(_shown, rule.keep))
            others = f"all others are left out as `{rule.otherwise}`"
            said.append(f"Rows proposed to count, by {what}: {cells}; {others}.")
    return said


def _shown(cell: str) -> str:
    return f"`{cell}`" if cell else "an empty cell"


def _other(tool: SurveyTool) -> str:
    kind = {"roster": "a roster, for the inbox", "dictionary": "helps to draft a layout"}
    return f"{tool.title}: {kind[tool.kind]}. Source: {tool.source}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
