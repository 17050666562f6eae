"""Words, sheets and columns of the safety workbook, as `safety_workbook.toml` has them."""

from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.safety.entry import Reason
from screening.spreadsheet import Column

SheetId = Literal["today", "taken", "unanswered", "not_read", "closed"]
"""The sheets, in their order."""
Step = Literal["answered", "listed", "taken"]
"""What happened to an alert, in this order."""
ISSUED, SEAL = "issued", "seal"
"""Columns that only programs read: what stood in the cells to fill in, and the row's seal."""

META = "_meta"
"""Hidden sheet by which a returned workbook is known."""
FACTS = ("safety_workbook_version", "window_id", "school_id", "as_of")
"""What the hidden sheet says."""


class SafetyWords(Definition):
    """The whole of `safety_workbook.toml`."""

    title: Sentence
    confidential: Sentence
    row_points: float
    nobody: Sentence
    made_on: Sentence
    row_of_file: Sentence
    whole_file: Sentence
    more_places: Sentence
    gone: Sentence
    no_code: Sentence
    receivers: Sentence
    no_receivers: Sentence
    not_joined: Sentence
    sheet: dict[SheetId, Sentence]
    notes: dict[SheetId, tuple[Sentence, ...]]
    reason: dict[Reason, Sentence]
    consent: dict[str, Sentence]
    identity: dict[str, Sentence]
    when: dict[Step, Sentence]
    lists: dict[str, tuple[Sentence, ...]]
    column: tuple[Column, ...]

    @property
    def entry_columns(self) -> tuple[Column, ...]:
        """The columns that people fill in, in their order."""
        return tuple(column for column in self.column if column.entry != "none")


@cache
def load_words() -> SafetyWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word or a column is missing.
    """
    with as_file(files("screening.safety").joinpath("safety_workbook.toml")) as path:
        return load_definition(path, SafetyWords)
