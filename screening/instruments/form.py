"""A form: one instrument as one informant answered it, with its key and cut-points looked up."""

from dataclasses import dataclass
from functools import cached_property

from screening.errors import DefinitionError
from screening.instruments.checks import score_range
from screening.instruments.definition import (
    CriticalItem,
    Instrument,
    MissingRule,
    Ranges,
    Scheme,
    Subscale,
)
from screening.instruments.library import item_id
from screening.programme.settings import Informant


@dataclass(frozen=True)
class Cut:
    """One subscale's bands in one scheme.

    Attributes:
        grades: grades it holds for; None = all.
        ranges: band → first and last score.
        source: where the ranges are printed.
    """

    grades: tuple[str, ...] | None
    ranges: Ranges
    source: str


@dataclass(frozen=True)
class Form:
    """How answers were given and which cut-points are wanted.

    Attributes:
        scheme: the cut-point table.
        item_order: the printed order; None where the instrument has one order only.
        already_reversed: the survey tool has turned the reversed items round itself.
        with_supplement: the supplement's items were asked too.
    """

    instrument: Instrument
    informant: Informant
    scheme: Scheme
    item_order: str | None
    already_reversed: bool
    with_supplement: bool

    @cached_property
    def subscales(self) -> tuple[Subscale, ...]:
        """Subscales in the order of the definition; the supplement is apart."""
        return self.instrument.subscale

    @property
    def needs_grade(self) -> bool:
        """True where the key or a cut-point depends on the student's grade."""
        return bool(self.instrument.grade_band)

    def items_of(self, subscale: Subscale) -> tuple[str, ...]:
        """Return the ids of a subscale's items; those of its parts for a sum."""
        if subscale.sum_of:
            parts = [part for part in self.subscales if part.id in subscale.sum_of]
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
        """Ids of the items that scoring reads."""
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
                source=cut.source,
            )
            for cut in self.instrument.cut_points
            if cut.scheme == self.scheme.id
            and self.informant in cut.informants
            and subscale_id in cut.ranges
        )

    def rank(self, band_id: str) -> int:
        """Return a band's rank, 0 = least concern."""
        return next(band.rank for band in self.scheme.band if band.id == band_id)

    def higher_is(self, subscale_id: str) -> str:
        """Return `worse` or `better`."""
        supplement = self.instrument.supplement
        if supplement is not None and subscale_id == supplement.id:
            return supplement.higher_is
        return self._by_id[subscale_id].higher_is

    def parts_of(self, subscale_id: str) -> tuple[str, ...]:
        """Return the subscales that a subscale sums; empty where it has items itself."""
        return self._by_id[subscale_id].sum_of if subscale_id in self._by_id else ()

    def item_count_of(self, subscale_id: str) -> int:
        """Return how many items a subscale counts."""
        supplement = self.instrument.supplement
        if supplement is not None and subscale_id == supplement.id:
            return len(self.supplement_items)
        return len(self.items_of(self._by_id[subscale_id]))

    @cached_property
    def _by_id(self) -> dict[str, Subscale]:
        return {subscale.id: subscale for subscale in self.subscales}

    def score_range(self, subscale_id: str) -> tuple[int, int]:
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
) -> Form:
    """Return the form; what is not said is the definition's first.

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
        scheme=instrument.scheme[0] if scheme is None else schemes[scheme],
        item_order=item_order or (orders[0] if orders else None),
        already_reversed=already_reversed,
        with_supplement=with_supplement,
    )


def _require(given: str, known: tuple[str, ...], what: str) -> None:
    if given not in known:
        listed = ", ".join(known) or "none"
        raise DefinitionError(f"{what} '{given}' is not one of its own. Known are: {listed}.")
