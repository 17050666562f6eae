"""Conditions on a student: a score in a band or beyond a percentile, or a person's nomination.

A gate is such a condition that opens a rule, or that makes a second screener due.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from screening.definition import Definition
from screening.programme.kinds import Identifier, Informant, Nominator


class ScreenerRef(Definition):
    """One instrument as answered by one informant."""

    instrument: Identifier
    informant: Informant


class Condition(ScreenerRef):
    """Holds where a subscale lies in this band or in one of more concern, or beyond a percentile.

    A percentile is for subscales without published cut-points only (decision 054).
    """

    subscale: Identifier
    scheme: str | None = None
    """Cut-point scheme; None = the one the programme uses for this screener."""
    band: Identifier | None = None
    percentile_at_least: Annotated[int, Field(gt=50, lt=100)] | None = None
    """Where a higher score is worse: this percentile within the district, or a higher one."""
    percentile_at_most: Annotated[int, Field(gt=0, lt=50)] | None = None
    """Where a higher score is better: this percentile within the district, or a lower one."""
    grades: tuple[str, ...] = ()
    """Grades it is looked at for; empty = those of its rule. A gate has none of its own."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = (self.band, self.percentile_at_least, self.percentile_at_most)
        if sum(each is not None for each in said) != 1:
            raise ValueError(
                "a condition needs exactly one of `band`, `percentile_at_least` and"
                " `percentile_at_most`."
            )
        return self


class Nominated(Definition):
    """Holds where one of these people named the student in `nominations.csv`."""

    nominated_by: Annotated[tuple[Nominator, ...], Field(min_length=1)]


def _form_of(gate: Any) -> str:
    """Return which form a gate has, so that a fault is told in the words of that form alone."""
    is_nominated = "nominated_by" in gate if isinstance(gate, dict) else isinstance(gate, Nominated)
    return "(nomination)" if is_nominated else "(score)"


Gate = Annotated[
    Annotated[Condition, Tag("(score)")] | Annotated[Nominated, Tag("(nomination)")],
    Discriminator(_form_of),
]
"""A condition on scores, or a nomination."""


def scores_of(gates: Iterable[Gate]) -> tuple[Condition, ...]:
    """Return the gates that look at scores."""
    return tuple(gate for gate in gates if isinstance(gate, Condition))
