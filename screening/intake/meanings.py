"""Items of an export whose cells mean the same, so that each distinct cell is decoded once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from screening.instruments.library import Library
from screening.intake.layout import Block, Layout
from screening.intake.mapping import Mapping
from screening.intake.text_table import Column
from screening.intake.values import known_values


@dataclass(frozen=True)
class ItemGroup:
    """Items or results of one block in whose columns equal cells mean the same.

    Attributes:
        block: how the layout reads the cells.
        items: item ids or result ids.
        codes: codes that the items allow, ascending.
        printed: labels that a vendor prints, with their ranks.
        stated: what the file itself states about the cells of these columns.
    """

    block: Block
    items: tuple[str, ...]
    codes: tuple[int, ...]
    printed: tuple[tuple[str, int], ...]
    stated: Column

    @property
    def options(self) -> tuple[str, ...]:
        """Texts that the layout or the instrument gives a meaning."""
        missing = [text for texts in self.block.missing.values() for text in texts]
        stated = [*self.block.labels, *self.block.codes, *(label for label, _ in self.printed)]
        return (*stated, *(str(code) for code in self.codes), *missing)

    def known(self, cells: Iterable[str]) -> dict[str, int]:
        """Return what each cell means, for the cells that mean something.

        A value that the file declares missing is no answer, even where it looks like a code; the
        layout may say which kind of missing it is.
        """
        found = known_values(cells, block=self.block, codes=self.codes, printed=dict(self.printed))
        if not self.stated.missing:
            return found
        return {
            cell: code
            for cell, code in found.items()
            if code < 0 or not self.stated.declares_missing(cell.strip())
        }


def allowed_codes(library: Library, instrument_id: str, item: str) -> tuple[int, ...]:
    """Return the codes that one item or result allows, ascending."""
    return tuple(sorted(library.get(instrument_id).columns[item]))


def item_groups(mapping: Mapping, layout: Layout, library: Library) -> list[ItemGroup]:
    """Return every item of a layout in its group, in the layout's order."""
    groups: dict[object, ItemGroup] = {}
    for index, block in enumerate(layout.block):
        labels_of = library.get(block.instrument).labels_of
        for column in mapping.columns_of(index):
            stated = Column("", labels=column.stated.labels, missing=column.stated.missing)
            codes = allowed_codes(library, block.instrument, column.name)
            printed = tuple(labels_of(column.name).items())
            found = ItemGroup(block, (), codes, printed, stated)
            known = groups.setdefault((index, codes, printed, stated), found)
            groups[index, codes, printed, stated] = replace(
                known, items=(*known.items, column.name)
            )
    return list(groups.values())
