"""Shares of a group: percentage, interval, and how each is said when a count is hidden."""

from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist

from screening.dashboards.words import HIDDEN, number
from screening.privacy.protect import ProtectedCell

CONFIDENCE = 0.95
"""Chance that intervals made this way hold the true share."""


@dataclass(frozen=True)
class Interval:
    """Lower and upper end of a share, 0 to 1."""

    low: float
    high: float

    def words(self) -> str:
        """Return the interval in whole per cent: 16 to 25 %."""
        return f"{round_half_up(100 * self.low)} to {round_half_up(100 * self.high)} %"


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


def wilson(count: int, *, size: int) -> Interval:
    """Return the Wilson score interval of `count` in `size` (1 or more).

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share = count / size
    middle = share + z * z / (2 * size)
    half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    scale = 1 + z * z / size
    # None and all have an end at 0 and 1 exactly; the root misses them by a rounding error.
    low = (middle - half) / scale if count > 0 else 0.0
    high = (middle + half) / scale if count < size else 1.0
    return Interval(low, high)


def percent(share: float) -> str:
    """Return a share in whole per cent; never 0 % or 100 % for what is not none or all."""
    whole = round_half_up(100 * share)
    if whole == 0 and share > 0:
        return "under 1 %"
    if whole == 100 and share < 1:  # noqa: PLR2004 - per cent
        return "over 99 %"
    return f"{whole} %"


def round_half_up(value: float) -> int:
    """Return the nearest whole number; a half goes up."""
    return floor(value + 0.5)
