"""How near a score is to a cut-point: the chance that a second measurement lies on its other side.

Two measurements of one student at the same time differ by their errors alone: the difference is
normal around 0, with √2 standard errors of measurement as its spread. The score itself is the best
guess, so the chance is the same at equal distance before and past a cut, and at most a half.
Source: Harvill (1991), Educational Measurement: Issues and Practice 10(2), 33-41.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import pandas as pd

from screening.instruments.form import Form
from screening.score_quality.acted_cuts import boundaries
from screening.score_quality.score_counts import ScoreCounts
from screening.uncertainty.doubt_rules import NearCut
from screening.wilson import round_half_up


def standard_error(sd: float, *, reliability: float) -> float:
    """Return the standard error of measurement, in points: sd times √(1 - reliability)."""
    return sd * sqrt(1 - reliability)


def other_side(distance: float, *, error: float) -> float:
    """Return the chance, 0 to 0.5, that a second measurement lies on the other side of a cut.

    Args:
        distance: points between the score and the cut, either way; a cut between the whole scores
            14 and 15 lies at 14.5, so that both are half a point away.
        error: standard error of measurement, in points; above 0.
    """
    return NormalDist().cdf(-abs(distance) / (sqrt(2) * error))


@dataclass(frozen=True)
class ActedCut:
    """One cut-point that the tier rule acts on.

    Attributes:
        form: the screener's form, in the scheme that bands it.
        rank: rank of the first band past the cut.
    """

    form: Form
    subscale_id: str
    rank: int

    @property
    def key(self) -> tuple[str, str, str]:
        """Instrument, informant, subscale."""
        return self.form.instrument.id, self.form.informant, self.subscale_id


COLUMNS = ("instrument_id", "informant", "subscale_id", "grade", "subscale_score", "band_rank")


def chance_rows(
    cuts: list[ActedCut],
    *,
    counts: Mapping[tuple[str, str, str], ScoreCounts],
    errors: Mapping[tuple[str, str, str], float],
    rules: NearCut,
) -> pd.DataFrame:
    """Return where a second measurement may well lie on the other side.

    Rows: one per score that some student of a grade has, its band, and a cut near it. Columns:
    `COLUMNS`, `cut_rank` (of the first band past the cut), `chance` (`tell_from` or more), `words`.
    """
    rows = [
        (*cut.key, *score, cut.rank, chance, _words(rules, cut.form.informant, chance))
        for cut in cuts
        if cut.key in counts and errors.get(cut.key)
        for score, chance in _chances(cut, counts[cut.key].rows, errors[cut.key])
        if chance >= rules.tell_from
    ]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "cut_rank", "chance", "words"])
    text = (*COLUMNS[:4], "words")
    numbers = {"subscale_score": "float64", "chance": "float64"}
    ranks = {"band_rank": "Int64", "cut_rank": "Int64"}
    return frame.astype(dict.fromkeys(text, "str") | numbers | ranks)


def _chances(
    cut: ActedCut, scores: pd.DataFrame, error: float
) -> Iterator[tuple[tuple[str, float, int], float]]:
    points = boundaries(cut.form, cut.subscale_id, rank=cut.rank)
    is_worse = cut.form.higher_is(cut.subscale_id) == "worse"
    banded = scores.dropna(subset=["subscale_score", "band_rank"])
    for grade, score, band_rank in banded[list(COLUMNS[3:])].itertuples(index=False):
        at = points.get(grade, points.get(None))
        if at is None:
            continue
        is_past = (score > at) == is_worse
        # Where a vendor's band and T score contradict each other, nothing is near.
        if score == at or is_past == (band_rank >= cut.rank):
            yield (grade, score, int(band_rank)), other_side(score - at, error=error)


def _words(rules: NearCut, informant: str, chance: float) -> str:
    who = rules.who[informant]  # type: ignore[index]
    return rules.words.format(who=who, tenths=round_half_up(10 * chance))
