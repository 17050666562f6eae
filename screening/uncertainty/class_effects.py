"""How far each class stands from its school: means drawn towards the school, by empirical Bayes.

A class mean is the school's mean, what is common to the class, and chance. How much is common to
classes is estimated from all classes at once; the fewer students a class has, the nearer to its
school it is drawn. Source: Searle, Casella and McCulloch (1992), Variance Components, chapters 3
and 7 (variance between unequal groups, best linear unbiased prediction).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class ClassScores:
    """The scores of one class, after what its grade usually has was taken off.

    Attributes:
        school_id, grade, class_id: whose.
        count: students with a score, 1 or more.
        mean: of their scores, in points.
        inner_squares: squared distances from the mean, summed.
    """

    school_id: str
    grade: str
    class_id: str
    count: int
    mean: float
    inner_squares: float


@dataclass(frozen=True)
class Variances:
    """Variance of scores within classes, and of classes around their school's mean."""

    within: float
    between: float

    @property
    def share_between(self) -> float:
        """Share that lies between classes, 0 to 1 (intraclass correlation)."""
        return self.between / (self.between + self.within) if self.between else 0.0


@dataclass(frozen=True)
class ClassEffect:
    """One class beside its school.

    Attributes:
        scores: the class.
        school_mean: of the school's classes, each weighted by what is known about it.
        effect: distance of the class from it, in points, drawn towards 0.
    """

    scores: ClassScores
    school_mean: float
    effect: float


def variances(classes: Iterable[ClassScores]) -> Variances | None:
    """Return both variances by the analysis of variance; None where classes cannot be compared.

    Args:
        classes: of one or several schools; a school's only class says nothing about classes.
    """
    schools = _by_school(classes)
    every = [each for school in schools for each in school]
    students = sum(each.count for each in every)
    inner_degrees, outer_degrees = students - len(every), len(every) - len(schools)
    if inner_degrees < 1 or outer_degrees < 1:
        return None
    within = sum(each.inner_squares for each in every) / inner_degrees
    outer_squares = size = 0.0
    for school in schools:
        total = sum(each.count for each in school)
        mean = sum(each.count * each.mean for each in school) / total
        outer_squares += sum(each.count * (each.mean - mean) ** 2 for each in school)
        size += total - sum(each.count**2 for each in school) / total
    between = (outer_squares - outer_degrees * within) / size
    return Variances(within, max(0.0, between))


def class_effects(classes: Iterable[ClassScores], *, spread: Variances) -> list[ClassEffect]:
    """Return every class beside its school; with no variance between classes, all at 0."""
    return [
        effect for school in _by_school(classes) for effect in _effects_in(school, spread=spread)
    ]


def _effects_in(school: Sequence[ClassScores], *, spread: Variances) -> list[ClassEffect]:
    weights = [1 / (spread.between + spread.within / each.count) for each in school]
    mean = sum(w * each.mean for w, each in zip(weights, school, strict=True)) / sum(weights)
    return [
        ClassEffect(each, mean, spread.between * weight * (each.mean - mean))
        for weight, each in zip(weights, school, strict=True)
    ]


def apart(effect: ClassEffect, *, spread: Variances) -> float:
    """Return how many standard deviations between classes a class stands from its school."""
    return effect.effect / sqrt(spread.between) if spread.between else 0.0


def _by_school(classes: Iterable[ClassScores]) -> list[list[ClassScores]]:
    schools: defaultdict[str, list[ClassScores]] = defaultdict(list)
    for each in classes:
        schools[each.school_id].append(each)
    return [schools[name] for name in sorted(schools)]
