"""The programme's tier rule: which bands lead to which tier.

A rule speaks of bands only, so a critical item can never set a tier: it has its own list.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Area, Band, Instrument
from screening.instruments.library import load_instrument
from screening.programme.settings import Identifier, Informant, Programme, Sentence


class ScreenerRef(Definition):
    """One instrument as answered by one informant."""

    instrument: Identifier
    informant: Informant


class Condition(ScreenerRef):
    """Holds where a subscale lies in this band or in one of more concern."""

    subscale: Identifier
    scheme: str | None = None
    """Cut-point scheme; None = the one the programme uses for this screener."""
    band: Identifier


class Rule(Definition):
    """One way to a tier."""

    id: Identifier
    tier: Literal[2, 3]
    words: Sentence
    """Plain reason for staff."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    """Areas of need the rule points to."""
    needs: Annotated[int, Field(ge=1)] = 1
    """How many of the conditions must hold."""
    condition: Annotated[tuple[Condition, ...], Field(min_length=1)]
    gate: tuple[Condition, ...] = ()
    """All of these must hold before the rule counts."""
    source: Sentence

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.needs > len(self.condition):
            raise ValueError(f"rule '{self.id}' needs more conditions than it has.")
        if "total" in self.areas:
            raise ValueError(f"rule '{self.id}': 'total' is a score, not an area of need.")
        return self


class Minimum(Definition):
    """What must be answered before "no rule holds" means tier 1; a rule that holds needs none."""

    any_of: Annotated[tuple[ScreenerRef, ...], Field(min_length=1)]
    """At least one of these must have a score."""
    words: Sentence


class TierRule(Definition):
    """The whole of `tier_rule.toml`; a student's tier is the highest that a rule gives, else 1."""

    id: Identifier
    version: Sentence
    approved_by: Sentence
    approved_on: dt.date
    source: Sentence
    minimum: Minimum
    rule: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [rule.id for rule in self.rule]
        if len(set(ids)) != len(ids):
            raise ValueError("two [[rule]] entries have the same id.")
        return self


@dataclass(frozen=True)
class TierRuleRows:
    """A tier rule as rows of the tables that SQL joins, one dictionary per row.

    Attributes:
        def_tier_rule: `rule_id, tier, words, needs, areas` (areas joined by `;`).
        def_tier_condition: `rule_id, kind` (condition or gate), `instrument_id, informant,
            subscale_id, scheme, band_rank_at_least`.
        def_tier_minimum: `instrument_id, informant`: one of these must have a score.
    """

    def_tier_rule: list[dict[str, str | int]]
    def_tier_condition: list[dict[str, str | int]]
    def_tier_minimum: list[dict[str, str | int]]


def load_tier_rule(path: Path, *, programme: Programme) -> TierRule:
    """Return the tier rule, every reference of it checked against programme and instruments.

    Raises:
        DefinitionError: the file is absent or incomplete, or names a screener, subscale, scheme or
            band that is not there; one line per fault, with file and key.
    """
    rule = load_definition(path, TierRule)
    faults = [f"{path.name}: {fault}" for fault in _faults(rule, programme)]
    if faults:
        raise DefinitionError("\n".join(faults))
    return rule


def definition_rows(rule: TierRule, *, programme: Programme) -> TierRuleRows:
    """Return the rows of the `def_tier_*` tables."""
    return TierRuleRows(
        def_tier_rule=[
            {
                "rule_id": each.id,
                "tier": each.tier,
                "words": each.words,
                "needs": each.needs,
                "areas": ";".join(each.areas),
            }
            for each in rule.rule
        ],
        def_tier_condition=[
            _condition_row(each, kind, condition, programme)
            for each in rule.rule
            for kind, conditions in (("condition", each.condition), ("gate", each.gate))
            for condition in conditions
        ],
        def_tier_minimum=[
            {"instrument_id": each.instrument, "informant": each.informant}
            for each in rule.minimum.any_of
        ],
    )


def _condition_row(
    rule: Rule, kind: str, condition: Condition, programme: Programme
) -> dict[str, str | int]:
    scheme = condition.scheme or _scheme_in_use(condition, programme)
    instrument = load_instrument(condition.instrument)
    return {
        "rule_id": rule.id,
        "kind": kind,
        "instrument_id": condition.instrument,
        "informant": condition.informant,
        "subscale_id": condition.subscale,
        "scheme": scheme,
        "band_rank_at_least": _bands(instrument, scheme)[condition.band].rank,
    }


def _faults(rule: TierRule, programme: Programme) -> Iterator[str]:
    for number, screener in enumerate(rule.minimum.any_of):
        if not _is_in_use(screener, programme):
            yield f"minimum.any_of.{number}: {_not_in_use(screener)}"
    for each in rule.rule:
        for kind, conditions in (("condition", each.condition), ("gate", each.gate)):
            for number, condition in enumerate(conditions):
                for key, fault in _condition_faults(condition, programme):
                    yield f"rule '{each.id}', {kind}.{number}.{key}: {fault}"


def _condition_faults(condition: Condition, programme: Programme) -> Iterator[tuple[str, str]]:
    if not _is_in_use(condition, programme):
        yield "instrument", _not_in_use(condition)
        return
    instrument = load_instrument(condition.instrument)
    used = _scheme_in_use(condition, programme)
    if condition.scheme not in {None, used}:
        yield "scheme", f"the programme bands this screener by '{used}'."
    elif condition.subscale not in instrument.subscale_ids:
        yield "subscale", f"not one of {', '.join(instrument.subscale_ids)}."
    elif not _is_banded(instrument, condition, scheme=used):
        yield "subscale", f"'{used}' has no cut-points for it and this informant."
    elif condition.band not in _bands(instrument, used):
        yield "band", f"not one of {', '.join(_bands(instrument, used))}."


def _is_in_use(screener: ScreenerRef, programme: Programme) -> bool:
    return any(
        (each.instrument, each.informant) == (screener.instrument, screener.informant)
        for each in programme.screener
    )


def _not_in_use(screener: ScreenerRef) -> str:
    return (
        f"'{screener.instrument}' by '{screener.informant}' is not one of the programme's"
        " screeners. Check the spelling or add a [[screener]]."
    )


def _scheme_in_use(screener: ScreenerRef, programme: Programme) -> str:
    named = next(
        each.scheme
        for each in programme.screener
        if (each.instrument, each.informant) == (screener.instrument, screener.informant)
    )
    return named or load_instrument(screener.instrument).scheme[0].id


def _is_banded(instrument: Instrument, condition: Condition, *, scheme: str) -> bool:
    return any(
        cut_points.scheme == scheme
        and condition.informant in cut_points.informants
        and condition.subscale in cut_points.ranges
        for cut_points in instrument.cut_points
    )


def _bands(instrument: Instrument, scheme_id: str) -> dict[str, Band]:
    scheme = next(each for each in instrument.scheme if each.id == scheme_id)
    return {band.id: band for band in scheme.band}
