"""What is published about how steadily an instrument measures: reliability, and spread of scores.

No scoring facts: no score, band or tier rests on them. An instrument without a number has none.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition
from screening.instruments.names import Name
from screening.programme.settings import Informant, Sentence

Confidence = Literal["high", "medium", "low"]
ReliabilityKind = Literal["internal", "retest"]
Share = Annotated[float, Field(gt=0, lt=1)]
"""A number of a paper between 0 and 1, neither of them."""


class Published(Definition):
    """A figure of one subscale as its source prints it."""

    subscale: Name
    informant: Informant
    n: Annotated[int | None, Field(ge=1)] = None
    """Whom it was found on, counted; None where what was read does not say."""
    population: Sentence
    source: Sentence
    confidence: Confidence

    @property
    def of(self) -> tuple[str, str]:
        """What it is a figure of: subscale and informant."""
        return self.subscale, self.informant


class Reliability(Published):
    """How much of the spread of scores is no error, 0 to 1."""

    kind: ReliabilityKind
    """How answers hang together (alpha, omega), or two measurements of the same students."""
    value: Share
    interval_days: Annotated[int | None, Field(ge=1, le=1500)] = None
    """Days between the two measurements; of a retest only, None where the source prints none."""

    @model_validator(mode="after")
    def _interval_is_of_a_retest(self) -> Self:
        if self.interval_days is not None and self.kind != "retest":
            raise ValueError("`interval_days` belongs to a retest.")
        return self


class Spread(Published):
    """Mean and standard deviation of the scores, in points."""

    mean: float
    sd: Annotated[float, Field(gt=0)]


class PublishedSteadiness(Definition):
    """The part of a definition that says how steadily its subscales measure."""

    reliability: tuple[Reliability, ...] = ()
    """Of several for one subscale, informant and kind, the best suited stands first."""
    spread: tuple[Spread, ...] = ()


def reliability_of(
    instrument: PublishedSteadiness,
    subscale_id: str,
    *,
    informant: str,
    kind: ReliabilityKind = "retest",
) -> Reliability | None:
    """Return the published reliability of a subscale; None where none is published."""
    wanted = (subscale_id, informant, kind)
    found = (each for each in instrument.reliability if (*each.of, each.kind) == wanted)
    return next(found, None)


def spread_of(
    instrument: PublishedSteadiness, subscale_id: str, *, informant: str
) -> Spread | None:
    """Return the published mean and standard deviation; None where none are published."""
    found = (each for each in instrument.spread if each.of == (subscale_id, informant))
    return next(found, None)
