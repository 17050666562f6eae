"""The publication plan: every table that the pages of one window show, and how they hang together.

A table that is not named here cannot reach a page, so none escapes the audit.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from screening.dashboards.counts import WindowCounts
from screening.dashboards.loop_plan import loop_blocks, loop_links
from screening.dashboards.words import LEVELS, REASONS, ROW_STATES
from screening.privacy.publication import Block, Key, Link, Publication, Table

HARMLESS = frozenset({"screened", "not_screened", "not_answered"})
"""That a whole group was screened, or did not answer, tells nothing about its members' needs."""

NEEDS = {"tier_1": "universal", "tier_2": "more", "tier_3": "more"}
"""Classes are small: they show one split only, universal support or more."""


def plan_publication(counts: WindowCounts) -> Publication:
    """Return all tables of one window's pages.

    Raises:
        ValueError: an outcome is unknown, or more students moved, or sit in classes, than are
            on the roster.
    """
    students = _students(counts.outcomes)
    schools = sorted(students["school_id"].unique())
    blocks = [Block(students, _student_tables())]
    links: list[Link] = []
    if len(counts.movements):
        inner = _movements(counts, students)
        blocks.append(Block(inner, (Table("movement", ("school_id", "before"), ("now",)),)))
        values = (*LEVELS, "not_screened")
        links += _links(schools, values, ours="level", theirs=(len(blocks) - 1, "after"))
    if len(counts.class_outcomes):
        classes = _classes(counts.class_outcomes, students)
        blocks.append(Block(classes, (Table("classes", ("school_id", "class_id"), ("need",)),)))
        links += _class_links(students, theirs=len(blocks) - 1)
    links += loop_links(counts, block=len(blocks))
    blocks += loop_blocks(counts)
    return Publication((*blocks, *_quality_blocks(counts)), tuple(links))


def _student_tables() -> tuple[Table, ...]:
    splits = {
        "district": ((), ("screened", "state", "outcome")),
        "schools": (("school_id",), ("screened", "state")),
        "grades": (("grade",), ("screened", "state")),
        "school_grades": (("school_id", "grade"), ("screened", "level")),
    }
    return tuple(
        Table(name, groups, columns, sizes_known=True, harmless=HARMLESS)
        for name, (groups, columns) in splits.items()
    )


