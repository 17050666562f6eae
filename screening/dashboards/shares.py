"""Shares of a group: percentage, interval, and how each is said when a count is hidden."""

from dataclasses import dataclass
from math import ceil

from screening.dashboards.words import HIDDEN, number
from screening.privacy.protect import ProtectedCell
from screening.wilson import Interval, round_half_up, wilson


@dataclass(frozen=True)
class Share:
    """A count, and the group it is a part of.

    Attributes:
        part: the count.
        whole: size of the group; None = the count stands alone.
        most: largest value that shown counts leave for a hidden part; None = not known.
        hidden: what stands in the place of a hidden count.
    """

    part: ProtectedCell
    whole: ProtectedCell | None = None
    most: int | None = None
    hidden: str = HIDDEN

    @property
    def size(self) -> int | None:
        """Size of the group, where it may be shown and is not 0."""
        return (self.whole.value or None) if self.whole else None

    @property
    def share(self) -> float | None:
        """Part of the group, 0 to 1; None when hidden or when the group is empty."""
        if self.part.value is None or self.size is None:
            return None
        return self.part.value / self.size

    @property
    def interval(self) -> Interval | None:
        """Wilson interval of the share."""
        if self.part.value is None or self.size is None:
            return None
        return wilson(self.part.value, size=self.size)

    def words(self) -> str:
        """Return the count for reading, with its percentage where there is one."""
        if self.part.value is None:
            return self.hidden
        if self.share is None:
            return number(self.part.value)
        return f"{number(self.part.value)} ({percent(self.share)})"

    @property
    def at_most(self) -> int | None:
        """Highest whole per cent that shown counts leave for a hidden part; None = half or more.

        Worked out from shown counts alone: it tells nothing that the table does not tell.
        """
        if self.part.value is not None or self.most is None or self.size is None:
            return None
        return ceil(100 * self.most / self.size) if 2 * self.most < self.size else None


def percent(share: float) -> str:
    """Return a share in whole per cent; never 0 % or 100 % for what is not none or all."""
    whole = round_half_up(100 * share)
    if whole == 0 and share > 0:
        return "under 1 %"
    if whole == 100 and share < 1:  # noqa: PLR2004 - per cent
        return "over 99 %"
    return f"{whole} %"
