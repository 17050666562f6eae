"""Settings of the school calendar: breaks of several days, and how far the calendar reaches."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition

ONE_DAY = dt.timedelta(days=1)
LONGEST_BREAK_DAYS = 120
"""A longer one is a slip of the pen: a date in another year."""


class SchoolBreak(Definition):
    """Days on end without school, as a winter break."""

    name: Annotated[str, Field(min_length=1)]
    first: dt.date
    last: dt.date

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        if self.last < self.first:
            raise ValueError("`last` is before `first`.")
        if (self.last - self.first).days >= LONGEST_BREAK_DAYS:
            raise ValueError(f"longer than {LONGEST_BREAK_DAYS} days: check the years.")
        return self

    def days(self) -> Iterable[dt.date]:
        """Return every day of it, weekends too."""
        return (self.first + step * ONE_DAY for step in range((self.last - self.first).days + 1))


def days_off(single: Iterable[dt.date], *, breaks: Iterable[SchoolBreak]) -> frozenset[dt.date]:
    """Return the union of single days and of all days of breaks; a day may stand in several."""
    return frozenset(single).union(*(each.days() for each in breaks))


class Capacity(Definition):
    """How many students the counsellors of a school can see."""

    slots_per_week: Annotated[int, Field(ge=1, le=500)]
    """First meetings in a whole week of five school days."""
