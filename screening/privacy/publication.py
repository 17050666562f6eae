"""What is to be published: inner counts, the tables summed from them, and the cells they share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import pandas as pd

TOTAL = "*"
"""Stands in a dimension column for the sum over all its values."""

Key = tuple[str, ...]
Members = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """One published table: every combination of its columns, and every margin of it.

    Attributes:
        name: name of the table and of its CSV.
        groups: columns that say who is counted, as school and grade.
        splits: columns that say how a group divides, coarse to fine, as screened and tier. With
            none, every cell is a group of its own.
        sizes_known: readers know the size of every group from elsewhere, as enrolment.
        harmless: split values that tell nothing about a student when the whole group shares them.
    """

    name: str
    groups: Key
    splits: Key = ()
    sizes_known: bool = False
    harmless: frozenset[str] = frozenset()

    @property
    def columns(self) -> Key:
        """Dimension columns in the order of a key."""
        return self.groups + self.splits


@dataclass(frozen=True)
class Block:
    """Inner counts of one kind and the tables published from them.

    Attributes:
        inner: rows: one per finest cell; columns: dimensions (text) and `count` (whole, 0 or
            more). A combination without a row cannot occur; one that happens to be empty has a
            row with 0.
    """

    inner: pd.DataFrame
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Link:
    """Two sums over different blocks that count the same students.

    Attributes:
        left: number of a block and the values that choose its inner cells.
        right: the same for the other sum.
    """

    left: tuple[int, Mapping[str, str]]
    right: tuple[int, Mapping[str, str]]


@dataclass(frozen=True)
class Publication:
    """Everything one release shows. What is left out here cannot be audited."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(table for block in self.blocks for table in block.tables)


@dataclass
class Layout:
    """A publication as numbered unknowns and cells.

    Attributes:
        counts: true count of each unknown (finest cell).
        cells: the unknowns each published cell adds up; a cell shared by tables is there once.
        rows: for each table, the cell of each key, in sorted order.
        links: pairs of sums that are equal.
    """

    counts: list[int] = field(default_factory=list)
    cells: list[Members] = field(default_factory=list)
    rows: dict[str, dict[Key, int]] = field(default_factory=dict)
    links: list[tuple[Members, Members]] = field(default_factory=list)

    def value(self, members: Members) -> int:
        """Return the true sum over some unknowns."""
        return sum(self.counts[member] for member in members)


def lay_out(publication: Publication) -> Layout:
    """Return a publication's unknowns and cells, whatever the order of its rows.

    Raises:
        ValueError: a count is below 0, a table's name comes twice, or a link does not hold.
    """
    layout = Layout()
    numbers: dict[Members, int] = {}
    frames = [_placed(block, layout) for block in publication.blocks]
    for block, inner in zip(publication.blocks, frames, strict=True):
        for table in block.tables:
            if table.name in layout.rows:
                raise ValueError(f"two tables are called '{table.name}'.")
            layout.rows[table.name] = _rows(table, inner, layout=layout, numbers=numbers)
    for link in publication.links:
        left, right = (_chosen(frames[block], values) for block, values in (link.left, link.right))
        if layout.value(left) != layout.value(right):
            raise ValueError("two counts of the same students differ. Build both from one table.")
        layout.links.append((left, right))
    return layout


def _placed(block: Block, layout: Layout) -> pd.DataFrame:
    """Return a block's inner cells sorted and numbered after those already laid out."""
    dimensions = [column for column in block.inner.columns if column != "count"]
    inner = block.inner.groupby(dimensions, sort=True)["count"].sum().reset_index()
    if (inner["count"] < 0).any():
        raise ValueError("a count is below 0.")
    inner["unknown"] = range(len(layout.counts), len(layout.counts) + len(inner))
    layout.counts.extend(int(count) for count in inner["count"])
    return inner


def _rows(
    table: Table, inner: pd.DataFrame, *, layout: Layout, numbers: dict[Members, int]
) -> dict[Key, int]:
    """Return the cell number of each key of a table; new cells are added to the layout."""
    members: dict[Key, list[int]] = {}
    values = inner[list(table.columns)].astype(str).itertuples(index=False, name=None)
    for unknown, own in zip(inner["unknown"], values, strict=True):
        for key in product(*((value, TOTAL) for value in own)):
            members.setdefault(key, []).append(int(unknown))
    rows = {}
    for key in sorted(members):
        cell = tuple(members[key])
        if cell not in numbers:
            numbers[cell] = len(layout.cells)
            layout.cells.append(cell)
        rows[key] = numbers[cell]
    return rows


def _chosen(inner: pd.DataFrame, values: Mapping[str, str]) -> Members:
    chosen = inner
    for column, value in values.items():
        chosen = chosen[chosen[column].astype(str) == value]
    return tuple(int(unknown) for unknown in chosen["unknown"])
