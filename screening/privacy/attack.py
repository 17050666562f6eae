"""What a reader can work out: the range of a hidden count, from everything that is published.

The reader knows every shown cell, the sizes known from elsewhere, that cells add up, and that no
count is below 0. Each range is the optimum of a linear programme (HiGHS), rounded inward to whole
numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from screening.privacy.publication import Layout, Members
from screening.privacy.sensitive import Rule, Sensitive

TOLERANCE = 1e-6
"""Below this two numbers of the solver are the same."""

Vector = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass
class Ranges:
    """Smallest and largest value found so far for each target, both possible for a reader."""

    low: Vector
    high: Vector

    def widen(self, values: Vector) -> None:
        """Take in another possible state of the world."""
        self.low = np.minimum(self.low, values)
        self.high = np.maximum(self.high, values)


class Attack:
    """A reader's knowledge of one publication, with more or fewer cells hidden."""

    def __init__(self, layout: Layout, sensitive: Sensitive, *, rule: Rule) -> None:
        self.counts: Vector = np.array(layout.counts, dtype=float)
        self.cells = matrix(layout.cells, len(self.counts))
        self.values: Vector = self.cells @ self.counts
        self.targets = matrix([target.members for target in sensitive.targets], len(self.counts))
        self.asked: Vector = np.array([target.high for target in sensitive.targets], dtype=float)
        self.least: Vector = np.ones(len(self.asked))
        self.told_by_sizes: set[int] = set()
        self.known = sorted(sensitive.known)
        self.links = matrix([left for left, _ in layout.links], len(self.counts)) - matrix(
            [right for _, right in layout.links], len(self.counts)
        )
        self.at_least_one = (
            self.values > 0 if rule.zeros_shown else np.zeros(len(self.values), bool)
        )
        # More than any count that is asked about, so that no range is cut short by it.
        self.ceiling = float(self.counts.sum() + self.asked.max(initial=0) + 1)

    def truth(self) -> Ranges:
        """Return the ranges of a reader who knows everything: the starting point."""
        values = self.targets @ self.counts
        return Ranges(values, values)

    def is_narrow(self, ranges: Ranges, number: int) -> bool:
        """Return whether a target's range is too narrow to leave a reader in doubt."""
        low = ceil(ranges.low[number] - TOLERANCE)
        high = floor(ranges.high[number] + TOLERANCE)
        # A known group of one has 0 or 1: the range must still hold two values.
        is_exact = low == high and number not in self.told_by_sizes
        return bool(low > self.least[number] or high < self.asked[number] or is_exact)

    def narrow(self, ranges: Ranges) -> list[int]:
        """Return the numbers of the targets whose range is too narrow."""
        return [number for number in range(len(self.asked)) if self.is_narrow(ranges, number)]

    def explore(self, ranges: Ranges, *, hidden: frozenset[int]) -> Ranges:
        """Return ranges widened until each is wide enough or known to be as wide as can be."""
        found = self._widest(ranges, self._knowledge(hidden))
        if self.narrow(found):
            self._allow_for_sizes(found)
        return found

    def _widest(self, ranges: Ranges, knowledge: "Knowledge") -> Ranges:
        found = Ranges(ranges.low, ranges.high)
        self._sweep(found, knowledge)
        for number in self.narrow(found):
            for sign in (1.0, -1.0):
                if self.is_narrow(found, number):
                    found.widen(self._extreme(sign * _row(self.targets, number), knowledge))
        return found

    def _allow_for_sizes(self, found: Ranges) -> None:
        """Ask no wider range than the sizes known from elsewhere leave with every cell hidden.

        What they tell by themselves, as that a school of eight has no class of nine, no table
        can hide.
        """
        hideable = ~(self.values == 0) if self.at_least_one.any() else self.values >= 0
        everything = frozenset(int(cell) for cell in np.flatnonzero(hideable))
        best = self._widest(found, self._knowledge(everything))
        for number in self.narrow(best):
            low = ceil(best.low[number] - TOLERANCE)
            high = floor(best.high[number] + TOLERANCE)
            self.least[number] = max(low, self.least[number])
            self.asked[number] = min(high, self.asked[number])
            if low == high:
                self.told_by_sizes.add(number)

    def _sweep(self, ranges: Ranges, knowledge: "Knowledge") -> None:
        """Widen many ranges at once: push all narrow targets down together, then up.

        Stops when a push settles no further target; what remains is asked one by one.
        """
        before = len(self.counts) + 1
        while 0 < len(narrow := self.narrow(ranges)) < before:
            before = len(narrow)
            together = np.asarray(self.targets[narrow].sum(axis=0)).ravel()
            for sign in (1.0, -1.0):
                ranges.widen(self._extreme(sign * together, knowledge))

    def _extreme(self, objective: Vector, knowledge: "Knowledge") -> Vector:
        """Return the targets' values in the possible world that makes an objective smallest."""
        world = self.counts.copy()
        if not np.any(objective[knowledge.free]):
            return self._seen(world)
        answer = linprog(
            objective[knowledge.free],
            A_eq=knowledge.equations,
            b_eq=knowledge.right,
            A_ub=knowledge.floors,
            b_ub=knowledge.floor_right,
            bounds=(0, self.ceiling),
            method="highs",
        )
        if answer.status != 0:
            raise ArithmeticError(f"the audit's solver stopped: {answer.message}")
        world[knowledge.free] = answer.x
        return self._seen(world)

    def _seen(self, world: Vector) -> Vector:
        return np.asarray(self.targets @ world, dtype=float)

    def _knowledge(self, hidden: frozenset[int]) -> "Knowledge":
        shown = np.ones(len(self.values), bool)
        shown[sorted(hidden)] = False
        shown[self.known] = True
        equations = vstack([self.cells[shown], self.links]).tocsr()
        free = np.ones(len(self.counts), bool)
        single = np.diff(equations.indptr) == 1
        free[equations[single].indices] = False
        zero = np.concatenate([self.values[shown] == 0, np.zeros(self.links.shape[0], bool)])
        free[equations[zero].indices] = False
        return Knowledge.of(equations, self.cells[self.at_least_one & ~shown], self.counts, free)


@dataclass(frozen=True)
class Knowledge:
    """The equations that are left once single shown counts are filled in."""

    free: Flags
    equations: csr_matrix
    right: Vector
    floors: csr_matrix | None
    floor_right: Vector | None

    @classmethod
    def of(
        cls,
        equations: csr_matrix,
        at_least_one: csr_matrix,
        counts: Vector,
        free: Flags,
    ) -> "Knowledge":
        """Return the knowledge about the unknowns that are still free."""
        reduced = equations[:, free]
        reduced = reduced[np.diff(reduced.indptr) > 0]
        rest = np.where(free, 0.0, counts)
        floors = -at_least_one[:, free] if at_least_one.shape[0] else None
        floor_right = at_least_one @ rest - 1 if at_least_one.shape[0] else None
        return cls(free, reduced, reduced @ counts[free], floors, floor_right)


def matrix(sums: Sequence[Members], width: int) -> csr_matrix:
    """Return one row per sum, with a 1 for each unknown it adds up."""
    columns = [member for members in sums for member in members]
    ends = np.cumsum([0, *(len(members) for members in sums)])
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(sums), width))


def _row(rows: csr_matrix, number: int) -> Vector:
    return np.asarray(rows[number].toarray()).ravel()
