"""Made-up ratings of classes with known truth."""

import numpy as np
import pandas as pd

from screening.uncertainty.class_effects import ClassScores


def students(*, schools, classes, size, between, within=1.0, seed=1, apart=()):
    """Return one row per student: school, class_id, truth (of the class), score.

    Args:
        schools, classes: how many; classes per school.
        size: students per class, or (fewest, most).
        between, within: standard deviations.
        seed: of the generator.
        apart: (school, class, by how much) of classes that are moved.
    """
    rng = np.random.default_rng(seed)
    moved = {(school, room): by for school, room, by in apart}
    rows = []
    for school in range(schools):
        level = rng.normal(0, 1)
        for room in range(classes):
            effect = rng.normal(0, between) + moved.get((school, room), 0)
            count = size if isinstance(size, int) else int(rng.integers(size[0], size[1] + 1))
            scores = 5 + level + effect + rng.normal(0, within, count)
            rows += [(f"school_{school}", f"{school}-{room:02}", effect, score) for score in scores]
    return pd.DataFrame(rows, columns=["school", "class_id", "truth", "score"])


def class_scores(frame):
    """Return the classes of such students."""
    return [
        ClassScores(
            school,
            "3",
            class_id,
            len(group),
            group["score"].mean(),
            float(((group["score"] - group["score"].mean()) ** 2).sum()),
        )
        for (school, class_id), group in frame.groupby(["school", "class_id"])
    ]


def by_class(classes):
    """Return (school, grade, class) → class."""
    return {(each.school_id, each.grade, each.class_id): each for each in classes}
