"""Random small districts, and a plain recount of what must be hidden in them."""

import random
from collections import defaultdict
from itertools import product

import pandas as pd
from hypothesis import strategies as st

from screening.privacy.publication import Block, Publication, Table

LEVELS = ("tier_1", "tier_2", "tier_3", "not_screened")
RATES = (70, 14, 6, 10)


def inner_counts(seed: int, *, schools: int = 3, grades: int = 3, mean: int = 40) -> pd.DataFrame:
    """Rows: one per school, grade, level; `screened` is the coarser split of `level`."""
    dice = random.Random(seed)
    rows = []
    for school, grade in product(range(schools), range(grades)):
        size = dice.randint(1, 2 * mean) if dice.random() < 0.8 else dice.randint(1, 12)
        drawn = dice.choices(LEVELS, RATES, k=size)
        for level in LEVELS:
            screened = "no" if level == "not_screened" else "yes"
            rows.append((f"s{school}", f"g{grade}", screened, level, drawn.count(level)))
    return pd.DataFrame(rows, columns=["school", "grade", "screened", "level", "count"])


def publication(inner: pd.DataFrame) -> Publication:
    tables = (
        Table("by_school", ("school",), ("screened", "level"), sizes_known=True),
        Table("by_school_grade", ("school", "grade"), ("screened", "level"), sizes_known=True),
    )
    return Publication((Block(inner, tables),))


def shuffled(inner: pd.DataFrame, seed: int) -> pd.DataFrame:
    return inner.sample(frac=1, random_state=seed).reset_index(drop=True)


def recount(inner: pd.DataFrame, groups: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """Return every sum of a table, `*` for all, in plain Python."""
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in inner.to_dict("records"):
        own = [row[name] for name in (*groups, "screened", "level")]
        for mask in product((False, True), repeat=len(own)):
            sums[tuple("*" if star else v for v, star in zip(own, mask, strict=True))] += row[
                "count"
            ]
    return dict(sums)


def must_hide(sums: dict[tuple[str, ...], int], *, minimum: int, few: int) -> set[tuple[str, ...]]:
    """Return the keys that the rule hides, said in another way than the product says it."""
    hidden = set()
    for key, count in sums.items():
        *group, screened, level = key
        if (screened, level) == ("*", "*"):
            if 1 <= count < minimum:
                hidden.add(key)
            continue
        wholes = [sums[(*group, "*", "*")]]
        if level not in ("*", "not_screened"):
            wholes.append(sums[(*group, "yes", "*")])
        for whole in wholes:
            if 1 <= whole < minimum or 1 <= count < few or 1 <= whole - count < few:
                hidden.add(key)
            if whole == count > 0:
                hidden.add(key)
    return hidden


seeds = st.integers(min_value=0, max_value=100_000)
