"""The one door through which counts reach a page.

Every table of every page, district and schools, is protected together: what one page hides must
not follow from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from screening.dashboards.counts import WindowCounts
from screening.dashboards.plan import plan_publication
from screening.dashboards.words import LEVELS
from screening.privacy.protect import ProtectedCell, ProtectedTable, protect
from screening.privacy.publication import TOTAL
from screening.privacy.sensitive import Rule
from screening.programme.settings import Suppression


@dataclass(frozen=True)
class ProtectedWindow:
    """All tables of one window, safe to show.

    Attributes:
        tables: protected tables by name.
        refused: (file, informant) pairs that were refused whole.
        expected: (level before, level now) → lowest and highest share of the district's students
            of the level before, if chance alone had moved them; only where shown counts give it.
    """

    tables: Mapping[str, ProtectedTable]
    refused: frozenset[tuple[str, str]]
    expected: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def cell(self, table: str, **values: str) -> ProtectedCell:
        """Return a cell; columns not given are summed over."""
        found = self.tables[table]
        return found.cells[tuple(values.get(column, TOTAL) for column in found.columns)]

    def values(self, table: str, column: str, **others: str) -> list[str]:
        """Return the values of a column, sorted, where the other columns are as given."""
        found = self.tables[table]
        if not found.columns:
            return []
        place = found.columns.index(column)
        wanted = {found.columns.index(name): value for name, value in others.items()}
        keys = (key for key in found.cells if all(key[at] == value for at, value in wanted.items()))
        return sorted({key[place] for key in keys} - {TOTAL})


def protect_window(counts: WindowCounts, *, suppression: Suppression) -> ProtectedWindow:
    """Return everything the pages of one window may show.

    Raises:
        FailedChecksError: a hidden count could be worked out; no page may be written.
        ValueError: the frames contradict each other.
    """
    rule = Rule(suppression.minimum, suppression.numerator_minimum)
    files = counts.file_counts
    refused = files[files["refused"].astype(bool)] if len(files) else files
    pairs = zip(refused.get("file", ()), refused.get("informant", ()), strict=True)
    window = ProtectedWindow(protect(plan_publication(counts), rule=rule), frozenset(pairs))
    return replace(window, expected=_expected(counts.expected_moves, window))


def _expected(
    moves: pd.DataFrame, window: ProtectedWindow
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the expected moves where anybody could work them out from shown counts.

    They are made of how many students each level had, and of published figures.
    """
    if "movement" not in window.tables:
        return {}
    if any(window.cell("movement", before=level).value is None for level in LEVELS):
        return {}
    return {
        (f"tier_{before}", f"tier_{now}"): (low, high)
        for before, now, low, high in moves.itertuples(index=False)
    }
