"""How returned workbooks are read, as a frozen model (`followup.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.referrals.referral import load_columns
from screening.referrals.rules import load_rules
from screening.spreadsheet import Column

Outcome = Literal["rejected", "conflict", "told"]


class Limits(Definition):
    """What is a slip of the pen."""

    longest_text: Annotated[int, Field(ge=80, le=30_000)]
    """Characters."""
    days_before_window: Annotated[int, Field(ge=0, le=2000)]
    days_ahead: Annotated[int, Field(ge=0, le=2000)]


class FindingWords(Definition):
    """What a finding says and what the school does about it."""

    outcome: Outcome
    what: Sentence
    mend: Sentence


class FollowupRules(Definition):
    """The whole of `followup.toml`."""

    clear: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    dated: tuple[str, ...]
    may_lie_ahead: tuple[str, ...]
    newest_by: tuple[str, ...]
    reason_columns: tuple[str, ...]
    owner: str
    to_mend_title: Sentence
    to_mend_note: Sentence
    to_mend_column: tuple[Column, ...]
    outcome_words: dict[Outcome, Sentence]
    limits: Limits
    passed: dict[str, str]
    """Status that can be jumped over → the column that must tell it; empty = it follows."""
    not_reached: dict[str, tuple[Sentence, ...]]
    status_variants: dict[str, str]
    finding: dict[str, FindingWords]

    @model_validator(mode="after")
    def _fits_the_list(self) -> Self:
        columns = {column.id for column in load_columns() if column.entry != "none"}
        named = {*self.dated, *self.may_lie_ahead, *self.newest_by, *self.reason_columns}
        named |= {self.owner, *self.not_reached, *self.passed.values()} - {""}
        if named - columns:
            raise ValueError(f"'{min(named - columns)}' is no column that the school fills in.")
        statuses = {status.id for status in load_rules().status}
        if unknown := {*self.passed, *self.status_variants.values()} - statuses:
            raise ValueError(f"'{min(unknown)}' is not a status.")
        return self


@cache
def load_followup() -> FollowupRules:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing, or names a column or status that there is not.
    """
    with as_file(files("screening.followup").joinpath("followup.toml")) as path:
        return load_definition(path, FollowupRules)
