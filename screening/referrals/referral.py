"""Referrals: one row of the list in words, its columns and its id."""

import dataclasses
import hashlib
from functools import cache
from importlib.resources import as_file, files
from typing import Self

from pydantic import model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Window
from screening.spreadsheet import Column


@dataclasses.dataclass(frozen=True)
class Referral:
    """One row of the list: its columns in order, all text; empty = for the school to fill in.

    The first 24 are those every list has; what we add stands behind them.
    """

    referral_id: str
    student_code: str
    grade_class: str = ""
    urgency: str = ""
    why: str = ""
    areas: str = ""
    strengths: str = ""
    data_confidence: str = ""
    change: str = ""
    already_in_support: str = ""
    family_language: str = ""
    contact_allowed: str = ""
    access_needs: str = ""
    next_step: str = ""
    other_options: str = ""
    owner: str = ""
    due_date: str = ""
    status: str = ""
    student_seen_on: str = ""
    family_contact: str = ""
    agreed_plan: str = ""
    outcome: str = ""
    override: str = ""
    note: str = ""
    urgency_why: str = ""
    listed_on: str = ""
    wave: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the columns in order."""
        return dataclasses.astuple(self)


class ReferralColumns(Definition):
    """The whole of `referral_columns.toml`."""

    column: tuple[Column, ...]

    @model_validator(mode="after")
    def _as_the_row(self) -> Self:
        if [column.id for column in self.column] != [
            field.name for field in dataclasses.fields(Referral)
        ]:
            raise ValueError("the columns differ from those of a referral.")
        return self


@cache
def load_columns() -> tuple[Column, ...]:
    """Return the columns in order.

    Raises:
        DefinitionError: a column is missing, unknown or out of order.
    """
    with as_file(files("screening.referrals").joinpath("referral_columns.toml")) as path:
        return load_definition(path, ReferralColumns).column


def build_id(subject: str, *, window: Window, cause: str) -> str:
    """Return a referral's id: the same for the same subject, window and cause in every run."""
    content = f"{subject}\x1f{window.id}\x1f{cause}"
    return f"R-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
