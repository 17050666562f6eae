"""A local place that gives a support: where it is, how a family gets there, until when it holds."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition
from screening.supports.support import Ages, RowId, Sentence

Cost = Literal["free", "sliding_scale", "insurance", "medicaid", "uninsured_welcome", "fee"]
"""What a visit costs, or who may come without paying in full."""
Reach = Literal["at_school", "public_transport", "car", "home_visit", "telehealth", "phone"]


class Service(Definition):
    """One place.

    It has no evidence of its own: what it offers has. So no place can make a weak support look
    tested, and none is suggested where its support is not.
    """

    id: RowId
    name: Sentence
    offers: Annotated[tuple[RowId, ...], Field(min_length=1)]
    """Supports of the catalogue that it gives."""
    phone: Sentence
    where: Sentence
    """Street, or how far it is."""
    reached_by: Annotated[tuple[Reach, ...], Field(min_length=1)]
    languages: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    """Of those who work there, ISO codes."""
    cost: Annotated[tuple[Cost, ...], Field(min_length=1)]
    wait: Sentence
    """How long families wait for a first visit, as the place says."""
    ages: Ages | None = None
    """None = those of what it offers."""
    areas: tuple[Sentence, ...] = ()
    """Empty = those of what it offers."""
    note: str = ""
    owner: Sentence
    """Who in the district calls there to check the row."""
    checked_on: dt.date
    review_by: dt.date
    """Last day on which it is named; numbers change."""

    @property
    def address(self) -> str:
        """The place as a list names it."""
        return f"{self.name}, {self.phone}"

    def is_stale(self, *, today: dt.date) -> bool:
        """Return whether somebody should have called there before today."""
        return self.review_by < today
