"""The measures of the loop and their words, as a frozen model (`measures.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.referrals.rules import load_rules
from screening.spreadsheet import Column


class MeasureWords(Definition):
    """One measure."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    heading: Sentence
    of: Sentence
    """What the denominator counts."""
    definition: Sentence


class MeasureRules(Definition):
    """The whole of `measures.toml`."""

    declined: tuple[str, ...]
    not_needed: tuple[str, ...]
    already_helped: tuple[str, ...]
    waits_no_more: tuple[str, ...]
    reviewed: tuple[str, ...]
    no_contact: tuple[Sentence, ...]
    sheet: Sentence
    sheet_note: Sentence
    column: tuple[Column, ...]
    wait_heading: Sentence
    owner_heading: Sentence
    owner_of: Sentence
    owner_definition: Sentence
    wait_points: tuple[float, float]
    wait_source: Sentence
    waited: Sentence
    within_days: Sentence
    not_yet: Sentence
    measure: tuple[MeasureWords, ...]

    @model_validator(mode="after")
    def _statuses_are_known(self) -> Self:
        known = {status.id for status in load_rules().status}
        named = {
            *(*self.declined, *self.not_needed, *self.already_helped),
            *(*self.waits_no_more, *self.reviewed),
        }
        if named - known:
            raise ValueError(f"'{min(named - known)}' is not a status.")
        return self

    def words_of(self, measure_id: str) -> MeasureWords:
        """Return one measure's words; KeyError if there is none."""
        return {each.id: each for each in self.measure}[measure_id]


@cache
def load_measures() -> MeasureRules:
    """Return the measures that come with the programme.

    Raises:
        DefinitionError: a word is missing, or a status is unknown.
    """
    with as_file(files("screening.followup").joinpath("measures.toml")) as path:
        return load_definition(path, MeasureRules)
