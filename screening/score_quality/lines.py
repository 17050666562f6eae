"""The quality of scores in words: one line per screener, and advice about cut-points."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

import pandas as pd
from scipy.special import ndtr

from screening.dashboards.words import INFORMANTS, grade_label, grade_rank
from screening.instruments.form import Form
from screening.programme.settings import Suppression
from screening.score_quality.acted_cuts import Key
from screening.score_quality.limits import Advice, Limits
from screening.score_quality.quality import ScreenerQuality, SubscaleQuality, main_subscales
from screening.score_quality.shown import HIDDEN, has_enough, is_uniform, part


def screener_line(
    screener: ScreenerQuality, *, limits: Limits, suppression: Suppression
) -> str | None:
    """Return one line about a screener; None where nobody answered it."""
    said = [
        _clause(subscale, limits=limits, suppression=suppression)
        for subscale in main_subscales(screener)
    ]
    if not said:
        return None
    said += _answering(screener, limits=limits, suppression=suppression)
    return f"{_named(screener.form)}, {'; '.join(said)}."


def _named(form: Form) -> str:
    return f"{form.instrument.title}, {INFORMANTS[form.informant].lower()}"


def _clause(subscale: SubscaleQuality, *, limits: Limits, suppression: Suppression) -> str:
    if not has_enough(subscale, suppression=suppression):
        return f"{subscale.words}: fewer than {suppression.minimum} students, so no figures"
    if is_uniform(subscale, suppression=suppression):
        return f"{subscale.words}: {limits.reasons['too_uniform']}"
    return f"{subscale.words}: {_together(subscale, limits)}{_near(subscale, limits, suppression)}"


def _together(subscale: SubscaleQuality, limits: Limits) -> str:
    found = subscale.reliability
    if found.best is None:
        return limits.reasons[found.reason or "no_answers"]
    name = "alpha" if found.omega is None else "omega"
    value, interval = found.best.value, found.best.interval
    words = limits.words.of(round(value, 2))
    return f"{words} ({name} {value:.2f}, {interval.low:.2f} to {interval.high:.2f})"


def _near(subscale: SubscaleQuality, limits: Limits, suppression: Suppression) -> str:
    reach = subscale.reach
    if reach is None:
        return ""
    near = part(reach.near_count, of=reach.judged_count, suppression=suppression)
    if near == HIDDEN:
        return ""
    chance = round(1 / float(ndtr(-limits.near_cut.standard_errors)))
    return (
        f"; {near} % lie so near the cut that the chance of the other side is 1 in {chance} or more"
    )


def _answering(
    screener: ScreenerQuality, *, limits: Limits, suppression: Suppression
) -> Iterator[str]:
    straight = part(
        screener.straight_lined_count, of=screener.complete_count, suppression=suppression
    )
    if straight not in {None, HIDDEN, 0}:
        yield f"{straight} % of complete forms have the same answer throughout"
    speed = screener.speed
    fast = part(speed.fast_count, of=speed.timed_count, suppression=suppression)
    if fast not in {None, HIDDEN, 0}:
        seconds = limits.speed.seconds_per_item
        yield f"{fast} % were filled in at under {seconds:g} seconds an item"


def advice_lines(
    past_cut: pd.DataFrame,
    screeners: Iterable[ScreenerQuality],
    *,
    schools: Mapping[str, str],
    advice: Advice,
    suppression: Suppression,
) -> list[str]:
    """Return a line per cut past which there are more, or fewer, of a group than its makers expect.

    Only groups so large that the smaller of both shares is a part that may be shown: then "fewer"
    tells no more than a hidden count does.

    Args:
        past_cut: `fact_past_cut`.
        screeners: in the order of the lines.
        schools: school_id → name.
        advice: the two shares and the words.
        suppression: the smallest part that may be shown.
    """
    smallest = ceil(100 * suppression.numerator_minimum / advice.fewer_than_percent)
    groups: defaultdict[Key, list[_Group]] = defaultdict(list)
    for row in past_cut[past_cut["banded_count"] >= smallest].to_dict("records"):
        key = (row["instrument_id"], row["informant"], row["subscale_id"])
        group = _Group(row["school_id"], row["grade"], row["past_count"], row["banded_count"])
        groups[key].append(group)
    lines = []
    for key, score in _scores(screeners):
        more = [g for g in groups[key] if 100 * g.past > advice.more_than_percent * g.banded]
        fewer = [g for g in groups[key] if 100 * g.past < advice.fewer_than_percent * g.banded]
        for found, words, percent in (
            (more, advice.more, advice.more_than_percent),
            (fewer, advice.fewer, advice.fewer_than_percent),
        ):
            if found:
                named = ", ".join(_in_words(found, schools))
                lines.append(words.format(percent=percent, groups=named, score=score))
    return lines


class _Group(NamedTuple):
    """A group of students who have a band; null in place of what it is not divided by."""

    school_id: str | None
    grade: str | None
    past: int
    banded: int


def _scores(screeners: Iterable[ScreenerQuality]) -> Iterator[tuple[Key, str]]:
    for screener in screeners:
        form = screener.form
        for subscale in screener.subscales:
            yield (
                (form.instrument.id, form.informant, subscale.id),
                f"{_named(form)}, {subscale.words}",
            )


def _in_words(groups: Sequence[_Group], schools: Mapping[str, str]) -> list[str]:
    """Return groups in words, the whole window first; one that is all of it is not said twice."""
    whole = [g for g in groups if pd.isna(g.school_id) and pd.isna(g.grade)]
    parts = [g for g in groups if g not in whole and [g.banded] != [w.banded for w in whole]]
    at_school = [str(g.school_id) for g in parts if not pd.isna(g.school_id)]
    in_grade = [str(g.grade) for g in parts if not pd.isna(g.grade)]
    return [
        *("all students" for _ in whole),
        *sorted(schools.get(each, each) for each in at_school),
        *(grade_label(each).lower() for each in sorted(in_grade, key=grade_rank)),
    ]
