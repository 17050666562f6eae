"""From when something is said about the quality of a score (`limits.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence

Reason = Literal[
    "one_item",
    "few_complete",
    "item_without_variance",
    "negative_covariance",
    "two_items",
    "dependent_items",
    "no_factor",
    "given_by_vendor",
    "asked_of_some",
    "no_answers",
    "too_uniform",
]
"""Why there is no alpha, no omega, or neither."""
Percent = Annotated[int, Field(gt=0, lt=100)]


class EnoughForms(Definition):
    """How many complete forms reliability needs."""

    complete_at_least: Annotated[int, Field(ge=10)]
    source: Sentence


class Spread(Definition):
    """How many students a mean and a standard deviation need."""

    students_at_least: Annotated[int, Field(ge=10)]
    source: Sentence


class Step(Definition):
    """Words for reliability from a value on; no value = all that is lower."""

    lowest: Annotated[float | None, Field(alias="from", gt=0, lt=1)] = None
    words: Sentence


class Words(Definition):
    """Reliability in words, best first."""

    source: Sentence
    step: Annotated[tuple[Step, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _descending(self) -> Self:
        lows = [step.lowest for step in self.step]
        known = [low for low in lows[:-1] if low is not None]
        if lows[-1] is not None or len(known) < len(lows) - 1 or sorted(set(known)) != known[::-1]:
            raise ValueError("`step` must fall, and only the last has no `from`.")
        return self

    def of(self, value: float) -> str:
        """Return the words for a reliability."""
        return next(s.words for s in self.step if s.lowest is None or value >= s.lowest)


class NearCut(Definition):
    """How near a cut is near."""

    standard_errors: Annotated[float, Field(gt=0, le=3)]
    """Distance in standard errors of measurement, itself included."""
    source: Sentence


class Advice(Definition):
    """When people are asked to look at a cut-point."""

    more_than_percent: Percent
    fewer_than_percent: Percent
    source: Sentence
    more: Sentence
    fewer: Sentence


class StraightLining(Definition):
    """From which form length the same answer throughout is told."""

    items_at_least: Annotated[int, Field(ge=2)]
    source: Sentence


class Speed(Definition):
    """Below which time per item nobody has read the items."""

    seconds_per_item: Annotated[float, Field(gt=0)]
    source: Sentence


class Limits(Definition):
    """The whole of `limits.toml`."""

    reliability: EnoughForms
    spread: Spread
    words: Words
    near_cut: NearCut
    advice: Advice
    straight_lining: StraightLining
    speed: Speed
    reasons: dict[Reason, Sentence]


@cache
def load_limits() -> Limits:
    """Return the limits that come with the programme.

    Raises:
        DefinitionError: a limit is missing or unsourced.
    """
    with as_file(files("screening.score_quality").joinpath("limits.toml")) as path:
        return load_definition(path, Limits)
