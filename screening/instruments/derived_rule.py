"""Scores made from another score: multiplied, looked up, or set against a norm group."""

from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition
from screening.instruments.names import Name
from screening.programme.settings import Gender, Informant, Sentence


class Times(Definition):
    """The other score times a whole number (WHO-5: percentage is raw times 4)."""

    rule: Literal["times"]
    of: Name
    factor: Annotated[int, Field(ge=2, le=100)]
    source: Sentence


class Conversion(Definition):
    """The other score looked up in a printed table (SWEMWBS: raw → metric)."""

    rule: Literal["table"]
    of: Name
    scores: Annotated[dict[int, float], Field(min_length=2)]
    """Score → converted score, one entry for every score there can be."""
    source: Sentence


class TScore(Definition):
    """The other score's distance from the mean of its norm group, in standard deviations."""

    rule: Literal["t_score"]
    of: Name
    source: Sentence


DerivedRule = Annotated[Times | Conversion | TScore, Field(discriminator="rule")]


class NormGroup(Definition):
    """Mean and standard deviation of one norm group, as printed."""

    grade_band: Name
    gender: Gender
    mean_sd: Annotated[dict[Name, tuple[float, Annotated[float, Field(gt=0)]]], Field(min_length=1)]
    """Subscale → mean, standard deviation."""


class Norms(Definition):
    """Norm groups by grade band and gender; a student outside all of them has no T score."""

    mean: int
    """T score of the group's mean."""
    sd: Annotated[int, Field(gt=0)]
    """T points per standard deviation."""
    informants: Annotated[tuple[Informant, ...], Field(min_length=1)]
    """Whose answers the norms were made from; nobody else's have a T score."""
    group: Annotated[tuple[NormGroup, ...], Field(min_length=1)]
    source: Sentence
