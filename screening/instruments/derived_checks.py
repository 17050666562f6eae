"""Scores made from other scores, strengths and cautions: whole, and of scores that there can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from screening.definition import Fault
from screening.instruments.derived_rule import Conversion, TScore
from screening.instruments.score_ranges import is_continuous, score_range
from screening.strengths.named import load_strengths

if TYPE_CHECKING:
    from screening.instruments.definition import Instrument, Subscale

Value = TypeVar("Value")


def derived_scores_are_whole(instrument: Instrument) -> Iterator[Fault]:
    """Yield what is wrong with derived subscales, norms, strengths and cautions."""
    ids = set(instrument.subscale_ids)
    for place, subscale in enumerate(instrument.subscale):
        if set(subscale.parts) <= ids:
            yield from _table_faults(instrument, subscale, place)
            yield from _limit_faults(instrument, subscale, place)
    t_scores = [each for each in instrument.subscale if isinstance(each.derived, TScore)]
    if bool(t_scores) != (instrument.norms is not None):
        reason = "`norms` are needed where a subscale is a T score, and only there."
        yield Fault(("norms",), reason)
    elif instrument.norms is not None:
        yield from _norm_faults(instrument, {each.derived.of for each in t_scores if each.derived})


def _table_faults(instrument: Instrument, subscale: Subscale, place: int) -> Iterator[Fault]:
    rule = subscale.derived
    if not isinstance(rule, Conversion):
        return
    key = ("subscale", place, "derived", "scores")
    if is_continuous(instrument, rule.of):
        yield Fault(key, f"subscale '{subscale.id}': a table needs whole scores to look up.")
        return
    informant = next(iter(instrument.informants))
    low, high = score_range(instrument, rule.of, informant)
    if sorted(rule.scores) != list(range(int(low), int(high) + 1)):
        reason = f"its table needs an entry for every score {low} to {high}."
        yield Fault(key, f"subscale '{subscale.id}': {reason}")
    converted = [rule.scores[score] for score in sorted(rule.scores)]
    if converted != sorted(set(converted)):
        reason = f"subscale '{subscale.id}': a higher score must be converted to a higher one."
        yield Fault(key, reason)


def _limit_faults(instrument: Instrument, subscale: Subscale, place: int) -> Iterator[Fault]:
    informant = next(iter(instrument.informants))
    low, high = score_range(instrument, subscale.id, informant)
    key, named = ("subscale", place), f"subscale '{subscale.id}'"
    is_better = subscale.higher_is == "better"
    if subscale.strength is not None:
        if not is_better:
            yield Fault((*key, "higher_is"), f'{named}: a strength needs `higher_is = "better"`.')
        if not low < subscale.strength.at_least <= high:
            reason = f"{named}: strength.at_least is no score above the lowest."
            yield Fault((*key, "strength", "at_least"), reason)
        if subscale.strength.what not in load_strengths().ids:
            reason = f"{named}: there is no strength '{subscale.strength.what}'. Named are: "
            reason += f"{', '.join(load_strengths().ids)}."
            yield Fault((*key, "strength", "what"), reason)
    if subscale.kind == "strength" and not is_better:
        reason = f"{named} is a strength, so a higher score is better."
        yield Fault((*key, "higher_is"), reason)
    for first, last in () if subscale.caution is None else subscale.caution.scores:
        if not low <= first <= last <= high:
            reason = f"{named}: caution [{first}, {last}] is no range of its scores."
            yield Fault((*key, "caution", "scores"), reason)


def _norm_faults(instrument: Instrument, needed: set[str]) -> Iterator[Fault]:
    norms = instrument.norms
    assert norms is not None  # noqa: S101 (the caller looked)
    bands = {band.id for band in instrument.grade_band}
    for place, group in enumerate(norms.group):
        key, where = ("norms", "group", place), f"norms ({group.grade_band}, {group.gender})"
        if group.grade_band not in bands:
            yield Fault((*key, "grade_band"), f"{where}: there is no such grade band.")
        if set(group.mean_sd) != needed:
            reason = f"{where}: needs exactly {', '.join(sorted(needed))}."
            yield Fault((*key, "mean_sd"), reason)
    every = {band.id: band.grades for band in instrument.grade_band}
    grades = [
        (grade, group.gender) for group in norms.group for grade in every.get(group.grade_band, ())
    ]
    for grade, gender in repeated(grades):
        yield Fault(("norms", "group"), f"norms of grade {grade}, {gender} are stated twice.")
    for informant in norms.informants:
        if informant not in instrument.informants:
            yield Fault(("norms", "informants"), f"norms: there is no form for '{informant}'.")


def repeated(values: Iterable[Value]) -> list[Value]:
    """Return the values that are there more than once."""
    return [value for value, count in Counter(values).items() if count > 1]
