"""A form: one instrument as one informant answered it, with its key and cut-points looked up."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from screening.errors import DefinitionError
from screening.instruments.definition import CriticalItem, Instrument, Ranges, Scheme, Subscale
from screening.instruments.derived_rule import NormGroup, TScore
from screening.instruments.missing_rule import MissingRule
from screening.instruments.names import item_id
from screening.instruments.score_ranges import Number, direction_of, score_range
from screening.instruments.vendor import VendorInstrument, VendorResult
from screening.programme.settings import Informant


@dataclass(frozen=True)
class Cut:
    """One subscale's bands in one scheme.

    Attributes:
        grades: grades it holds for; None = all.
        ranges: band → first and last score.
        between: where a score between two ranges belongs; None = there are no such scores.
        source: where the ranges are printed.
    """

    grades: tuple[str, ...] | None
    ranges: Ranges
    between: str | None
    source: str


@dataclass(frozen=True)
class Form:
    """How answers were given and which cut-points are wanted.

    Attributes:
        scheme: the cut-point table; None where the instrument has none.
        item_order: the printed order; None where the instrument has one order only.
        already_reversed: the survey tool has turned the reversed items round itself.
        with_supplement: the supplement's items were asked too.
        exported: columns that a vendor's export has; None = all, or not scored by a vendor.
    """

    instrument: Instrument
    informant: Informant
    scheme: Scheme | None
    item_order: str | None
    already_reversed: bool
    with_supplement: bool
    exported: frozenset[str] | None = None

    @cached_property
    def subscales(self) -> tuple[Subscale, ...]:
        """Subscales in the order of the definition; the supplement is apart.

        T scores are left out where no norms were made from this informant's answers, and a vendor's
        results where the export has none of their columns.
        """
        return tuple(each for each in self.instrument.subscale if self._is_scored(each))

    def _is_scored(self, subscale: Subscale) -> bool:
        if isinstance(subscale, VendorResult):
            return bool(self.items_of(subscale))
        return self.has_norms or not isinstance(subscale.derived, TScore)

    @cached_property
    def has_norms(self) -> bool:
        """True where T scores can be made from this informant's answers."""
        norms = self.instrument.norms
        return norms is not None and self.informant in norms.informants

    @property
    def norm_groups(self) -> tuple[NormGroup, ...]:
        """Norm groups; empty where there are no T scores."""
        norms = self.instrument.norms
        return norms.group if norms is not None and self.has_norms else ()

    @property
    def needs_grade(self) -> bool:
        """True where the key, a cut-point or a norm depends on the student's grade."""
        if self.has_norms:
            return True
        return any(each.grade_bands for each in self.subscales) or any(
            cut.grade_band for cut in self.instrument.cut_points
        )

    @property
    def needs_gender(self) -> bool:
        """True where a norm depends on the student's gender."""
        return self.has_norms

    @property
    def scheme_id(self) -> str | None:
        """Id of the cut-point table; None where the instrument has none."""
        return None if self.scheme is None else self.scheme.id

    def items_of(self, subscale: Subscale) -> tuple[str, ...]:
        """Return the ids of a subscale's items; those of its parts where it is made of others.

        Of a vendor's result: its columns in the export.
        """
        if isinstance(subscale, VendorResult):
            return subscale.columns_of(self.instrument.id, self.informant, exported=self.exported)
        if subscale.parts:
            parts = [part for part in self.subscales if part.id in subscale.parts]
            return tuple(item for part in parts for item in self.items_of(part))
        numbers = subscale.items
        if isinstance(numbers, dict):
            numbers = numbers[self.item_order or ""]
        return tuple(item_id(self.instrument.id, number) for number in numbers)

    @cached_property
    def main_items(self) -> tuple[str, ...]:
        """Ids of every item of the main form."""
        numbers = range(1, self.instrument.item_count + 1)
        return tuple(item_id(self.instrument.id, number) for number in numbers)

    @cached_property
    def supplement_items(self) -> tuple[str, ...]:
        """Ids of the supplement's scored items on this informant's form."""
        supplement = self.instrument.supplement
        if supplement is None:
            return ()
        numbers = supplement.items[self.informant]
        return tuple(item_id(self.instrument.id, number) for number in numbers)

    @cached_property
    def items_not_asked(self) -> tuple[str, ...]:
        """Ids of the supplement's items that only other informants' forms have."""
        supplement = self.instrument.supplement
        if supplement is None:
            return ()
        own = {supplement.gate_item, *supplement.unscored, *supplement.items[self.informant]}
        others = (number for number in supplement.item_numbers if number not in own)
        return tuple(item_id(self.instrument.id, number) for number in others)

    @cached_property
    def gate_item(self) -> str | None:
        """Id of the item that opens the supplement."""
        supplement = self.instrument.supplement
        return None if supplement is None else item_id(self.instrument.id, supplement.gate_item)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Ids of the items that scoring reads; of a vendor's results, their columns."""
        if isinstance(self.instrument, VendorInstrument):
            return tuple(column for each in self.subscales for column in self.items_of(each))
        if not self.with_supplement or self.gate_item is None:
            return self.main_items
        return (*self.main_items, self.gate_item, *self.supplement_items)

    @cached_property
    def reversed_items(self) -> frozenset[str]:
        """Ids of the items still to be turned round."""
        if self.already_reversed:
            return frozenset()
        return frozenset(
            item_id(self.instrument.id, number)
            for subscale in self.subscales
            for number in subscale.reversed
        )

    @property
    def critical_items(self) -> tuple[tuple[str, CriticalItem], ...]:
        """Each critical item with its id."""
        return tuple(
            (item_id(self.instrument.id, critical.item), critical)
            for critical in self.instrument.critical_item
        )

    def missing_rule(self, subscale: Subscale) -> MissingRule:
        """Return what blanks do to a subscale."""
        return subscale.missing or self.instrument.missing

    def grades_of(self, subscale: Subscale) -> tuple[str, ...] | None:
        """Return the grades a subscale is scored for; None = all."""
        if not subscale.grade_bands:
            return None
        bands = subscale.grade_bands
        return tuple(grade for band in bands for grade in self.instrument.grades(band))

    def cuts_of(self, subscale_id: str) -> tuple[Cut, ...]:
        """Return a subscale's cut-points; empty where none are published."""
        return tuple(
            Cut(
                grades=None if cut.grade_band is None else self.instrument.grades(cut.grade_band),
                ranges=cut.ranges[subscale_id],
                between=cut.between,
                source=cut.source,
            )
            for cut in self.instrument.cut_points
            if cut.scheme == self.scheme_id
            and self.informant in cut.informants
            and subscale_id in cut.ranges
        )

    def bands_of(self, subscale_id: str) -> dict[int, str]:
        """Return rank → band of a subscale, 0 = least concern; empty where it has none."""
        bands = {band for cut in self.cuts_of(subscale_id) for band in cut.ranges}
        own = self._by_id.get(subscale_id)
        if isinstance(own, VendorResult):
            bands |= set(own.labels.values())
        return {self.rank(band): band for band in sorted(bands, key=self.rank)}

    def rank(self, band_id: str) -> int:
        """Return a band's rank, 0 = least concern."""
        bands = () if self.scheme is None else self.scheme.band
        return next(band.rank for band in bands if band.id == band_id)

    def higher_is(self, subscale_id: str) -> str:
        """Return `worse` or `better`."""
        return direction_of(self.instrument, subscale_id)

    def parts_of(self, subscale_id: str) -> tuple[str, ...]:
        """Return the subscales with items that a subscale is made of; itself where it has some."""
        own = self._by_id.get(subscale_id)
        if own is None or not own.parts:
            return (subscale_id,)
        return tuple(leaf for part in own.parts for leaf in self.parts_of(part))

    def item_count_of(self, subscale_id: str) -> int:
        """Return how many items a subscale counts; a vendor's result is one."""
        supplement = self.instrument.supplement
        if supplement is not None and subscale_id == supplement.id:
            return len(self.supplement_items)
        own = self._by_id[subscale_id]
        return 1 if isinstance(own, VendorResult) else len(self.items_of(own))

    @cached_property
    def _by_id(self) -> dict[str, Subscale]:
        return {subscale.id: subscale for subscale in self.subscales}

    def score_range(self, subscale_id: str) -> tuple[Number, Number]:
        """Return the lowest and highest score of a subscale."""
        return score_range(self.instrument, subscale_id, self.informant)


