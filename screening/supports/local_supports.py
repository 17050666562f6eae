"""A programme's own file of supports: local places, rows of its own, stricter rules."""

import datetime as dt
from typing import Literal, Self

from pydantic import model_validator

from screening.definition import Definition
from screening.supports.catalogue import Catalogue
from screening.supports.service import Service
from screening.supports.support import PAGE_ONLY, RowId, Sentence, Support


class Change(Definition):
    """What a district makes of a shipped row: a stricter rule, or a later date after reading it."""

    id: RowId
    suggest: Literal["human", "never"] | None = None
    review_by: dt.date | None = None
    reason: Sentence
    owner: Sentence
    """Who decided it, or read the row again."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.suggest is None and self.review_by is None:
            raise ValueError("changes nothing: say `suggest` or `review_by`.")
        return self

    def of(self, row: Support) -> Support:
        """Return the row as the district has it."""
        said = self.model_dump(include={"suggest", "review_by", "owner"}, exclude_none=True)
        if self.suggest == "never":
            said["appears"] = PAGE_ONLY
        return row.model_copy(update=said)


class LocalSupports(Definition):
    """The whole of a programme's `supports.toml`."""

    service: tuple[Service, ...] = ()
    support: tuple[Support, ...] = ()
    change: tuple[Change, ...] = ()

    def laid_over(self, shipped: Catalogue) -> Catalogue:
        """Return the shipped catalogue with the district's rules, rows and places in it."""
        changes = {change.id: change for change in self.change}
        rows = [changes[row.id].of(row) if row.id in changes else row for row in shipped.support]
        own = {"support": (*rows, *self.support), "service": self.service}
        return shipped.model_copy(update=own)
