"""Results that a vendor has scored: taken in as exported, never scored here.

Such an instrument has `[[result]]` entries in place of items, answers and a missing rule. A result
is a T score, a band in the vendor's own words, or both.
"""

from collections.abc import Collection
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import ContradictionError
from screening.instruments.checks import check_instrument
from screening.instruments.definition import Answers, Instrument, Scheme, ScoreRange, Subscale
from screening.instruments.missing_rule import Complete, MissingRule
from screening.instruments.names import Name, band_id, t_score_id
from screening.instruments.score_ranges import ENDLESS
from screening.instruments.vendor_checks import check_vendor_instrument
from screening.programme.settings import Informant, Sentence

TScoreValue = Annotated[int, Field(ge=0, le=120)]
"""A whole number that one byte holds, as answers do."""


class VendorResult(Subscale):
    """One result of the export, in place of a subscale made from items."""

    informants: Annotated[tuple[Informant, ...], Field(min_length=1)]
    """Whose forms the vendor gives it for."""
    t_score: tuple[TScoreValue, TScoreValue] | None = None
    """First and last T score that there can be; None where the export has none."""
    labels: dict[Sentence, Name] = {}
    """The vendor's label, in each of its spellings → our band; empty where the export has none."""

    @property
    def given(self) -> ScoreRange | None:
        """Ends of the T score; endless where there is a band only."""
        return self.t_score or ENDLESS

    def columns_of(
        self, instrument_id: str, informant: str, *, exported: Collection[str] | None
    ) -> tuple[str, ...]:
        """Return the ids of its columns on an informant's form, T score first.

        Args:
            instrument_id: id of its instrument.
            informant: whose form it is; no columns where the vendor gives it for others only.
            exported: columns that the export has; None = all there can be.
        """
        if informant not in self.informants:
            return ()
        own = [t_score_id(instrument_id, self.id)] if self.t_score is not None else []
        own += [band_id(instrument_id, self.id)] if self.labels else []
        return tuple(column for column in own if exported is None or column in exported)


class VendorInstrument(Instrument):
    """One instrument whose vendor exports results (`library/<id>.toml`)."""

    item_count: Literal[0] = 0
    answers: Answers = Answers.model_construct(codes={}, source="")
    missing: MissingRule = Complete(rule="complete", source="a missing result is no score")
    subscale: Annotated[tuple[VendorResult, ...], Field(alias="result", min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        # What every instrument must keep can be asked only where there are no items.
        faults = list(check_vendor_instrument(self)) or check_instrument(self)
        if faults:
            raise ContradictionError(faults)
        return self

    @property
    def bands(self) -> Scheme:
        """The one scheme: the vendor's own bands."""
        return self.scheme[0]

    @cached_property
    def columns(self) -> dict[str, frozenset[int]]:
        """Column of the export → its T scores, or the ranks of its bands."""
        found: dict[str, frozenset[int]] = {}
        for result in self.subscale:
            if result.t_score is not None:
                first, last = result.t_score
                found[t_score_id(self.id, result.id)] = frozenset(range(first, last + 1))
            if result.labels:
                ranks = frozenset(band.rank for band in self.bands.band)
                found[band_id(self.id, result.id)] = ranks
        return found

    def labels_of(self, column: str) -> dict[str, int]:
        """Return the vendor's label → rank of its band; empty for a column of T scores."""
        ranks = {band.id: band.rank for band in self.bands.band}
        return {
            label: ranks[band]
            for result in self.subscale
            if column == band_id(self.id, result.id)
            for label, band in result.labels.items()
        }

    def is_banded(self, subscale_id: str, *, informant: str, scheme: str) -> bool:
        """Return whether the vendor gives this informant's forms the result, with a band."""
        own = any(each.id == subscale_id and informant in each.informants for each in self.subscale)
        return own and scheme == self.bands.id
