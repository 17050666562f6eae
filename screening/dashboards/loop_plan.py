"""The loop's tables within the publication plan: one block, so that none gives another away."""

from collections.abc import Iterator

import pandas as pd

from screening.dashboards.counts import WindowCounts
from screening.dashboards.loop_words import load_loop_words
from screening.privacy.publication import Block, Link, Table

HARMLESS = frozenset(
    {
        *("no_action", "waiting", "begun", "due", "not_due", "in_time", "not_in_time"),
        *("allowed", "not_allowed", "reached", "not_reached"),
        *("no_contact", "student_seen", "family_reached", "plan_agreed", "support_started"),
    }
)
"""That a whole group waits, or was seen, says how the school works and not what its members need.

How the work ended, or who helps, is not among them: it tells what was found or decided."""
_OF_SCHOOLS, _OF_DISTRICT = ("school_id",), ()
TABLES = tuple(
    # The size of every group is in the tables of levels: this block must not hide it there.
    Table(name, groups, splits, sizes_known=True, harmless=HARMLESS)
    for name, groups, splits in (
        ("loop", _OF_SCHOOLS, ("action",)),
        ("loop_timing", _OF_SCHOOLS, ("due", "timing")),
        ("loop_stages", _OF_DISTRICT, ("action", "stage")),
        ("loop_family", _OF_DISTRICT, ("contact", "family")),
    )
)
CHECKS = Table("loop_checks", ("check",), ("met",), harmless=frozenset({"yes"}))


def loop_blocks(counts: WindowCounts) -> Iterator[Block]:
    """Yield the block of how far students have come; none where nothing is said of it."""
    if len(counts.loop):
        yield Block(_with_coarser(counts.loop), TABLES)
    if len(counts.loop_checks):
        yield Block(counts.loop_checks, (CHECKS,))


def loop_links(counts: WindowCounts, *, block: int) -> Iterator[Link]:
    """Yield that a school's loop counts the students of its targeted and intensive levels.

    Args:
        counts: the window's.
        block: number of the loop's block; that of the students is 0.
    """
    if len(counts.loop):
        for school in sorted(counts.loop["school_id"].unique()):
            yield Link((0, {"school_id": school, "need": "more"}), (block, {"school_id": school}))


def _with_coarser(loop: pd.DataFrame) -> pd.DataFrame:
    actions = {stage.id: stage.action for stage in load_loop_words().stage}
    allowed = loop["family"].eq("not_allowed").map({True: "not_allowed", False: "allowed"})
    due = loop["timing"].eq("not_due").map({True: "not_due", False: "due"})
    return loop.assign(action=loop["stage"].map(actions), contact=allowed, due=due)
