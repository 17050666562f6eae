"""The Wilson interval of a share: where a share could lie in the long run, by chance alone."""

from dataclasses import dataclass
from math import floor, sqrt
from statistics import NormalDist

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


def wilson(count: int, *, size: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the Wilson score interval of `count` in `size` (1 or more).

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / size
    middle = share + z * z / (2 * size)
    half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    scale = 1 + z * z / size
    # None and all have an end at 0 and 1 exactly; the root misses them by a rounding error.
    low = (middle - half) / scale if count > 0 else 0.0
    high = (middle + half) / scale if count < size else 1.0
    return Interval(low, high)


def round_half_up(value: float) -> int:
    """Return the nearest whole number; a half goes up."""
    return floor(value + 0.5)
