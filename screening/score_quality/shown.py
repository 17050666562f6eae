"""What may be seen of the figures, and the analysts' tables made of it.

Statistics of few students can give single answers away, so (decision 053): nothing of fewer
students than the programme's minimum; no mean and deviation of fewer than thirty; no figure of a
subscale on which nearly all have the same score; counts rounded to the smallest part that is shown,
so that no difference of two counts is one student; a part only where both it and what it leaves
over are large enough. The lowest and highest scores that occurred are never shown, nor how many
students are past a cut: the pages show that, protected.
"""

import csv
import io
from collections.abc import Iterable

from screening.programme.settings import Suppression
from screening.score_quality.limits import load_limits
from screening.score_quality.quality import ScreenerQuality, SubscaleQuality
from screening.score_quality.reliability import Coefficient
from screening.wilson import round_half_up

SCORE_COLUMNS = (
    "instrument_id",
    "instrument_version",
    "informant",
    "subscale_id",
    "item_count",
    "scored_count",
    "missing_count",
    "mean",
    "sd",
    "complete_count",
    "alpha",
    "alpha_low",
    "alpha_high",
    "omega",
    "omega_low",
    "omega_high",
    "standard_error",
    "floor_percent",
    "ceiling_percent",
    "cut_band",
    "near_cut_percent",
    "other_side_percent",
    "reason",
)
"""Columns of `score_quality.csv`."""
FORM_COLUMNS = (
    "instrument_id",
    "instrument_version",
    "informant",
    "complete_count",
    "straight_lined_percent",
    "timed_count",
    "fast_percent",
)
"""Columns of `answering_quality.csv`."""
HIDDEN = "hidden"
"""In place of a figure that could point at a student; an empty cell has nothing to show."""
Cell = str | int | None


def score_table(screeners: Iterable[ScreenerQuality], *, suppression: Suppression) -> str:
    """Return `score_quality.csv`: one row per subscale that enough students have a score on."""
    rows = (
        _score_row(screener, subscale, suppression)
        for screener in screeners
        for subscale in screener.subscales
        if has_enough(subscale, suppression=suppression)
    )
    return _csv(SCORE_COLUMNS, rows)


def answering_table(screeners: Iterable[ScreenerQuality], *, suppression: Suppression) -> str:
    """Return `answering_quality.csv`: one row per screener; counts and shares of forms."""
    rows = (
        (
            *_screener_cells(screener),
            _group(screener.complete_count, suppression),
            part(
                screener.straight_lined_count, of=screener.complete_count, suppression=suppression
            ),
            _group(screener.speed.timed_count, suppression),
            part(screener.speed.fast_count, of=screener.speed.timed_count, suppression=suppression),
        )
        for screener in screeners
    )
    return _csv(FORM_COLUMNS, rows)


def has_enough(subscale: SubscaleQuality, *, suppression: Suppression) -> bool:
    """Return whether enough students have a score for anything to be shown."""
    return subscale.counts.scored_count >= suppression.minimum


def is_uniform(subscale: SubscaleQuality, *, suppression: Suppression) -> bool:
    """Return whether so few scores differ from the others that figures would point at them.

    That is so where fewer students than the smallest part that is shown lie off the most common
    score: means and deviations would count them.
    """
    scores = subscale.counts.rows.dropna(subset=["subscale_score"])
    by_score = scores.groupby("subscale_score")["student_count"].sum()
    return (
        int(by_score.sum() - by_score.max()) < suppression.numerator_minimum
        if len(by_score)
        else False
    )


def part(count: int | None, *, of: int, suppression: Suppression) -> Cell:
    """Return a part of a group in whole per cent, or that it is hidden; None = there is none.

    Hidden where the group is below the minimum, where the part or what it leaves over is from 1 to
    below the smallest part that is shown, and where it is the whole group.
    """
    if count is None or of == 0:
        return None
    few = suppression.numerator_minimum
    if of < suppression.minimum or 0 < count < few or of - count < few:
        return HIDDEN
    return round_half_up(100 * count / of)


def _score_row(
    screener: ScreenerQuality, subscale: SubscaleQuality, suppression: Suppression
) -> tuple[Cell, ...]:
    counts, found = subscale.counts, subscale.reliability
    answered = counts.scored_count + counts.missing_count
    missing = part(counts.missing_count, of=answered, suppression=suppression)
    shown = not is_uniform(subscale, suppression=suppression)
    return (
        *_screener_cells(screener),
        subscale.id,
        subscale.item_count,
        _rounded(counts.scored_count, suppression),
        missing if missing == HIDDEN else _rounded(counts.missing_count, suppression),
        *_spread(subscale, is_shown=shown),
        _group(found.complete_count, suppression),
        *_interval(found.alpha, is_shown=shown),
        *_interval(found.omega, is_shown=shown),
        _decimals(subscale.standard_error, 2) if shown else HIDDEN,
        part(subscale.at_floor, of=counts.scored_count, suppression=suppression),
        part(subscale.at_ceiling, of=counts.scored_count, suppression=suppression),
        subscale.cut_band,
        *_reach(subscale, suppression),
        found.reason if shown else "too_uniform",
    )


def _screener_cells(screener: ScreenerQuality) -> tuple[Cell, ...]:
    instrument = screener.form.instrument
    return instrument.id, instrument.version, screener.form.informant


def _spread(subscale: SubscaleQuality, *, is_shown: bool) -> tuple[Cell, Cell]:
    counts = subscale.counts
    if not is_shown or counts.scored_count < load_limits().spread.students_at_least:
        return HIDDEN, HIDDEN
    return _decimals(counts.mean, 1), _decimals(counts.sd, 1)


def _reach(subscale: SubscaleQuality, suppression: Suppression) -> tuple[Cell, Cell]:
    reach = subscale.reach
    if reach is None:
        return None, None
    near = part(reach.near_count, of=reach.judged_count, suppression=suppression)
    if near == HIDDEN or is_uniform(subscale, suppression=suppression):
        return HIDDEN, HIDDEN
    return near, round_half_up(100 * reach.other_side_share)


def _interval(found: Coefficient | None, *, is_shown: bool) -> tuple[Cell, Cell, Cell]:
    if found is None:
        return None, None, None
    if not is_shown:
        return HIDDEN, HIDDEN, HIDDEN
    low, high = found.interval.low, found.interval.high
    return _decimals(found.value, 2), _decimals(low, 2), _decimals(high, 2)


def _decimals(value: float | None, places: int) -> str | None:
    return None if value is None else f"{value:.{places}f}"


def _group(count: int, suppression: Suppression) -> Cell:
    if 0 < count < suppression.minimum:
        return HIDDEN
    return _rounded(count, suppression)


def _rounded(count: int, suppression: Suppression) -> int:
    """Return a count to the nearest multiple of the smallest part that is shown."""
    step = suppression.numerator_minimum
    return step * round_half_up(count / step)


def _csv(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
