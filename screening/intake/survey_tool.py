"""What is known of each survey tool's exports: marks, columns of its own, times, rows (TOML)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.intake.text_table import Column
from screening.intake.values import normalise
from screening.programme.settings import Identifier, Sentence

Evidence = Literal["seen", "documented", "known"]
"""`seen` in a real export, `documented` by the tool or by code written against it, or only
generally `known`: to be checked on the first file."""

Role = Literal[
    "recorded_at", "started_at", "last_action_at", "platform_id", "status", "finished", "progress",
    "duration", "language", "student_token", "personal", "bookkeeping", "page", "event", "repeat",
    "form_complete", "form_recorded_at", "school", "points",
]  # fmt: skip
Reason = Literal["test", "preview", "spam", "imported", "partial", "other_form"]
MOST_HEADER_ROWS = 3
"""Qualtrics' names, texts and import ids; no tool writes more."""
Points = Annotated[int, Field(ge=1, le=100)]


class Mark(Definition):
    """One mark of a signature, worth so many of its 100 points.

    Exactly one of `first`, `has`, `lacks`, `every` and `under` is set; all are patterns that a
    whole cell, normalised, fits. `@role` stands for the headers of the tool's own columns with
    that role.
    """

    points: Points
    row: Annotated[int, Field(ge=1, le=MOST_HEADER_ROWS)] = 1
    """Which filled record is looked at, from 1; with `under`, 1 means those below the header."""
    first: tuple[str, ...] = ()
    """The leftmost cell that is filled fits one of these."""
    has: tuple[str, ...] = ()
    """At least `at_least` cells fit one of these."""
    lacks: tuple[str, ...] = ()
    """No cell fits any of these."""
    every: tuple[str, ...] = ()
    """Every cell that is filled fits one of these."""
    under: tuple[str, ...] = ()
    """The columns with such headers hold `cells`."""
    cells: tuple[str, ...] = ()
    at_least: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if sum(map(bool, (self.first, self.has, self.lacks, self.every, self.under))) != 1:
            raise ValueError("exactly one of first, has, lacks, every and under is looked for.")
        if bool(self.under) != bool(self.cells):
            raise ValueError("`under` names the columns and `cells` what they hold: give both.")
        return self


class Signature(Definition):
    """One shape in which a tool writes its exports."""

    shape: Identifier
    header_rows: Annotated[int, Field(ge=1, le=MOST_HEADER_ROWS)]
    marks: Annotated[tuple[Mark, ...], Field(min_length=1)]
    evidence: Evidence

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(mark.points for mark in self.marks) != 100:  # noqa: PLR2004 (a whole)
            raise ValueError("the marks' points must add up to 100.")
        return self


class OwnColumns(Definition):
    """Columns that the tool adds by itself, and what they are for."""

    role: Role
    headers: Annotated[tuple[str, ...], Field(min_length=1)]
    """Patterns that a whole header, normalised, fits."""
    shape: Identifier | None = None
    """Only in exports of this shape."""
    evidence: Evidence


class TimeWriting(Definition):
    """One way in which the tool writes times, as `strptime` reads it."""

    format: Sentence
    evidence: Evidence


class RowRule(Definition):
    """Which rows count, by the content of one of the tool's own columns."""

    role: Role
    keep: tuple[str, ...] = ()
    """Contents of rows that count; empty = every content that is not listed below."""
    leave_out: dict[str, Reason] = {}
    """Content → why such a row does not count."""
    otherwise: Reason
    """Why a row does not count whose content is in neither list, where `keep` says which do."""
    evidence: Evidence


class SurveyTool(Definition):
    """All that is known of one tool."""

    title: Sentence
    kind: Literal["answers", "roster", "dictionary"]
    source: Sentence
    signature: Annotated[tuple[Signature, ...], Field(min_length=1)]
    own: tuple[OwnColumns, ...] = ()
    times: tuple[TimeWriting, ...] = ()
    undated: tuple[str, ...] = ()
    """Times that stand for no time: the row is complete, but when is not known."""
    rows: tuple[RowRule, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _spelled_out(cls, content: Any) -> Any:
        """Put the headers of the tool's own columns where a mark names their role."""
        if not isinstance(content, dict):
            return content
        own = content.get("own", ())
        return content | {
            "signature": [_spelled_out(each, own) for each in content.get("signature", ())]
        }


def _spelled_out(signature: Any, own: Sequence[Mapping[str, Any]]) -> Any:
    if not isinstance(signature, dict):
        return signature
    shapes = {None, signature.get("shape")}
    headers: dict[str, list[str]] = {}
    for each in own:
        if each.get("shape") in shapes:
            headers.setdefault(f"@{each.get('role')}", []).extend(each.get("headers", ()))

    def spelled(patterns: Any) -> Any:
        if not isinstance(patterns, list):
            return patterns
        return [word for pattern in patterns for word in headers.get(pattern, [pattern])]

    marks = [
        {key: spelled(value) for key, value in mark.items()} if isinstance(mark, dict) else mark
        for mark in signature.get("marks", ())
    ]
    return signature | {"marks": marks}


class Recognising(Definition):
    """When a tool is taken to be the one that wrote a file."""

    least_score: Annotated[float, Field(gt=0, le=1)]
    least_lead: Annotated[float, Field(gt=0, le=1)]
    least_share: Annotated[float, Field(gt=0, le=1)]
    """Share of the filled cells looked at that must fit a mark `under` a column."""
    records: Annotated[int, Field(ge=4)]
    """How many records from the top are looked at."""
    cell_length: Annotated[int, Field(ge=100)]
    """So many characters of a cell are compared."""
    title_rows: Annotated[int, Field(ge=0)]
    """So many rows with one filled cell may stand above the header: a title, a note."""
    title_width: Annotated[int, Field(ge=2)]
    """So many filled cells the row below a title has at least."""
    rows_alike: Annotated[int, Field(ge=2)]
    """So many rows that all end in a blank cell more, or less, than the header show how a file is
    written; fewer may each have lost or gained a cell."""
    blank_share: Annotated[float, Field(gt=0, lt=1)]
    """A first row with more blanks above a full second row is a merged group header."""
    data_cells: tuple[str, ...]
    """What only data look like: a first row with such a cell has lost its header."""
    source: Sentence


class SurveyTools(Definition):
    """The whole file."""

    recognising: Recognising
    no_times: dict[str, str]
    """Times that spreadsheets and programs write for none → who writes them."""
    tool: dict[Identifier, SurveyTool]


@cache
def survey_tools() -> SurveyTools:
    """Return what `platforms/tools.toml` says."""
    with as_file(files("screening.intake.platforms") / "tools.toml") as path:
        return load_definition(path, SurveyTools)


def survey_tool(name: str) -> SurveyTool | None:
    """Return one tool; None for `plain`, which no tool writes."""
    return survey_tools().tool.get(name)


@cache
def fitting(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern that any of several fits."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def roles_of(name: str, columns: Sequence[Column], *, shape: str) -> dict[int, Role]:
    """Return position (from 0) → role of the columns that the tool writes by itself.

    Questions and embedded data have no role: only a layout says what they mean.
    """
    tool = survey_tool(name)
    own = [each for each in tool.own if each.shape in {None, shape}] if tool else []
    roles: dict[int, Role] = {}
    for position, column in enumerate(columns):
        header = normalise(column.name)
        role = next((each.role for each in own if fitting(each.headers).fullmatch(header)), None)
        if role:
            roles[position] = role
    return roles
