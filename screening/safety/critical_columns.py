"""Which columns of a layout hold critical items: by any definition that the instrument ever had."""

from dataclasses import dataclass

from screening.instruments.definition import CriticalItem
from screening.instruments.library import Library
from screening.instruments.names import item_id
from screening.intake.column_address import ColumnAddress
from screening.intake.layout import Block, Layout


@dataclass(frozen=True)
class CriticalColumn:
    """One critical item's column in one export.

    Attributes:
        item: item id.
        address: the export's column.
        block: the layout's block that reads it.
        critical: the item's limit and its neutral words.
        codes: codes that any definition allows.
    """

    item: str
    address: ColumnAddress
    block: Block
    critical: CriticalItem
    codes: frozenset[int]


def critical_columns(layout: Layout, library: Library) -> list[CriticalColumn]:
    """Return the columns of critical items in a layout.

    An item is critical where any definition of its instrument says so: neither the one that the
    window is scored with nor the newest can take one away.
    """
    return [
        CriticalColumn(item, block.columns[item], block, critical, codes)
        for block in layout.block
        for critical in _critical_items(library, block.instrument)
        if (item := item_id(block.instrument, critical.item)) in block.columns
        and (codes := _codes_of(library, block.instrument, critical.item))
    ]


def _critical_items(library: Library, instrument_id: str) -> list[CriticalItem]:
    """Return one entry per item, with the lowest limit that a definition has, by item number."""
    found: dict[int, CriticalItem] = {}
    for definition in library.definitions(instrument_id):
        for critical in definition.critical_item:
            known = found.setdefault(critical.item, critical)
            found[critical.item] = min(known, critical, key=lambda each: each.at_or_above)
    return [found[number] for number in sorted(found)]


def _codes_of(library: Library, instrument_id: str, number: int) -> frozenset[int]:
    """Return the codes that any definition allows, so that no answer passes as unread."""
    return frozenset().union(
        *(
            definition.codes_of(number)
            for definition in library.definitions(instrument_id)
            if number in definition.item_numbers
        )
    )
