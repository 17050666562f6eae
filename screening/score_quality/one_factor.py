"""One common factor behind items, by maximum likelihood, and what each student adds to omega.

Sources: Jöreskog (1967), Psychometrika 32, 443-482 (maximum likelihood factor analysis); McDonald
(1999), Test Theory, chapter 6 (omega); Browne (1984), British Journal of Mathematical and
Statistical Psychology 37, 62-83 (the same steps, and omega's error whatever the distribution of
answers).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
LEAST_UNIQUE = 0.005
"""Smallest share of an item's variance left to itself, as R's `factanal` has it (`lower`)."""
STILL = 1e-9
"""The search ends when no number moves by more."""
START_MOST = 0.9
"""Largest loading to start from; where the search starts does not change where it ends."""
MOST_STEPS = 100
MOST_HALVINGS = 20


@dataclass(frozen=True)
class OneFactor:
    """One factor behind items.

    Attributes:
        loadings: covariance of each item with the factor.
        unique: variance of each item that is its own.
    """

    loadings: Array
    unique: Array

    @cached_property
    def omega(self) -> float:
        """Share of the sum score's variance that is the factor's, 0 to 1."""
        common = self.loadings.sum() ** 2
        return float(common / (common + self.unique.sum()))

    @cached_property
    def implied(self) -> Array:
        """The covariance matrix that the factor implies."""
        return np.outer(self.loadings, self.loadings) + np.diag(self.unique)

    @cached_property
    def weights(self) -> Array:
        """Inverse of the implied covariance matrix."""
        scaled = self.loadings / self.unique
        return np.diag(1 / self.unique) - np.outer(scaled, scaled) / (1 + self.loadings @ scaled)

    @cached_property
    def information(self) -> Array:
        """How sharply covariances tell loadings (first half) and unique variances apart."""
        weights, towards = self.weights, self.weights @ self.loadings
        factor_part = np.outer(towards, towards) + weights * (self.loadings @ towards)
        cross = weights * towards[:, None]
        return np.block([[factor_part, cross.T], [cross, weights**2 / 2]])

    def moved_by(self, change: Array) -> tuple[Array, Array]:
        """Return how loadings and unique variances follow a small change of the covariances."""
        weights = self.weights
        pulled = weights @ change @ weights
        towards = np.concatenate([pulled @ self.loadings, np.diag(pulled) / 2])
        by_loading, by_unique = np.split(np.linalg.solve(self.information, towards), 2)
        return by_loading, by_unique

    @cached_property
    def gradient(self) -> Array:
        """How omega moves with the covariances: by tr(gradient @ change) for a small change."""
        total, own = self.loadings.sum(), self.unique.sum()
        slopes = np.repeat([2 * total * own, -(total**2)], len(self.loadings))
        slopes /= (total**2 + own) ** 2
        by_loading, by_unique = np.split(np.linalg.solve(self.information, slopes), 2)
        moved = np.outer(self.weights @ self.loadings, by_loading @ self.weights)
        return (moved + moved.T) / 2 + self.weights @ np.diag(by_unique / 2) @ self.weights

    def misfit(self, covariance: Array) -> float:
        """Return the likelihood's distance from its best, up to a constant; lower is better."""
        sign, size = np.linalg.slogdet(self.implied)
        return float(sign * size + (covariance * self.weights).sum())


def one_factor(covariance: Array) -> OneFactor | None:
    """Return the factor behind three or more items.

    None where there is none to be had: an item is all factor (a Heywood case).

    Args:
        covariance: positive definite.
    """
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    found = _start(correlation)
    for _ in range(MOST_STEPS):
        way = np.stack(found.moved_by(correlation - found.implied))
        if np.abs(way).max() < STILL:
            sign = np.sign(found.loadings.sum())
            return OneFactor(sign * found.loadings * spread, found.unique * spread**2)
        better = _better(found, way, correlation)
        if better is None:
            return None
        found = better
    return None


def _start(correlation: Array) -> OneFactor:
    """Return the first component's loadings, drawn in so that every item keeps some of its own."""
    values, vectors = np.linalg.eigh(correlation)
    loadings = np.clip(vectors[:, -1] * np.sqrt(values[-1]), -START_MOST, START_MOST)
    return OneFactor(loadings, 1 - loadings**2)


def _better(factor: OneFactor, way: Array, correlation: Array) -> OneFactor | None:
    """Return a factor that fits no worse, some of the way on; None = there is none."""
    least = factor.misfit(correlation) + STILL
    for halving in range(MOST_HALVINGS):
        loadings, unique = np.stack([factor.loadings, factor.unique]) + 0.5**halving * way
        if unique.min() > LEAST_UNIQUE:
            found = OneFactor(loadings, unique)
            if found.misfit(correlation) <= least:
                return found
    return None
