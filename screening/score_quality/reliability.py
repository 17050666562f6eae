"""How well the items of a subscale hang together: alpha and omega, each with a 95 % interval.

On complete forms only. Nothing is said where there are too few, or where the numbers would not mean
what they say; the reason is given instead.
"""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.stats import f as f_distribution

from screening.score_quality.limits import Reason
from screening.score_quality.one_factor import Array, OneFactor, one_factor
from screening.wilson import CONFIDENCE, Interval

Codes = npt.NDArray[np.int8]
FEWEST_FOR_FACTOR = 3
"""Two items have one covariance: it cannot give two loadings."""
DEPENDENT = 1e-8
"""Smallest eigenvalue of a correlation matrix that counts as more than nothing."""


@dataclass(frozen=True)
class Coefficient:
    """A reliability and its 95 % interval."""

    value: float
    interval: Interval


@dataclass(frozen=True)
class Reliability:
    """What the complete forms of a subscale say.

    Attributes:
        complete_count: forms with every item answered.
        alpha: None where `reason` says why.
        omega: None where `reason` says why.
        reason: id of the reason why one or both are missing (`limits.toml`); None = both are there.
    """

    complete_count: int
    alpha: Coefficient | None = None
    omega: Coefficient | None = None
    reason: Reason | None = None

    @property
    def best(self) -> Coefficient | None:
        """Omega where there is one, else alpha: what the standard error rests on."""
        return self.omega or self.alpha


def reliability(codes: Codes, counts: npt.NDArray[np.int64], *, at_least: int) -> Reliability:
    """Return alpha and omega of one subscale.

    Args:
        codes: rows: distinct complete patterns of answers; columns: items, as they are counted.
        counts: students per pattern.
        at_least: fewest complete forms from which anything is said.
    """
    complete, items = int(counts.sum()), codes.shape[1]
    if items < 2:  # noqa: PLR2004 (one item has nothing to hang together with)
        return Reliability(complete, reason="one_item")
    if complete < at_least:
        return Reliability(complete, reason="few_complete")
    covariance = weighted_covariance(codes, counts)
    if (np.diag(covariance) <= 0).any():
        return Reliability(complete, reason="item_without_variance")
    value = alpha(covariance)
    if value <= 0:
        return Reliability(complete, reason="negative_covariance")
    found = Coefficient(value, feldt_interval(value, students=complete, items=items))
    factor, reason = _factor(covariance)
    if factor is None:
        return Reliability(complete, alpha=found, reason=reason)
    omega = Coefficient(factor.omega, omega_interval(factor, codes, counts))
    return Reliability(complete, alpha=found, omega=omega)


def weighted_covariance(codes: Codes, counts: npt.NDArray[np.int64]) -> Array:
    """Return the covariance matrix of patterns that several students share."""
    return np.atleast_2d(np.cov(codes, rowvar=False, fweights=counts))


def alpha(covariance: Array) -> float:
    """Return Cronbach's alpha.

    Source: Cronbach (1951), Psychometrika 16, 297-334.
    """
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def feldt_interval(value: float, *, students: int, items: int) -> Interval:
    """Return the interval of alpha by the F distribution.

    Source: Feldt (1965), Psychometrika 30, 357-370.
    """
    tail = (1 - CONFIDENCE) / 2
    degrees = (students - 1, (students - 1) * (items - 1))
    low, high = (1 - (1 - value) * f_distribution.ppf(p, *degrees) for p in (1 - tail, tail))
    return Interval(float(low), float(high))


def _factor(covariance: Array) -> tuple[OneFactor | None, Reason | None]:
    if len(covariance) < FEWEST_FOR_FACTOR:
        return None, "two_items"
    spread = np.sqrt(np.diag(covariance))
    if np.linalg.eigvalsh(covariance / np.outer(spread, spread))[0] < DEPENDENT:
        return None, "dependent_items"
    factor = one_factor(covariance)
    if factor is None or not 0 < factor.omega < 1:
        return None, "no_factor"
    return factor, None


def omega_interval(factor: OneFactor, codes: Codes, counts: npt.NDArray[np.int64]) -> Interval:
    """Return the interval of omega by the delta method, made on the logit so that it stays inside.

    Each student's share in the error is what the student adds to the covariances: no assumption
    about the distribution of answers.
    Source: Browne (1984); Kelley and Pornprasertmanit (2016), Psychological Methods 21, 69-92.
    """
    students = counts.sum()
    centred = codes - np.average(codes, axis=0, weights=counts)
    moved = ((centred @ factor.gradient) * centred).sum(axis=1)
    error = sqrt(float(np.cov(moved, fweights=counts)) / students)
    value = factor.omega
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * error / (value * (1 - value))
    low, high = (1 / (1 + exp(-(log(value / (1 - value)) + way * reach))) for way in (-1, 1))
    return Interval(low, high)
