"""Words, widths and limits of the fix workbook, as `problem_workbook.toml` has them."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.problem import Severity
from screening.programme.settings import Sentence
from screening.spreadsheet import Column

SheetName = Literal["labels", "rows", "again", "roster", "left_out", "columns"]
"""The sheets that name what to mend."""
FoundKind = Literal["label", "formula", "date", "number", "several", "long", "text"]
"""What a cell that is no answer holds, in kind."""


class LabelLimits(Definition):
    """Which texts may be shown as labels to decide: an option of a form, never a free text."""

    longest: Annotated[int, Field(ge=1)]
    """Characters."""
    most_words: Annotated[int, Field(ge=1)]
    most_digits: Annotated[int, Field(ge=0)]
    """Digits in a row; more may be a telephone number or a student's number."""
    fewest_cells: Annotated[int, Field(ge=1)]
    """Cells of the export with this text; a text typed once may be anything."""
    fewest_like_a_name: Annotated[int, Field(ge=1)]
    """The same for two or three capitalised words."""
    source: Sentence


class ShownLimits(Definition):
    """How much a cell of the workbook shows."""

    longest_heading: Annotated[int, Field(ge=10)]
    """Characters of a column's name."""
    longest_list: Annotated[int, Field(ge=2)]
    """Answers that a drop-down offers; where an item has more, they are described."""
    most_rows: Annotated[int, Field(ge=1)]
    """Row numbers that a line names."""
    source: Sentence


class FixColumns(Definition):
    """Columns of the sheets that name what to mend."""

    rows: tuple[Column, ...]
    labels: tuple[Column, ...]
    again: tuple[Column, ...]
    roster: tuple[Column, ...]
    left_out: tuple[Column, ...]
    columns: tuple[Column, ...]


class ProblemWords(Definition):
    """The whole of `problem_workbook.toml`."""

    title: Sentence
    start_sheet: Sentence
    problem_sheet: Sentence
    loaded_sheet: Sentence
    confidential: Sentence
    row_points: float
    no_problems: Sentence
    no_files: Sentence
    summary: Sentence
    to_do: dict[SheetName, Sentence]
    """What to do with a sheet, in the order of the steps; `{count}` is how many lines it has."""
    nothing_to_do: Sentence
    how_to_return: tuple[Sentence, ...]
    always: tuple[Sentence, ...]
    loaded: Sentence
    not_an_answer: Sentence
    between: Sentence
    hidden_code: Sentence
    and_more: Sentence
    label_limits: LabelLimits
    shown: ShownLimits
    no_rows: Sentence
    no_tool: Sentence
    plain_tool: Sentence
    fix_sheet: dict[SheetName, Sentence]
    found: dict[FoundKind, Sentence]
    reason: dict[str, Sentence]
    becomes: dict[Literal["used", "P401", "P403"], Sentence]
    severity: dict[Severity, Sentence]
    lists: dict[str, tuple[Sentence, ...]]
    fix: FixColumns
    loaded_column: tuple[Column, ...]
    problem_column: tuple[Column, ...]


@cache
def load_words() -> ProblemWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word or a column is missing.
    """
    with as_file(files("screening.intake").joinpath("problem_workbook.toml")) as path:
        return load_definition(path, ProblemWords)
