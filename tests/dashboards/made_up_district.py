"""Small districts drawn student by student, so that all their counts hang together as real ones."""

import random
from collections import Counter

import pandas as pd
from made_up_window import OUTCOMES, frame

from screening.dashboards.counts import WindowCounts

TIERS = {"tier_1": 1.0, "tier_2": 2.0, "tier_3": 3.0}


def district_counts(seed: int) -> WindowCounts:
    """Return the counts of two or three schools of one to three grades, classes of 8 to 30."""
    dice = random.Random(seed)
    students = [
        student
        for school in ("s1", "s2", "s3")[: dice.randint(2, 3)]
        for grade in ("7", "8", "9")[: dice.randint(1, 3)]
        for room in range(dice.randint(1, 3))
        for student in _class(dice, school, grade, f"{grade}-{room}")
    ]
    schools = sorted({school for school, *_ in students})
    left = [(dice.choice(schools), float(dice.randint(1, 3))) for _ in range(dice.randint(0, 15))]
    before = [(school, old, TIERS.get(outcome)) for school, _, _, outcome, old in students if old]
    return WindowCounts(
        outcomes=_counted([(s, g, o) for s, g, _, o, _ in students], "school_id grade outcome"),
        movements=_counted(before, "school_id previous_tier tier"),
        leavers=_counted(left, "school_id previous_tier"),
        class_outcomes=_counted(
            [each[:4] for each in students], "school_id grade class_id outcome"
        ),
        file_counts=frame([], "file informant rows_read rows_scored rows_set_aside refused"),
        problem_counts=frame([], "code severity count"),
    )


def _class(dice: random.Random, school: str, grade: str, room: str) -> list[tuple]:
    return [
        (
            school,
            grade,
            room if dice.random() > 0.02 else "",
            dice.choices(list(OUTCOMES), list(OUTCOMES.values()))[0],
            dice.choices((1.0, 2.0, 3.0, None), (60, 12, 5, 23))[0],
        )
        for _ in range(dice.randint(8, 30))
    ]


def _counted(rows: list[tuple], columns: str) -> pd.DataFrame:
    return frame([(*row, count) for row, count in Counter(rows).items()], f"{columns} count")
