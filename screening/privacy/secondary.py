"""What else must be hidden, so that no hidden count can be worked out from the shown ones."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity, vstack

from screening.privacy.attack import TOLERANCE, Attack, Flags, Ranges, Vector
from screening.privacy.publication import TOTAL, Key, Layout, Publication
from screening.privacy.sensitive import Rule, Sensitive


@dataclass(frozen=True)
class Line:
    """A total and the cells that add up to it."""

    total: int
    parts: tuple[int, ...]


def hide_more(
    layout: Layout, publication: Publication, *, sensitive: Sensitive, rule: Rule
) -> frozenset[int]:
    """Return all cells to hide: the primary ones and what their protection needs.

    First line by line, which is quick and settles most; then, for each count that can still be
    worked out, by the cheapest other table that would look the same.
    """
    lines = sorted(set(_lines(layout, publication)), key=lambda line: (line.total, line.parts))
    hidden = _hide_in_lines(layout, lines, hidden=set(sensitive.primary), rule=rule)
    if not sensitive.targets:
        return frozenset(hidden)
    attack = Attack(layout, sensitive, rule=rule)
    ranges = attack.explore(attack.truth(), hidden=frozenset(hidden))
    for number in attack.narrow(ranges):
        if attack.is_narrow(ranges, number):
            hidden |= _repair(attack, number, ranges=ranges, hidden=hidden)
    return frozenset(hidden)


def _lines(layout: Layout, publication: Publication) -> Iterator[Line]:
    """Yield each total within one group with the parts it splits into.

    Subtraction between groups is left to the repair: it hides far less there, and there are few.
    """
    for table in publication.tables:
        rows = layout.rows[table.name]
        first = len(table.groups) if table.splits else 0
        inside = {key: cell for key, cell in rows.items() if TOTAL not in key[:first]}
        for column in range(first, len(table.columns)):
            parts: dict[Key, set[int]] = {}
            for key, cell in inside.items():
                if key[column] != TOTAL:
                    parts.setdefault((*key[:column], TOTAL, *key[column + 1 :]), set()).add(cell)
            for key, cells in parts.items():
                if cells != {rows[key]}:
                    yield Line(rows[key], tuple(sorted(cells)))


def _hide_in_lines(layout: Layout, lines: list[Line], *, hidden: set[int], rule: Rule) -> set[int]:
    """Return the cells hidden when no line gives one of its cells away by subtraction."""
    counts = [layout.value(cell) for cell in layout.cells]
    changed = True
    while changed:
        changed = False
        for line in lines:
            more = _cheapest(line, counts, hidden=hidden, rule=rule)
            if more is not None:
                hidden.add(more)
                changed = True
    return hidden


def _cheapest(line: Line, counts: list[int], *, hidden: set[int], rule: Rule) -> int | None:
    """Return the cheapest cell to hide in a line that gives one away; None when it does not."""
    cells = (line.total, *line.parts)
    out = [cell for cell in cells if cell in hidden]
    together = sum(counts[cell] for cell in out)
    if not out or (line.total in hidden and len(out) > 1):
        return None
    if len(out) > 1 and together >= rule.numerator_minimum:
        return None
    left = [cell for cell in cells if cell not in hidden and counts[cell] > 0]
    return min(left, key=lambda cell: (cell == line.total, counts[cell], cell), default=None)


def _repair(attack: Attack, number: int, *, ranges: Ranges, hidden: set[int]) -> set[int]:
    """Return the cells to hide for one target; its range, and others', widen on the way."""
    more: set[int] = set()
    least = attack.least[number]
    low, high = ranges.low[number], ranges.high[number]
    for wanted in (0.0 if least <= 1 else least, max(attack.asked[number], 1.0), high + 1, low - 1):
        inside = ranges.low[number] - TOLERANCE <= wanted <= ranges.high[number] + TOLERANCE
        if inside or not attack.is_narrow(ranges, number):
            continue
        world = _cheapest_world(attack, number, wanted=wanted, hidden=hidden | more)
        ranges.widen(attack.targets @ world)
        changed = np.abs(attack.cells @ world - attack.values) > TOLERANCE
        more |= {int(cell) for cell in np.flatnonzero(changed)} - hidden
    return more


def _cheapest_world(attack: Attack, number: int, *, wanted: float, hidden: set[int]) -> Vector:
    """Return counts that give a target a wanted value and change the fewest, smallest cells.

    Each shown cell may move up or down at a price that grows slowly with its count; the sum of
    the prices is made smallest. A count known from elsewhere, and with `zeros_shown` a zero,
    cannot move.
    """
    fixed = attack.at_least_one.any() & (attack.values == 0)
    fixed[attack.known] = True
    movable = ~fixed
    movable[sorted(hidden)] = False
    price = np.log2(2 + attack.values[movable])
    floors = attack.cells[attack.at_least_one]
    answer = linprog(
        np.concatenate([np.zeros(len(attack.counts)), price, price]),
        A_eq=_equations(attack, number, movable=movable, fixed=fixed),
        b_eq=np.concatenate(
            [
                attack.values[movable],
                attack.values[fixed],
                np.zeros(attack.links.shape[0]),
                [wanted],
            ]
        ),
        A_ub=_widened(-floors, 2 * len(price)),
        b_ub=-np.ones(floors.shape[0]),
        bounds=(0, attack.ceiling),
        method="highs",
    )
    if answer.status != 0:
        return attack.counts  # no such table: the gate will stop the release
    return np.asarray(answer.x[: len(attack.counts)], dtype=float)


def _equations(attack: Attack, number: int, *, movable: Flags, fixed: Flags) -> csr_matrix:
    """Return what any other table must keep: moved cells less their moves, the rest as it is."""
    moves = int(movable.sum())
    moved = hstack([attack.cells[movable], -identity(moves), identity(moves)])
    still = vstack([attack.cells[fixed], attack.links, attack.targets[number]])
    return vstack([moved, _widened(still, 2 * moves)]).tocsr()


def _widened(rows: csr_matrix, columns: int) -> csr_matrix:
    """Return rows with empty columns added."""
    return hstack([rows, csr_matrix((rows.shape[0], columns))]).tocsr()
