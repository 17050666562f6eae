"""Moves between levels that chance alone gives: regression to the mean, in numbers.

Two measurements of students in whom nothing changed are taken as normal with the retest reliability
as their correlation; the levels are cut at the quantiles that last window's shares give.
"""

from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise, product
from math import exp, inf, pi, sqrt

import pandas as pd
from scipy.integrate import quad
from scipy.special import ndtr, ndtri

from screening.change.chance import Chance
from screening.change.rules import load_change_rules
from screening.warehouse import Warehouse

Ends = tuple[float, float]
Move = tuple[int, int]
"""Level before, level now."""
LEVELS = (1, 2, 3)


def move_shares(level_shares: Mapping[int, float], *, retest: float) -> dict[Move, float]:
    """Return (level before, level now) → share of the students of the level before, 0 to 1.

    Levels without students are left out.

    Args:
        level_shares: level → share of students last time, lowest level first; together 1.
        retest: reliability of repeated measurement, above 0 and below 1.
    """
    cuts = [-inf, *(float(ndtri(min(1.0, end))) for end in accumulate(level_shares.values()))]
    cuts[-1] = inf
    ends = dict(zip(level_shares, pairwise(cuts), strict=True))
    return {
        (before, now): _both(ends[before], ends[now], retest=retest) / level_shares[before]
        for before, now in product(level_shares, repeat=2)
        if level_shares[before] > 0
    }


def _both(before: Ends, now: Ends, *, retest: float) -> float:
    """Return the chance that a first measurement lies within `before` and a second within `now`."""
    spread = sqrt(1 - retest * retest)

    def density(first: float) -> float:
        low, high = ((end - retest * first) / spread for end in now)
        within = float(ndtr(high) - ndtr(low))
        return within * exp(-first * first / 2) / sqrt(2 * pi)

    found, _error = quad(density, *before)
    return float(found)


def share_ranges(
    level_shares: Mapping[int, float], *, retests: Iterable[float]
) -> dict[Move, Ends]:
    """Return (level before, level now) → lowest and highest share over some reliabilities."""
    tables = [move_shares(level_shares, retest=each) for each in retests]
    return {
        move: (min(table[move] for table in tables), max(table[move] for table in tables))
        for move in tables[0]
    }


def store_expected_moves(warehouse: Warehouse, chance: Chance) -> None:
    """Make `mart_expected_movement`, empty where nothing can be said.

    Levels are cut where last window's shares of students on this or no roster lie.
    """
    warehouse.run_step("mart_leaver")
    rules = load_change_rules().expected
    both_times = warehouse.value(
        "select coalesce(sum(student_count), 0) from mart_movement where tier is not null"
    )
    ranges: dict[Move, Ends] = {}
    if chance.is_enough and both_times >= rules.students_at_least:
        ranges = share_ranges(_level_shares(warehouse), retests=chance.retests)
    rows = [(*move, *ends) for move, ends in ranges.items()]
    kinds = dict.fromkeys(("previous_tier", "tier"), "Int64")
    kinds |= dict.fromkeys(("low_share", "high_share"), "Float64")
    warehouse.store("def_expected_share", pd.DataFrame(rows, columns=list(kinds)).astype(kinds))
    warehouse.run_step("mart_expected_movement")


def _level_shares(warehouse: Warehouse) -> dict[int, float]:
    """Return level → share of the students with a level last time, every level, lowest first."""
    counts = dict(
        warehouse.rows(
            "select previous_tier, sum(student_count) from (select previous_tier, student_count"
            " from mart_movement union all select previous_tier, student_count from mart_leaver)"
            " group by previous_tier"
        )
    )
    return {level: counts.get(level, 0) / sum(counts.values()) for level in LEVELS}
