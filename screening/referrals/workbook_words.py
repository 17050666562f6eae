"""Words, columns and heights of the referral workbook (`referral_workbook.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.spreadsheet import Column

Points = Annotated[float, Field(ge=12, le=120)]
"""Lowest height of a row, in points."""


class WorkbookWords(Definition):
    """The whole of `referral_workbook.toml`."""

    title: Sentence
    start_sheet: Sentence
    list_sheet: Sentence
    print_sheet: Sentence
    not_screened_sheet: Sentence
    supports_sheet: Sentence
    meta_sheet: Sentence
    confidential: Sentence
    frozen_columns: Annotated[int, Field(ge=0, le=6)]
    row_points: Points
    print_row_points: Points
    box: Sentence
    """What stands in a column whose id ends in `_box`."""
    to_see: Sentence
    capacity: Sentence
    this_week: Sentence
    later_week: Sentence
    nobody: Sentence
    overdue: Sentence
    no_action: Sentence
    no_capacity: Sentence
    waves_shown: Annotated[int, Field(ge=1, le=20)]
    """Weeks with a line of their own; later ones share one."""
    wave: Sentence
    wave_missed: Sentence
    later_weeks: Sentence
    more_slots: Sentence
    no_calendar: Sentence
    calendar_ends: Sentence
    counted: Sentence
    off_roster: Sentence
    made_on: Sentence
    nobody_listed: Sentence
    everybody_screened: Sentence
    stale: Sentence
    stale_left_out: Sentence
    how_to_use: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=6)]
    print_column: tuple[Column, ...]
    not_screened_column: tuple[Column, ...]
    support_column: tuple[Column, ...]


@cache
def load_words() -> WorkbookWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word or a column is missing.
    """
    with as_file(files("screening.referrals").joinpath("referral_workbook.toml")) as path:
        return load_definition(path, WorkbookWords)