def _students(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per school, grade and outcome, empty ones too, with their coarser words."""
    unknown = set(outcomes["outcome"]) - {*LEVELS, *REASONS}
    if unknown:
        raise ValueError(f"outcomes that no page has words for: {', '.join(sorted(unknown))}.")
    every = pd.DataFrame({"outcome": [*LEVELS, *REASONS], "count": 0})
    empty = outcomes[["school_id", "grade"]].drop_duplicates().merge(every, how="cross")
    students = pd.concat([outcomes[["school_id", "grade", "outcome", "count"]], empty])
    level = students["outcome"].where(students["outcome"].isin(list(LEVELS)), "not_screened")
    return students.assign(
        level=level,
        screened=level.where(level == "not_screened", "screened"),
        need=level.replace(NEEDS),
        state=students["outcome"].replace({reason: of for reason, (of, _) in REASONS.items()}),
    )


def _movements(counts: WindowCounts, students: pd.DataFrame) -> pd.DataFrame:
    """Return one row per school, level before and level now.

    Students without a level before are what this window's levels leave over; they are not
    taken from the caller, so that the two cannot disagree.
    """
    matched = counts.movements.dropna(subset=["previous_tier"])
    here = counts.leavers["school_id"].isin(students["school_id"])
    leavers = counts.leavers[here].assign(after="left")
    found = pd.concat([matched.assign(after=matched["tier"].map(_tier)), leavers])
    found = found.assign(before=found["previous_tier"].map(_tier))
    columns = ["school_id", "before", "after", "count"]
    empty = [
        (school, before, after, 0)
        for school in sorted(students["school_id"].unique())
        for before in LEVELS
        for after in (*LEVELS, "not_screened", "left")
    ]
    rest = _left_over(students, found[columns], ours="level", theirs="after")
    inner = pd.concat(
        [
            found[columns],
            pd.DataFrame(empty, columns=columns),
            rest.assign(before="no_level", after=rest["level"])[columns],
        ]
    )
    now = inner["after"].replace({"not_screened": "no_level", "left": "no_level"})
    return inner.assign(now=now)


def _tier(tier: float | None) -> str:
    return "not_screened" if tier is None or pd.isna(tier) else f"tier_{int(tier)}"


def _classes(class_outcomes: pd.DataFrame, students: pd.DataFrame) -> pd.DataFrame:
    """Return one row per school, grade, class and need; the rest of a grade has no class.

    A class id counts within its grade, so a class is named by both.
    """
    columns = ["school_id", "grade", "class_id", "need", "count"]
    own = class_outcomes[class_outcomes["outcome"].isin(list(LEVELS))]
    own = own[own["class_id"].fillna("") != ""]
    named = own["grade"] + ", " + own["class_id"]
    own = own.assign(need=own["outcome"].replace(NEEDS), class_id=named)[columns]
    needs = pd.DataFrame({"need": ["universal", "more"], "count": 0})
    empty = own[["school_id", "grade", "class_id"]].drop_duplicates().merge(needs, how="cross")
    place = ["school_id", "grade"]
    rest = _left_over(students, own, ours="need", theirs="need", by=place).assign(class_id="")
    return pd.concat([own, empty, rest[rest["need"] != "not_screened"]])[columns]


def _left_over(
    students: pd.DataFrame,
    told: pd.DataFrame,
    *,
    ours: str,
    theirs: str,
    by: Sequence[str] = ("school_id",),
) -> pd.DataFrame:
    """Return one row per place and value of `ours`: students that `told` does not count."""
    levels = students.groupby([*by, ours])["count"].sum()
    counted = told.groupby([*by, theirs])["count"].sum()
    counted.index.names = levels.index.names
    rest = (levels - counted.reindex(levels.index, fill_value=0)).reset_index()
    if (rest["count"] < 0).any():
        raise ValueError("more students moved or sit in classes than are on the roster.")
    return rest


def _links(
    schools: Iterable[str], values: Iterable[str], *, ours: str, theirs: tuple[int, str]
) -> list[Link]:
    """Return that another block counts the same students, by school and value."""
    block, column = theirs
    return [
        Link((0, {"school_id": school, ours: value}), (block, {"school_id": school, column: value}))
        for school in schools
        for value in values
    ]


def _class_links(students: pd.DataFrame, *, theirs: int) -> list[Link]:
    """Return that a grade's classes count the screened students of the grade, by need."""
    places = students[["school_id", "grade"]].drop_duplicates().sort_values(["school_id", "grade"])
    return [
        Link((0, place), (theirs, place))
        for school, grade in places.itertuples(index=False)
        for need in ("universal", "more")
        for place in [{"school_id": school, "grade": grade, "need": need}]
    ]


def _quality_blocks(counts: WindowCounts) -> list[Block]:
    """Return rows of files and problems: fine enough to point at one student's slip."""
    blocks = []
    if len(counts.file_counts):
        files = counts.file_counts.rename(columns={f"rows_{state}": state for state in ROW_STATES})
        long = files.melt(
            ["file", "informant"], [*ROW_STATES], var_name="state", value_name="count"
        )
        blocks.append(_harmless_block(long, "files", ("file", "informant"), ("state",)))
    if len(counts.problem_counts):
        problems = counts.problem_counts[["severity", "code", "count"]]
        blocks.append(_harmless_block(problems, "problems", (), ("severity", "code")))
    return blocks


def _harmless_block(inner: pd.DataFrame, name: str, groups: Key, splits: Key) -> Block:
    """Return a block that tells nothing about a student when all its rows agree."""
    values: set[Any] = set()
    for column in splits:
        values |= set(inner[column])
    return Block(inner, (Table(name, groups, splits, harmless=frozenset(values)),))
