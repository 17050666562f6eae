"""Which instruments a header names: by the names that its columns have, never by their wording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.instruments.definition import Instrument
from screening.instruments.library import Library
from screening.instruments.names import item_id
from screening.instruments.vendor import VendorInstrument
from screening.intake.drafting.item_names import items_by_name
from screening.intake.drafting.known_names import squeezed
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.text_table import Column


@dataclass(frozen=True)
class KnownItems:
    """Columns that are called as an instrument's items, all of them.

    Attributes:
        items: position → item id.
        instruments: those whose items are called so; the first is whose items `items` names.
        informants: who can answer the first.
    """

    items: dict[int, str]
    instruments: tuple[str, ...]
    informants: tuple[str, ...]


def known_items(columns: Sequence[Column], library: Library) -> list[KnownItems]:
    """Return the instruments whose items the header names, in the order of the file.

    Of two that share columns, the longer is taken; of two that are called exactly alike, as PHQ-9
    and PHQ-A with `phq_1` to `phq_9`, both are told.
    """
    seen = [ColumnSeen(position, column) for position, column in enumerate(columns)]
    found = [each for name in library.ids for each in _of_instrument(library.get(name), seen)]
    taken: set[int] = set()
    kept = []
    for each in sorted(_alike(found, columns), key=lambda one: -len(one.items)):
        if taken.isdisjoint(each.items):
            taken |= set(each.items)
            kept.append(each)
    return sorted(kept, key=lambda one: min(one.items))


def item_ids(library: Library) -> frozenset[str]:
    """Return every item id and result id of a library: names that mean one thing everywhere."""
    return frozenset(item for name in library.ids for item in library.get(name).columns)


def _of_instrument(instrument: Instrument, columns: Sequence[ColumnSeen]) -> Iterator[KnownItems]:
    """Yield the instrument's items, however each informant's form calls them.

    A vendor's results are no items that somebody answers.
    """
    if isinstance(instrument, VendorInstrument):
        return
    name = instrument.id
    places: dict[tuple[tuple[int, str], ...], list[str]] = {}
    for informant in instrument.informants:
        found = items_by_name(instrument, columns, informant=informant, file="")
        if found.places and not found.problems:
            items = tuple((place, item_id(name, n)) for n, place in found.places.items())
            places.setdefault(items, []).append(informant)
    for items, informants in places.items():
        yield KnownItems(dict(items), (name,), tuple(informants))


def _alike(found: Sequence[KnownItems], columns: Sequence[Column]) -> list[KnownItems]:
    """Return one entry per set of columns, whoever's items they could be."""
    groups: dict[frozenset[int], list[KnownItems]] = {}
    for each in found:
        groups.setdefault(frozenset(each.items), []).append(each)
    return [_together(group, columns) for group in groups.values()]


def _together(group: Sequence[KnownItems], columns: Sequence[Column]) -> KnownItems:
    """Return the entries as one; the instrument whose own id the columns begin with is first."""
    name = squeezed(columns[min(group[0].items)].name)
    ordered = sorted(group, key=lambda each: not name.startswith(squeezed(each.instruments[0])))
    first = ordered[0]
    if name.startswith(squeezed(first.instruments[0])):
        ordered = ordered[:1]
    instruments = tuple(dict.fromkeys(each.instruments[0] for each in ordered))
    return KnownItems(first.items, instruments, first.informants)
