"""A reader of all pages, written apart: what they show, what a school knows, what must follow.

The reader knows every shown count, how many students each grade of a school has, which classes
belong to which grade, that one student is in one class, and that each had one level last time.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from screening.dashboards.words import REASONS

LEVELS = ("tier_1", "tier_2", "tier_3")
BLOCKS = {"movement": "movement", "classes": "classes"}
GROUPS = {
    "district": 0, "schools": 1, "grades": 1, "school_grades": 2, "movement": 2, "classes": 2,
}  # fmt: skip
"""How many columns of each table say who is counted; the rest say how the group divides."""


@dataclass(frozen=True)
class Reader:
    """Unknown counts, one row each, and equations that a reader is sure of."""

    world: pd.DataFrame
    rows: list
    right: list

    def ask(self, target: np.ndarray) -> tuple[int, int]:
        """Return the smallest and largest whole number a sum of unknowns can be."""
        fits = LinearConstraint(np.array(self.rows), np.array(self.right), np.array(self.right))
        whole = np.ones(len(target))
        ends = []
        for sign in (1, -1):
            found = milp(sign * target, constraints=fits, integrality=whole, bounds=Bounds(0, 500))
            assert found.status == 0, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


def sum_of(world: pd.DataFrame, block: str, **values: str) -> np.ndarray:
    """Return 1 for each unknown of a block that has the values, `*` for any."""
    chosen = world["block"] == block
    for column, value in values.items():
        if value != "*":
            chosen &= world[column] == value
    return chosen.to_numpy(dtype=float)


def cell(world: pd.DataFrame, table, key: tuple[str, ...]) -> np.ndarray:
    """Return the unknowns that a cell of a published table adds up."""
    block = BLOCKS.get(table.name, "students")
    return sum_of(world, block, **dict(zip(table.columns, key, strict=True)))


def reader_of(counts, tables, *, sees_pages: bool = True) -> Reader:
    """Return what a reader knows, with the shown counts or with none of them."""
    world = unknowns(counts)
    true = world["count"].to_numpy()
    sums = list(_sizes(world))
    if sees_pages:
        sums += [
            cell(world, table, key)
            for table in tables.values()
            for key, found in table.cells.items()
            if found.value is not None
        ]
    rows = [*sums, *_same_students(world)]
    return Reader(world, rows, [row @ true for row in rows])


def _sizes(world):
    students = world[world["block"] == "students"]
    for school, grade in students[["school_id", "grade"]].drop_duplicates().to_numpy():
        yield sum_of(world, "students", school_id=school, grade=grade)


def _same_students(world):
    students = world[world["block"] == "students"]
    has = set(world["block"])
    for school in students["school_id"].unique():
        for level in (*LEVELS, "not_screened"):
            if "movement" in has:
                yield sum_of(world, "students", school_id=school, level=level) - sum_of(
                    world, "movement", school_id=school, after=level
                )
    for school, grade in students[["school_id", "grade"]].drop_duplicates().to_numpy():
        for need in ("universal", "more"):
            where = {"school_id": school, "grade": grade, "need": need}
            if "classes" in has:
                yield sum_of(world, "students", **where) - sum_of(world, "classes", **where)


def unknowns(counts) -> pd.DataFrame:
    """Return one row per count nobody may know for sure, with its true value."""
    students = _students(counts.outcomes)
    parts = [students.assign(block="students")]
    if len(counts.movements):
        parts.append(_movement(counts, students).assign(block="movement"))
    parts.append(_classes(counts.class_outcomes, students).assign(block="classes"))
    return pd.concat(parts, ignore_index=True).fillna("").astype({"count": int})


def _students(outcomes):
    true = outcomes.set_index(["school_id", "grade", "outcome"])["count"]
    places = outcomes[["school_id", "grade"]].drop_duplicates().to_numpy()
    rows = [
        {
            "school_id": school,
            "grade": grade,
            "outcome": outcome,
            "level": outcome if outcome in LEVELS else "not_screened",
            "screened": "screened" if outcome in LEVELS else "not_screened",
            "need": {"tier_1": "universal", "tier_2": "more", "tier_3": "more"}.get(outcome, ""),
            "state": REASONS[outcome][0] if outcome in REASONS else outcome,
            "count": true.get((school, grade, outcome), 0),
        }
        for (school, grade), outcome in product(places, (*LEVELS, *REASONS))
    ]
    return pd.DataFrame(rows)


def _movement(counts, students):
    names = {1.0: "tier_1", 2.0: "tier_2", 3.0: "tier_3"}
    told = {(s, names[p], names.get(t, "not_screened")): n
            for s, p, t, n in counts.movements.itertuples(index=False)}  # fmt: skip
    told |= {(s, names[p], "left"): n for s, p, n in counts.leavers.itertuples(index=False)}
    levels = students.groupby(["school_id", "level"])["count"].sum()
    rows = []
    for school in students["school_id"].unique():
        for after in (*LEVELS, "not_screened"):
            had = sum(told.get((school, old, after), 0) for old in LEVELS)
            told[(school, "no_level", after)] = levels[(school, after)] - had
        for before, after in product((*LEVELS, "no_level"), (*LEVELS, "not_screened", "left")):
            if (before, after) != ("no_level", "left"):
                rows.append((school, before, after, told.get((school, before, after), 0)))
    found = pd.DataFrame(rows, columns=["school_id", "before", "after", "count"])
    return found.assign(
        now=found["after"].replace(dict.fromkeys(("not_screened", "left"), "no_level"))
    )


def _classes(class_outcomes, students):
    needs = {"tier_1": "universal", "tier_2": "more", "tier_3": "more"}
    own = class_outcomes[class_outcomes["outcome"].isin(LEVELS)]
    own = own.assign(class_id=own["grade"] + ", " + own["class_id"])
    true = own.groupby(["school_id", "grade", "class_id", own["outcome"].map(needs)])["count"].sum()
    rooms = set(own[["school_id", "grade", "class_id"]].itertuples(index=False, name=None))
    rooms |= {(s, g, "") for s, g in students[["school_id", "grade"]].itertuples(index=False)}
    rows = [
        (*room, need, true.get((*room, need), 0))
        for room, need in product(sorted(rooms), ("universal", "more"))
    ]
    return pd.DataFrame(rows, columns=["school_id", "grade", "class_id", "need", "count"])
