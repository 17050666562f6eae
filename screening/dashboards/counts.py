"""True counts of one screening window, as the pages need them."""

from dataclasses import dataclass, field

import pandas as pd


def no_expected_moves() -> pd.DataFrame:
    """Return the expected moves of a window about which nothing is said."""
    return pd.DataFrame(columns=["previous_tier", "tier", "low_share", "high_share"])


@dataclass(frozen=True)
class WindowCounts:
    """True counts of one window; no page reads them before `protected.py` has.

    Attributes:
        outcomes: rows: one per school_id, grade, outcome; `count` students. `outcome` is
            `tier_1` to `tier_3` or the reason why there is no tier. Empty ones may be left out.
        movements: rows: one per school_id, previous_tier, tier; `count` students on this roster
            who had a tier in the window before. `tier` is null for those without one now. Empty
            when there was no window before.
        leavers: rows: one per school_id, previous_tier; `count` students with a tier in the
            window before who are on no roster now; school_id is their school of then.
        class_outcomes: rows: one per school_id, grade, class_id, outcome; `count` students.
        file_counts: rows: one per file, informant; columns rows_read, rows_scored,
            rows_set_aside, rows_left_out, refused (true or false).
        problem_counts: rows: one per code, severity; `count` problems.
        expected_moves: rows: one per previous_tier, tier of the district; `low_share` and
            `high_share` (0 to 1) of those of previous_tier with a tier both times, if chance alone
            had moved them.
        loop: what became of students at targeted or intensive support (`loop_counts`).
        loop_checks: further measures of the loop (`loop_counts`).
    """

    outcomes: pd.DataFrame
    movements: pd.DataFrame
    leavers: pd.DataFrame
    class_outcomes: pd.DataFrame
    file_counts: pd.DataFrame
    problem_counts: pd.DataFrame
    expected_moves: pd.DataFrame = field(default_factory=no_expected_moves)
    loop: pd.DataFrame = field(default_factory=pd.DataFrame)
    loop_checks: pd.DataFrame = field(default_factory=pd.DataFrame)
