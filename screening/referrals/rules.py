"""The rules of a referral list as a frozen model (`referral_rules.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence


class UrgencyStep(Definition):
    """Words for every deadline up to a number of school days."""

    words: Sentence
    up_to_school_days: Annotated[int, Field(ge=0, le=60)]


class Urgency(Definition):
    """Deadlines in words, shortest first."""

    source: Sentence
    steps: Annotated[tuple[UrgencyStep, ...], Field(min_length=1)]
    otherwise: Sentence

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        days = [step.up_to_school_days for step in self.steps]
        if sorted(set(days)) != days:
            raise ValueError("`steps` must rise in school days.")
        return self

    def words_for(self, school_days: int) -> str:
        """Return the words for a deadline."""
        fitting = [step.words for step in self.steps if school_days <= step.up_to_school_days]
        return fitting[0] if fitting else self.otherwise

    def order(self) -> tuple[str, ...]:
        """Return all words, most urgent first."""
        return (*(step.words for step in self.steps), self.otherwise)


class ClassSupport(Definition):
    """When a whole class gets a row of its own."""

    source: Sentence
    share_above: Annotated[float, Field(gt=0, lt=1)]
    """Flagged ÷ screened above which the class is named."""
    minimum_screened: Annotated[int, Field(ge=2, le=60)]
    why: Sentence
    next_step: Sentence
    option: Sentence


class Status(Definition):
    """One status of a referral and the statuses that may follow it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    words: Sentence
    next: tuple[str, ...]


class Words(Definition):
    """Codes of the tier table in plain words."""

    data_confidence: dict[str, Sentence]
    change: dict[str, Sentence]
    no_tier_reason: dict[str, Sentence]


class ReferralRules(Definition):
    """Everything a referral list is made by."""

    workbook_version: Sentence
    cause: Sentence
    working_language: Sentence
    other_options: Annotated[int, Field(ge=0, le=3)]
    no_suggestion: Sentence
    strengths_seen: Sentence
    """With `{strengths}`: says that they come from answers and not from somebody at the school."""
    whole_class: Sentence
    urgency: Urgency
    class_support: ClassSupport
    words: Words
    lists: dict[str, tuple[Sentence, ...]]
    free_cells: dict[str, Annotated[int, Field(ge=1, le=50)]]
    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    """The first one is what a new referral has."""

    @model_validator(mode="after")
    def _moves_are_known(self) -> Self:
        known = {status.id for status in self.status}
        for status in self.status:
            unknown = sorted(set(status.next) - known)
            if unknown:
                raise ValueError(f"status '{status.id}' moves to '{unknown[0]}', not a status.")
        return self


@cache
def load_rules() -> ReferralRules:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing, contradictory or unsourced.
    """
    with as_file(files("screening.referrals").joinpath("referral_rules.toml")) as path:
        return load_definition(path, ReferralRules)
