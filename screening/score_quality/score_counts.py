"""How many students have which score: what the statistics of scores are made from."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd
from scipy.special import ndtr

from screening.warehouse import Warehouse

COLUMNS = ("instrument_id", "informant", "subscale_id")


@dataclass(frozen=True)
class ScoreCounts:
    """The scores of one subscale.

    Attributes:
        rows: rows: one per grade, score and band; columns: grade, subscale_score, band_rank,
            student_count.
    """

    rows: pd.DataFrame

    @property
    def scored_count(self) -> int:
        """Students with a score, or with a band that a vendor gave without one."""
        has_result = self.rows["subscale_score"].notna() | self.rows["band_rank"].notna()
        return int(self.rows["student_count"][has_result].sum())

    @property
    def missing_count(self) -> int:
        """Students who answered something and have no score."""
        return int(self.rows["student_count"].sum()) - self.scored_count

    @property
    def _scores(self) -> pd.DataFrame:
        return self.rows[self.rows["subscale_score"].notna()]

    @property
    def mean(self) -> float | None:
        """Mean score; None where there is no score."""
        scores = self._scores
        if scores.empty:
            return None
        return float(np.average(scores["subscale_score"], weights=scores["student_count"]))

    @property
    def sd(self) -> float | None:
        """Standard deviation (n - 1); None where there are not two scores."""
        scores = self._scores
        students = int(scores["student_count"].sum())
        if students < 2:  # noqa: PLR2004 (one score has no spread)
            return None
        return sqrt(float(np.cov(scores["subscale_score"], fweights=scores["student_count"])))

    def count_at(self, score: float) -> int:
        """Return how many students have exactly this score."""
        scores = self._scores
        return int(scores["student_count"][scores["subscale_score"] == score].sum())


@dataclass(frozen=True)
class CutReach:
    """How many scores could as well lie on the other side of a cut.

    Attributes:
        judged_count: students whose grade has the cut.
        near_count: those within reach of it.
        other_side_share: mean chance that a student's true score is on the other side, 0 to 1.
    """

    judged_count: int
    near_count: int
    other_side_share: float


def cut_reach(
    counts: ScoreCounts,
    points: dict[str | None, float],
    *,
    standard_error: float,
    standard_errors: float,
) -> CutReach | None:
    """Return how many students are within reach of a cut; None where no score can be judged.

    The true score is taken as normal around the student's score, spread by the standard error of
    measurement (Harvill 1991; Rudner 2001).

    Args:
        counts: the scores.
        points: grade → where the cut lies; None = all grades.
        standard_error: of measurement, in points of the score, above 0.
        standard_errors: how many of them count as near.
    """
    everywhere = points.get(None)
    scores = counts.rows[counts.rows["subscale_score"].notna()]
    at = [points.get(grade, everywhere) for grade in scores["grade"]]
    scores = scores.assign(at=pd.array(at, dtype="Float64")).dropna(subset=["at"])
    if scores.empty:
        return None
    away = (scores["subscale_score"] - scores["at"].astype(float)).abs() / standard_error
    students = scores["student_count"]
    return CutReach(
        judged_count=int(students.sum()),
        near_count=int(students[away <= standard_errors].sum()),
        other_side_share=float(np.average(ndtr(-away), weights=students)),
    )


def score_counts(warehouse: Warehouse) -> dict[tuple[str, str, str], ScoreCounts]:
    """Return (instrument, informant, subscale) → its scores, from `fact_score_count`."""
    frame = warehouse.frame("select * from fact_score_count order by all")
    groups = frame.groupby(list(COLUMNS), sort=True)
    return {
        (str(key[0]), str(key[1]), str(key[2])): ScoreCounts(rows.drop(columns=list(COLUMNS)))
        for key, rows in groups
    }
