"""What is said about a class whose ratings stand apart: the rater, the class, or not to be told.

The other informants decide. If the class had as much more (or less) to tell as its ratings say,
their answers would stand as far from the school's; if only the ratings differ, not at all. A
finding rules one of the two out at 95 %; where both or neither are, it cannot be told which.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from screening.uncertainty.class_effects import (
    ClassEffect,
    ClassScores,
    Variances,
    apart,
    class_effects,
    variances,
)
from screening.uncertainty.doubt_rules import ClassRatings, Finding
from screening.wilson import CONFIDENCE

Where = tuple[str, str, str]
"""School, grade, class."""


@dataclass(frozen=True)
class RatedClass:
    """One class and what its ratings of one subscale say.

    Attributes:
        effect: the class beside its school, in points.
        spread: variances of the ratings.
        finding: None where the class does not stand apart, or nothing is to be said.
    """

    effect: ClassEffect
    spread: Variances
    finding: Finding | None

    @property
    def where(self) -> Where:
        """School, grade, class."""
        scores = self.effect.scores
        return scores.school_id, scores.grade, scores.class_id


def rated_classes(
    ratings: Sequence[ClassScores],
    *,
    concern_sign: int,
    views: Mapping[Where, ClassScores],
    rules: ClassRatings,
) -> list[RatedClass]:
    """Return every class that can be set beside its school; empty where too few can.

    Args:
        ratings: teachers' scores of one subscale.
        concern_sign: 1 where a higher score is more concern, else -1.
        views: what the other informants answered, in standard deviations, higher = more concern.
        rules: from how many students and classes on, and how far apart is apart.
    """
    judged = _enough(ratings, rules)
    spread = variances(judged)
    if spread is None or len(judged) < rules.classes_in_all:
        return []
    sd = sqrt(spread.between + spread.within)
    distances = _distances(views)
    found = []
    for effect in class_effects(judged, spread=spread):
        finding = None
        if abs(apart(effect, spread=spread)) >= rules.apart_from:
            scores = effect.scores
            where = (scores.school_id, scores.grade, scores.class_id)
            concern = concern_sign * effect.effect / sd
            finding = _finding(concern, distances.get(where))
        found.append(RatedClass(effect, spread, finding))
    return found


def _enough(ratings: Sequence[ClassScores], rules: ClassRatings) -> list[ClassScores]:
    large = [each for each in ratings if each.count >= rules.students_per_class]
    classes = Counter(each.school_id for each in large)
    return [each for each in large if classes[each.school_id] >= rules.classes_per_school]


def _distances(views: Mapping[Where, ClassScores]) -> dict[Where, tuple[float, float]]:
    """Return class → distance of its others' answers from those of its school, and half a width.

    In standard deviations; half the width of the 95 % interval. A class is set beside the rest of
    its school.
    """
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    spread = variances(views.values())
    if spread is None or not spread.within:
        return {}
    totals: dict[str, tuple[int, float]] = {}
    for each in views.values():
        count, total = totals.get(each.school_id, (0, 0.0))
        totals[each.school_id] = count + each.count, total + each.count * each.mean
    found = {}
    for where, each in views.items():
        rest, total = totals[each.school_id]
        rest -= each.count
        if rest:
            distance = each.mean - (total - each.count * each.mean) / rest
            found[where] = distance, reach * sqrt(spread.within * (1 / each.count + 1 / rest))
    return found


def _finding(concern: float, others: tuple[float, float] | None) -> Finding | None:
    """Return what is to be said of a class that stands apart by so much concern (in sd)."""
    unclear: Finding = "high_unclear" if concern > 0 else "low_unclear"
    if others is None:
        return unclear
    # Turned so that ratings of less concern are read as those of more.
    way = 1 if concern > 0 else -1
    distance, half = way * others[0], others[1]
    is_not_none, is_not_as_much = distance - half > 0, distance + half < abs(concern)
    if is_not_none == is_not_as_much:
        return unclear
    if is_not_as_much:
        return "strict" if concern > 0 else "lenient"
    return "class_need" if concern > 0 else None