def form_of(
    instrument: Instrument,
    *,
    informant: str,
    scheme: str | None = None,
    item_order: str | None = None,
    already_reversed: bool = False,
    with_supplement: bool = False,
    exported: Iterable[str] | None = None,
) -> Form:
    """Return the form; what is not said is the definition's first, or all of it.

    Raises:
        DefinitionError: the instrument has no such informant, scheme, order or supplement.
    """
    schemes = {each.id: each for each in instrument.scheme}
    orders = tuple(order.id for order in instrument.item_order)
    _require(informant, tuple(instrument.informants), f"{instrument.id}: informant")
    if scheme is not None:
        _require(scheme, tuple(schemes), f"{instrument.id}: scheme")
    if item_order is not None:
        _require(item_order, orders, f"{instrument.id}: item order")
    if with_supplement and instrument.supplement is None:
        raise DefinitionError(f"{instrument.id}: it has no supplement.")
    return Form(
        instrument=instrument,
        informant=informant,  # type: ignore[arg-type]  # just looked up
        scheme=next(iter(instrument.scheme), None) if scheme is None else schemes[scheme],
        item_order=item_order or (orders[0] if orders else None),
        already_reversed=already_reversed,
        with_supplement=with_supplement,
        exported=None if exported is None else frozenset(exported),
    )


def _require(given: str, known: tuple[str, ...], what: str) -> None:
    if given not in known:
        listed = ", ".join(known) or "none"
        raise DefinitionError(f"{what} '{given}' is not one of its own. Known are: {listed}.")
