"""Cells that look like personal data, in columns that are kept; what they look like is data.

Source: `personal_values.toml`.
"""

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.programme.settings import Identifier, Sentence

ColumnKind = Literal["student_ref", "time", "filter", "answer"]
NOT_KEPT = "(not kept: looks personal)"
"""Stands in the warehouse where such a cell stood; no student code and no answer."""
CASE_COUNTS = "person"
PLAIN_CODE = re.compile(r"[A-Za-z0-9_]*")
"""Letters and digits alone: no shape fits, and most cells are of this kind."""
PLAIN_TIME = re.compile(r"[0-9 :/.+-]*")
"""Digits and the signs between them: no shape that is looked for among times fits."""


class _Limits(Definition):
    source: Sentence
    most_share: Annotated[float, Field(gt=0, lt=1)]
    fewest_cells: Annotated[int, Field(ge=1)]
    certain_share: Annotated[float, Field(gt=0, lt=1)]


class _Shape(Definition):
    id: Identifier
    pattern: Sentence
    found_in: tuple[ColumnKind, ...]
    source: Sentence


class PersonalValues(Definition):
    """The whole file."""

    limits: _Limits
    shape: tuple[_Shape, ...]


def kind_of_column(name: str) -> ColumnKind:
    """Return what kind a mapped column is.

    >>> kind_of_column("filter_0"), kind_of_column("duration"), kind_of_column("phq_a_01")
    ('filter', 'time', 'answer')
    """
    if name == "student_ref":
        return "student_ref"
    if name.startswith("filter_"):
        return "filter"
    return "time" if name.startswith(("recorded_at", "duration")) else "answer"


def looks_personal(cell: str, kind: ColumnKind) -> bool:
    """Return True for a cell that has the shape of personal data.

    >>> looks_personal("ana@example.org", "answer"), looks_personal("S-0417", "student_ref")
    (True, False)
    """
    text = cell.strip()
    if PLAIN_CODE.fullmatch(text) or (kind == "time" and PLAIN_TIME.fullmatch(text)):
        return False
    return any(pattern.fullmatch(text) for pattern in _patterns(kind))


def too_many_personal(count: int, *, filled: int) -> bool:
    """Return True where cells that look personal are no slips: the column holds such data."""
    limits = _values().limits
    if count < limits.fewest_cells:
        return count > limits.certain_share * filled
    return count > limits.most_share * filled


@cache
def _patterns(kind: ColumnKind) -> tuple[re.Pattern[str], ...]:
    shapes = [each for each in _values().shape if kind in each.found_in]
    folded = [each.pattern for each in shapes if each.id != CASE_COUNTS]
    exact = [each.pattern for each in shapes if each.id == CASE_COUNTS]
    return tuple(
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)
        for patterns, flags in ((folded, re.IGNORECASE | re.DOTALL), (exact, re.DOTALL))
        if patterns
    )


@cache
def _values() -> PersonalValues:
    with as_file(files("screening.intake") / "personal_values.toml") as path:
        return load_definition(path, PersonalValues)
