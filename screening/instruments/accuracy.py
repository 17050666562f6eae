"""What is published about how well a cut-point finds students: sensitivity and specificity.

No scoring facts. Each holds for one cut, one informant, and what was held against it.
"""

from typing import Literal, Self

from pydantic import model_validator

from screening.instruments.names import Name
from screening.instruments.reliability import Published, PublishedSteadiness, Share
from screening.programme.settings import Sentence


class Accuracy(Published):
    """Who was found, and who was rightly left out, by one cut."""

    scheme: Name | None = None
    band: Name | None = None
    """The first band past the cut; None where the cut is none of a scheme's."""
    cut: Sentence | None = None
    """The cut in words, where the definition has no band for it."""
    sensitivity: Share
    """Share of those with the need who lie past the cut."""
    specificity: Share
    """Share of those without it who do not."""
    reference_standard: Sentence
    """What said who has the need."""
    against: Literal["assessment", "screener"]
    """A full assessment of each student, or another questionnaire."""

    @model_validator(mode="after")
    def _names_one_cut(self) -> Self:
        if (self.scheme is None) != (self.band is None) or (self.band is None) == (
            self.cut is None
        ):
            raise ValueError("needs either `scheme` and `band`, or `cut`.")
        return self


class PublishedFigures(PublishedSteadiness):
    """The part of a definition that says how well it measures; it scores nothing."""

    accuracy: tuple[Accuracy, ...] = ()


def accuracies_of(
    instrument: PublishedFigures, subscale_id: str, *, informant: str
) -> tuple[Accuracy, ...]:
    """Return the published accuracies of a subscale's cuts; empty where none are published."""
    return tuple(each for each in instrument.accuracy if each.of == (subscale_id, informant))
