"""Which published counts could point at a student, before anything is worked out from others."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from screening.privacy.publication import TOTAL, Key, Layout, Members, Publication, Table


@dataclass(frozen=True)
class Rule:
    """When a count is hidden.

    Attributes:
        minimum: a group of 1 to `minimum - 1` is hidden with everything in it.
        numerator_minimum: a part of a group of 1 to `numerator_minimum - 1` is hidden, and so is
            the part that leaves so few over.
        zeros_shown: zeros are never hidden. A reader then knows that a hidden count is at least
            1, and the audit counts on it.
    """

    minimum: int
    numerator_minimum: int
    zeros_shown: bool = False


@dataclass(frozen=True)
class Target:
    """A count that must stay unknown: for all a reader can tell it may be 1, or `high`.

    `members` may be a sum that is not published itself: the rest of a group.
    """

    members: Members
    high: int


@dataclass(frozen=True)
class Sensitive:
    """What the rule finds.

    Attributes:
        primary: numbers of the cells that the rule hides.
        targets: what must stay unknown, each once.
        known: numbers of cells that readers know from elsewhere.
    """

    primary: frozenset[int]
    targets: tuple[Target, ...]
    known: frozenset[int]


def find_sensitive(layout: Layout, publication: Publication, *, rule: Rule) -> Sensitive:
    """Return what the rule hides, and what must stay unknown although it is hidden."""
    primary: set[int] = set()
    known: set[int] = set()
    highs: dict[Members, int] = {}
    for table in publication.tables:
        rows = layout.rows[table.name]
        for key, cell in rows.items():
            is_size = bool(table.splits) and _is_size(table, key)
            if is_size and table.sizes_known:
                known.add(cell)
            found = list(_found(table, key, layout=layout, rule=rule))
            if not found:
                continue
            primary.add(cell)
            if not (is_size and table.sizes_known):
                for target in found:
                    highs[target.members] = max(target.high, highs.get(target.members, 0))
    targets = tuple(Target(members, highs[members]) for members in sorted(highs))
    return Sensitive(frozenset(primary), targets, frozenset(known))


def _is_size(table: Table, key: Key) -> bool:
    return all(part == TOTAL for part in key[len(table.groups) :])


def _found(table: Table, key: Key, *, layout: Layout, rule: Rule) -> Iterator[Target]:
    """Yield what must stay unknown about one cell; nothing when it may be shown."""
    cell = layout.cells[layout.rows[table.name][key]]
    count = layout.value(cell)
    if not table.splits or _is_size(table, key):
        if 0 < count < rule.minimum:
            yield Target(cell, rule.minimum - 1)
        return
    if rule.zeros_shown and count == 0:
        return
    wholes = _wholes(table, key, layout=layout)
    smallest = min((layout.value(whole) for whole in wholes), default=rule.minimum)
    few = rule.numerator_minimum - 1
    if 0 < smallest < rule.minimum or 0 < count <= few:
        yield Target(cell, min(few, smallest))
    for whole in wholes:
        size = layout.value(whole)
        if 0 < size - count <= few or (size == count > 0 and _gives_away(table, key, rule=rule)):
            yield Target(_without(whole, cell), min(few, size))


def _gives_away(table: Table, key: Key, *, rule: Rule) -> bool:
    """Return whether a group that is all in this cell gives every member away."""
    finest = [part for part in key[len(table.groups) :] if part != TOTAL][-1]
    return not rule.zeros_shown and finest not in table.harmless


def _wholes(table: Table, key: Key, *, layout: Layout) -> list[Members]:
    """Return the groups of which a cell is a part: its splits summed over, one or more."""
    rows = layout.rows[table.name]
    groups, splits = key[: len(table.groups)], key[len(table.groups) :]
    keys = (groups + choice for choice in product(*({part, TOTAL} for part in splits)))
    cells = sorted({rows[whole] for whole in keys} - {rows[key]})
    return [layout.cells[cell] for cell in cells]


def _without(whole: Members, part: Members) -> Members:
    left_out = set(part)
    return tuple(member for member in whole if member not in left_out)
