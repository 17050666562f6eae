"""The programme's tier rule: which bands lead to which tier.

A rule speaks of bands, or of percentiles within the district where no cut-points are published; so
a critical item can never set a tier: it has its own list. What a rule must keep is in
`tier_rule_checks.py`.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import ContradictionError, Definition, Fault, load_definition, told
from screening.errors import DefinitionError
from screening.instruments.definition import AreaOfNeed, Instrument
from screening.instruments.derived_rule import TScore
from screening.instruments.library import Library
from screening.programme.settings import Identifier, Informant, Programme, Sentence
from screening.scoring.percentiles import words_of
from screening.scoring.tier_rule_checks import bands_of, scheme_in_use, tier_rule_faults


class ScreenerRef(Definition):
    """One instrument as answered by one informant."""

    instrument: Identifier
    informant: Informant


class Condition(ScreenerRef):
    """Holds where a subscale lies in this band or in one of more concern, or beyond a percentile.

    A percentile is for subscales without published cut-points only (decision 054).
    """

    subscale: Identifier
    scheme: str | None = None
    """Cut-point scheme; None = the one the programme uses for this screener."""
    band: Identifier | None = None
    percentile_at_least: Annotated[int, Field(gt=50, lt=100)] | None = None
    """Where a higher score is worse: this percentile within the district, or a higher one."""
    percentile_at_most: Annotated[int, Field(gt=0, lt=50)] | None = None
    """Where a higher score is better: this percentile within the district, or a lower one."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = (self.band, self.percentile_at_least, self.percentile_at_most)
        if sum(each is not None for each in said) != 1:
            raise ValueError(
                "a condition needs exactly one of `band`, `percentile_at_least` and"
                " `percentile_at_most`."
            )
        return self


class Rule(Definition):
    """One way to a tier."""

    id: Identifier
    tier: Literal[2, 3]
    words: Sentence
    """Plain reason for staff."""
    areas: Annotated[tuple[AreaOfNeed, ...], Field(min_length=1)]
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
        return self


class Minimum(Definition):
    """What must be answered before "no rule holds" means tier 1; a rule that holds needs none."""

    any_of: Annotated[tuple[ScreenerRef, ...], Field(min_length=1)]
    """At least one of these must have a score that a rule can judge: with a band or percentile."""
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
            raise ContradictionError([Fault(("rule",), "two [[rule]] entries have the same id.")])
        return self


Row = dict[str, str | int | None]


@dataclass(frozen=True)
class TierRuleRows:
    """A tier rule as rows of the tables that SQL joins, one dictionary per row.

    Attributes:
        def_tier_rule: `rule_id, tier, words, needs, gate_count, areas` (areas joined by `;`).
        def_tier_condition: `rule_id, kind` (condition or gate), `instrument_id, informant,
            subscale_id, scored_from_id` (whose score says that enough was answered), `scheme,
            band_rank_at_least, percentile_at_least, percentile_at_most` (one of these three),
            `percentile_words, is_of_minimum`.
    """

    def_tier_rule: list[Row]
    def_tier_condition: list[Row]


def load_tier_rule(path: Path, *, programme: Programme, library: Library) -> TierRule:
    """Return the tier rule, every reference of it checked against programme and instruments.

    Raises:
        DefinitionError: the file is absent or incomplete, names a screener, subscale, scheme or
            band that is not there, or could lead to tier 3 without any published cut-point; one
            line per fault, with file, line and key.
    """
    rule = load_definition(path, TierRule)
    faults = list(tier_rule_faults(rule, programme, library))
    if faults:
        raise DefinitionError("\n".join(told(path, faults)))
    return rule


def definition_rows(rule: TierRule, *, programme: Programme, library: Library) -> TierRuleRows:
    """Return the rows of the `def_tier_*` tables."""
    minimum = {(each.instrument, each.informant) for each in rule.minimum.any_of}
    return TierRuleRows(
        def_tier_rule=[
            {
                "rule_id": each.id,
                "tier": each.tier,
                "words": each.words,
                "needs": each.needs,
                "gate_count": len(each.gate),
                "areas": ";".join(each.areas),
            }
            for each in rule.rule
        ],
        def_tier_condition=[
            {
                "rule_id": each.id,
                "kind": kind,
                **_condition_row(condition, programme, library),
                "is_of_minimum": (condition.instrument, condition.informant) in minimum,
            }
            for each in rule.rule
            for kind, conditions in (("condition", each.condition), ("gate", each.gate))
            for condition in conditions
        ],
    )


def _condition_row(condition: Condition, programme: Programme, library: Library) -> Row:
    instrument = library.get(condition.instrument)
    scheme = scheme_in_use(condition, programme, instrument)
    rank = words = None
    if condition.band is None:
        words = words_of(library, instrument.id, condition.subscale)
    else:
        rank = bands_of(instrument, scheme)[condition.band].rank
    return {
        "instrument_id": instrument.id,
        "informant": condition.informant,
        "subscale_id": condition.subscale,
        "scored_from_id": _scored_from(instrument, condition.subscale),
        "scheme": scheme,
        "band_rank_at_least": rank,
        "percentile_at_least": condition.percentile_at_least,
        "percentile_at_most": condition.percentile_at_most,
        "percentile_words": words,
    }


def _scored_from(instrument: Instrument, subscale_id: str) -> str:
    """Return the subscale whose score is there whether or not there are norms for the student."""
    own = {each.id: each.derived for each in instrument.subscale}.get(subscale_id)
    return own.of if isinstance(own, TScore) else subscale_id
