"""How many students have a need, as the programme knows it from a study or its own records."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition
from screening.programme.kinds import Sentence

Share = Annotated[float, Field(gt=0, lt=1)]


class BaseRate(Definition):
    """One area of `[base_rate]`."""

    share: Share
    """Students with the need, of all students who are screened."""
    low: Share | None = None
    high: Share | None = None
    """Ends of the source's 95 % interval; both or none."""
    source: Sentence

    @model_validator(mode="after")
    def _ends_hold_the_share(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("`low` and `high` belong together: give both or none.")
        if not (self.low or self.share) <= self.share <= (self.high or self.share):
            raise ValueError("`share` lies between `low` and `high`.")
        return self
