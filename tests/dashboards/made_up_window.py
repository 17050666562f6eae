"""A made-up window of four schools, written out of a seed, with small groups among them."""

import datetime as dt
import random
from itertools import product

import pandas as pd

from screening.dashboards.counts import WindowCounts
from screening.dashboards.pages import PageFacts
from screening.programme.settings import Suppression

OUTCOMES = {
    "tier_1": 70,
    "tier_2": 13,
    "tier_3": 5,
    "not_answered": 6,
    "opted_out": 3,
    "withdrawn": 1,
    "answers_set_aside": 1,
    "too_few_answers": 1,
    "no_norms": 1,
}
SCHOOLS = {"alder": ("K", "1", "2"), "birch": ("6", "7", "8"), "cedar": ("9", "10"), "dell": ("7",)}
SIZES = {"alder": 70, "birch": 150, "cedar": 140, "dell": 9}
NAMES = {
    "alder": "Alder Elementary",
    "birch": "Birch Middle",
    "cedar": "Cedar High",
    "dell": "Dell",
}

FACTS = PageFacts(
    programme="Riverbend Schools",
    window="Autumn 2026",
    opens=dt.date(2026, 9, 14),
    closes=dt.date(2026, 10, 9),
    as_of=dt.date(2026, 10, 12),
    screeners=("PSC-17: caregivers, kindergarten to grade 8",),
    rules=("Two informants in the raised band: targeted support.",),
    suppression=Suppression(),
    contact="Dana Whitfield, student services",
    version="Screening pipeline 0.1.0",
)


def window_counts(seed: int = 1) -> WindowCounts:
    dice = random.Random(seed)
    outcomes, rooms = [], []
    for school, grades in SCHOOLS.items():
        for grade in grades:
            drawn = dice.choices(list(OUTCOMES), list(OUTCOMES.values()), k=SIZES[school])
            outcomes += [(school, grade, name, drawn.count(name)) for name in set(drawn)]
            for room in range(max(1, len(drawn) // 24)):
                sat = drawn[24 * room : 24 * (room + 1)]
                rooms += [
                    (school, grade, f"{grade}-{room}", name, sat.count(name)) for name in set(sat)
                ]
    return WindowCounts(
        outcomes=frame(outcomes, "school_id grade outcome count"),
        movements=frame(movements(outcomes, dice), "school_id previous_tier tier count"),
        leavers=frame([("alder", 1, 6), ("birch", 2, 3)], "school_id previous_tier count"),
        class_outcomes=frame(rooms, "school_id grade class_id outcome count"),
        file_counts=frame(
            [
                ("teachers.csv", "teacher", 640, 600, 33, 7, False),
                ("old.csv", "self", 61, 0, 0, 61, True),
            ],
            "file informant rows_read rows_scored rows_set_aside rows_left_out refused",
        ),
        problem_counts=frame(
            [("V401", "record", 33), ("F110", "critical", 1), ("D601", "advisory", 7)],
            "code severity count",
        ),
    )


def movements(outcomes: list, dice: random.Random) -> list:
    """Most of each tier had a tier before; a few of those without one now had one too."""
    rows = []
    for school, tier in product(SCHOOLS, (1, 2, 3)):
        now = sum(count for s, _, name, count in outcomes if (s, name) == (school, f"tier_{tier}"))
        before = dice.choices(
            (1, 2, 3), {1: (9, 1, 1), 2: (5, 4, 1), 3: (2, 3, 5)}[tier], k=now * 4 // 5
        )
        rows += [(school, float(old), float(tier), before.count(old)) for old in (1, 2, 3)]
    return [*rows, ("birch", 1.0, None, 9)]


def frame(rows: list, columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())
