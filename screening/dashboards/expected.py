"""Observed moves between levels beside those that chance alone gives, from shown counts only."""

import csv
import io
from dataclasses import dataclass

from screening.change.rules import load_change_rules
from screening.dashboards.protected import ProtectedWindow
from screening.dashboards.shares import Share, percent
from screening.dashboards.words import LEVELS, number
from screening.privacy.protect import ProtectedCell, Status
from screening.privacy.publication import TOTAL
from screening.wilson import Interval, round_half_up, wilson

MORE = "more than chance explains"
FEWER = "fewer than chance explains"
AS_CHANCE = "chance explains it"
UNTOLD = "cannot be told"
COLUMNS = (
    *("level_before", "level_now", "students_both_times", "observed", "observed_percent"),
    *("chance_percent_low", "chance_percent_high", "chance_low", "chance_high"),
    *("difference_low", "difference_high", "signal"),
)
Ends = tuple[int, int]
"""Fewest and most students."""


@dataclass(frozen=True)
class MoveRow:
    """One move between levels.

    Attributes:
        before: level last time, as `tier_3`.
        now: level this time.
        observed: students who made the move, of those of the level before with a level both times.
        chance: share of them by chance alone, over the published reliabilities.
    """

    before: str
    now: str
    observed: Share
    chance: Interval

    @property
    def both_times(self) -> int | None:
        """Students of the level before who have a level this time; None where hidden."""
        return self.observed.size

    @property
    def by_chance(self) -> Ends | None:
        """Fewest and most students by chance alone, in whole students; None where hidden."""
        if self.both_times is None:
            return None
        low, high = (self.both_times * end for end in (self.chance.low, self.chance.high))
        return round_half_up(low), round_half_up(high)

    @property
    def difference(self) -> Ends | None:
        """Observed minus chance, lowest and highest, in students; None where hidden."""
        value = self.observed.part.value
        if value is None or self.by_chance is None:
            return None
        low, high = self.by_chance
        return value - high, value - low

    @property
    def signal(self) -> str:
        """Whether the observed share lies further off than chance in so few students explains."""
        value, size = self.observed.part.value, self.both_times
        if value is None or size is None:
            return UNTOLD
        confidence = load_change_rules().expected.confidence
        interval = wilson(value, size=size, confidence=confidence)
        if interval.low > self.chance.high:
            return MORE
        return FEWER if interval.high < self.chance.low else AS_CHANCE

    def group_words(self, level: str) -> str:
        """Return the level before with its students: Targeted support (76)."""
        return level if self.both_times is None else f"{level} ({number(self.both_times)})"

    def chance_words(self) -> str:
        """Return what chance alone gives: 38 to 46 (46 to 55 %)."""
        low, high = percent(self.chance.low), percent(self.chance.high)
        shares = low if low == high else f"{low.removesuffix(' %')} to {high}"
        return shares if self.by_chance is None else f"{_span(self.by_chance)} ({shares})"

    def difference_words(self) -> str:
        """Return observed minus chance with its sign: -3 to +5."""
        return UNTOLD if self.difference is None else _span(self.difference, sign="+")

    def cells(self) -> list[object]:
        """Return the row of the CSV: exactly the numbers on the page; empty = hidden."""
        share = self.observed.share
        observed = (self.observed.part.value, None if share is None else percent(share))
        chance = (percent(self.chance.low), percent(self.chance.high))
        ends = (*(self.by_chance or (None, None)), *(self.difference or (None, None)))
        numbers = [self.both_times, *observed, *chance, *ends]
        plain = ["" if each is None else str(each).removesuffix(" %") for each in numbers]
        return [self.before, self.now, *plain, self.signal]


def expected_rows(window: ProtectedWindow) -> tuple[MoveRow, ...]:
    """Return the district's moves beside chance, highest level first; empty for no statement."""
    return tuple(
        _row(window, before, now, Interval(*window.expected[before, now]))
        for before in reversed(LEVELS)
        for now in reversed(LEVELS)
        if (before, now) in window.expected
    )


def _row(window: ProtectedWindow, before: str, now: str, chance: Interval) -> MoveRow:
    where = {"school_id": TOTAL, "before": before}
    whole = window.cell("movement", **where).value
    gone = window.cell("movement", **where, now="no_level").value
    if whole is None or gone is None:
        both_times = ProtectedCell(None, Status.SECONDARY)
    else:
        both_times = ProtectedCell(whole - gone, Status.SHOWN)
    return MoveRow(
        before, now, Share(window.cell("movement", **where, now=now), both_times), chance
    )


def expected_csv(rows: tuple[MoveRow, ...]) -> str:
    """Return the rows as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return text.getvalue()


def _span(ends: Ends, *, sign: str = "") -> str:
    low, high = (f"{end:{sign},}" if end else "0" for end in ends)
    return low if low == high else f"{low} to {high}"
