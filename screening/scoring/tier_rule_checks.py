"""What a tier rule must keep: every reference is there, and no percentile alone leads to tier 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.definition import Fault
from screening.instruments.definition import Band, Instrument
from screening.instruments.form import form_of
from screening.instruments.library import Library
from screening.instruments.score_ranges import direction_of
from screening.instruments.without_cut_points import PERCENTILES_ONLY, without_cut_points
from screening.programme.gates import Condition, Gate, ScreenerRef, scores_of
from screening.programme.settings import Programme
from screening.scoring.compile_sql import scored_ids
from screening.scoring.grade_checks import (
    grade_faults,
    grades_not_looked_at,
    is_in_use,
    screener_key,
)

if TYPE_CHECKING:
    from screening.scoring.tier_rule import Rule, TierRule


def tier_rule_faults(rule: TierRule, programme: Programme, library: Library) -> Iterator[Fault]:
    """Yield what is wrong with a tier rule, each fault with its key."""
    yield from _minimum_faults(rule, programme)
    for number, way in enumerate(rule.rule):
        key = ("rule", number)
        for kind, gates in (("condition", way.condition), ("gate", way.gate)):
            for place, gate in enumerate(gates):
                for name, reason in gate_faults(gate, programme, library):
                    yield Fault((*key, kind, place, name), f"rule '{way.id}': {reason}")
        for below, reason in grade_faults(way, programme):
            yield Fault((*key, *below), f"rule '{way.id}': {reason}")
        if way.tier == INTENSIVE and _holds_on_percentiles_alone(way):
            yield Fault((*key, "condition"), f"rule '{way.id}': {NEVER_TIER_3}")


INTENSIVE = 3
"""The tier that only a published cut-point may lead to."""
NEVER_TIER_3 = (
    "a score without published cut-points never produces tier 3 by itself. Make it tier 2, or add a"
    " gate or a needed condition that names a band."
)


def _holds_on_percentiles_alone(rule: Rule) -> bool:
    by_percentile = sum(condition.band is None for condition in rule.condition)
    return by_percentile >= rule.needs and all(each.band is None for each in scores_of(rule.gate))


def _minimum_faults(rule: TierRule, programme: Programme) -> Iterator[Fault]:
    looked_at = {screener_key(condition) for way in rule.rule for condition in way.condition}
    for place, screener in enumerate(rule.minimum.any_of):
        key = ("minimum", "any_of", place)
        if not is_in_use(screener, programme):
            yield Fault(key, _not_in_use(screener))
        elif screener_key(screener) not in looked_at:
            yield Fault(key, _not_looked_at(screener))
        elif missing := grades_not_looked_at(rule.rule, screener, programme):
            yield Fault(key, f"in grade {missing[0]} {_not_looked_at(screener)}")


def gate_faults(gate: Gate, programme: Programme, library: Library) -> Iterator[tuple[str, str]]:
    """Yield the first thing that is wrong with a condition: its key, and a sentence.

    A nomination looks at nothing that could be absent.
    """
    if isinstance(gate, Condition):
        yield from _condition_faults(gate, programme, library)


def _condition_faults(
    condition: Condition, programme: Programme, library: Library
) -> Iterator[tuple[str, str]]:
    if not is_in_use(condition, programme):
        yield "instrument", _not_in_use(condition)
        return
    instrument = library.get(condition.instrument)
    used = scheme_in_use(condition, programme, instrument)
    scored = scored_ids(
        form_of(
            instrument,
            informant=condition.informant,
            with_supplement=instrument.supplement is not None,
        )
    )
    kind = _kind(instrument, condition.subscale)
    if condition.scheme not in {None, used}:
        yield "scheme", f"the programme bands this screener by '{used}'."
    elif condition.subscale not in scored:
        yield "subscale", f"not one of {', '.join(scored)}, which this informant's form gives."
    elif kind != "concern":
        yield "subscale", f"a {kind} subscale leads to no tier."
    elif condition.band is None:
        yield from _percentile_faults(condition, instrument)
    else:
        yield from _band_faults(condition, instrument, scheme=used)


def _band_faults(
    condition: Condition, instrument: Instrument, *, scheme: str
) -> Iterator[tuple[str, str]]:
    if not instrument.is_banded(condition.subscale, informant=condition.informant, scheme=scheme):
        named = f"'{scheme}' has" if scheme else f"'{instrument.id}' has"
        reason = f"{named} no cut-points for it and this informant, so no bands."
        if condition.subscale in without_cut_points(instrument, condition.informant):
            reason += f" It gives {PERCENTILES_ONLY}: name a percentile instead of `band`."
        yield "subscale", reason
        return
    bands = bands_of(instrument, scheme)
    if condition.band not in bands:
        yield "band", f"not one of {', '.join(bands)}."
    elif bands[condition.band].rank == 0:
        yield "band", f"'{condition.band}' is the band of least concern: everyone would meet it."


def _percentile_faults(condition: Condition, instrument: Instrument) -> Iterator[tuple[str, str]]:
    given, other = "percentile_at_least", "percentile_at_most"
    if condition.percentile_at_least is None:
        given, other = other, given
    if condition.subscale not in without_cut_points(instrument, condition.informant):
        yield given, f"'{condition.subscale}' has published cut-points: name a `band`."
    direction = direction_of(instrument, condition.subscale)
    if (direction == "worse") != (given == "percentile_at_least"):
        yield given, f"a higher score of '{condition.subscale}' is {direction}: write `{other}`."


def _not_in_use(screener: ScreenerRef) -> str:
    return (
        f"'{screener.instrument}' by '{screener.informant}' is not one of the programme's"
        " screeners. Check the spelling or add a [[screener]]."
    )


def _not_looked_at(screener: ScreenerRef) -> str:
    return (
        f"no rule's condition looks at '{screener.instrument}' by '{screener.informant}', so its"
        " answers alone could only ever be tier 1. Add a rule for it or take it out."
    )


def scheme_in_use(screener: ScreenerRef, programme: Programme, instrument: Instrument) -> str:
    """Return the scheme that bands this screener; empty where the instrument has none."""
    named = next(
        each.scheme for each in programme.screener if screener_key(each) == screener_key(screener)
    )
    return named or next((scheme.id for scheme in instrument.scheme), "")


def bands_of(instrument: Instrument, scheme_id: str) -> dict[str, Band]:
    """Return the bands of a scheme by id."""
    scheme = next(each for each in instrument.scheme if each.id == scheme_id)
    return {band.id: band for band in scheme.band}


def _kind(instrument: Instrument, subscale_id: str) -> str:
    return next((each.kind for each in instrument.subscale if each.id == subscale_id), "concern")
