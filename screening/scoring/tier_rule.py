"""The programme's tier rule: which bands lead to which tier.

A rule speaks of bands, or of percentiles within the district where no cut-points are published; so
a critical item can never set a tier: it has its own list. What a rule must keep is in
`tier_rule_checks.py`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import ContradictionError, Definition, Fault, load_definition, told
from screening.errors import DefinitionError
from screening.instruments.definition import AreaOfNeed, Instrument
from screening.instruments.derived_rule import TScore
from screening.instruments.library import Library
from screening.programme.gates import Condition, Gate, Nominated, ScreenerRef, scores_of
from screening.programme.settings import Identifier, Programme, Sentence
from screening.scoring.percentiles import words_of
from screening.scoring.tier_rule_checks import bands_of, scheme_in_use, tier_rule_faults


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
    grades: tuple[str, ...] = ()
    """Grades it is for; empty = all."""
    condition: Annotated[tuple[Condition, ...], Field(min_length=1)]
    gate: tuple[Gate, ...] = ()
    """All of these must hold before the rule counts."""
    source: Sentence

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.needs > len(self.condition):
            raise ValueError(f"rule '{self.id}' needs more conditions than it has.")
        return self

    @property
    def on_scores(self) -> tuple[Condition, ...]:
        """Every condition on scores, those of its gates too."""
        return (*self.condition, *scores_of(self.gate))


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

    @property
    def on_scores(self) -> tuple[Condition, ...]:
        """Every condition on scores of all rules, those of gates too."""
        return tuple(each for rule in self.rule for each in rule.on_scores)


Row = dict[str, str | int | None]


@dataclass(frozen=True)
class TierRuleRows:
    """A tier rule as rows of the tables that SQL joins, one dictionary per row.

    Attributes:
        def_tier_rule: `rule_id, tier, words, needs, gate_count, areas` (areas joined by `;`).
        def_tier_condition: `rule_id, kind` (condition or gate), `place` (in the rule's list, from
            0), `instrument_id, informant,
            subscale_id, scored_from_id` (whose score says that enough was answered), `scheme,
            band_rank_at_least, percentile_at_least, percentile_at_most` (one of these three),
            `percentile_words, grades` (joined by `;`; null = all), `nominated_by` (joined by `;`;
            where it is not null, everything on scores is), `is_of_minimum`.
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


def refuse_unfit_rule(rule: TierRule, *, programme: Programme, library: Library) -> None:
    """Refuse a rule that a window was decided with and that settings fit no more.

    Raises:
        DefinitionError: one line per fault, with the rule's version and key.
    """
    lines = [
        f"tier rule version {rule.version}: {'.'.join(map(str, fault.key))}: {fault.reason}"
        for fault in tier_rule_faults(rule, programme, library)
    ]
    if lines:
        raise DefinitionError("\n".join(lines))


def definition_rows(rule: TierRule, *, programme: Programme, library: Library) -> TierRuleRows:
    """Return the rows of the `def_tier_*` tables."""
    minimum = {_of(each) for each in rule.minimum.any_of}
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
                "place": place,
                **gate_row(gate, programme, library, grades=each.grades),
                "is_of_minimum": isinstance(gate, Condition) and _of(gate) in minimum,
            }
            for each in rule.rule
            for kind, gates in (("condition", each.condition), ("gate", each.gate))
            for place, gate in enumerate(gates)
        ],
    )


def gate_row(gate: Gate, programme: Programme, library: Library, *, grades: Sequence[str]) -> Row:
    """Return what a condition or nomination looks at, as columns of `def_tier_condition`.

    Args:
        gate: the condition.
        programme: its screeners say the scheme.
        library: the instruments.
        grades: grades it is looked at for, where it names none; empty = all.
    """
    if isinstance(gate, Nominated):
        nothing = dict.fromkeys(SCORE_COLUMNS)
        return nothing | {"grades": _joined(grades), "nominated_by": _joined(gate.nominated_by)}
    instrument = library.get(gate.instrument)
    scheme = scheme_in_use(gate, programme, instrument)
    rank = words = None
    if gate.band is None:
        words = words_of(library, instrument.id, gate.subscale)
    else:
        rank = bands_of(instrument, scheme)[gate.band].rank
    scored_from = _scored_from(instrument, gate.subscale)
    looked_at = (instrument.id, gate.informant, gate.subscale, scored_from, scheme, rank)
    beyond = (gate.percentile_at_least, gate.percentile_at_most, words)
    return dict(zip(SCORE_COLUMNS, (*looked_at, *beyond), strict=True)) | {
        "grades": _joined(gate.grades or grades),
        "nominated_by": None,
    }


SCORE_COLUMNS = (
    *("instrument_id", "informant", "subscale_id", "scored_from_id", "scheme"),
    *("band_rank_at_least", "percentile_at_least", "percentile_at_most", "percentile_words"),
)


def _joined(words: Sequence[str]) -> str | None:
    return ";".join(words) or None


def _of(screener: ScreenerRef) -> tuple[str, str]:
    return screener.instrument, screener.informant


def _scored_from(instrument: Instrument, subscale_id: str) -> str:
    """Return the subscale whose score is there whether or not there are norms for the student."""
    own = {each.id: each.derived for each in instrument.subscale}.get(subscale_id)
    return own.of if isinstance(own, TScore) else subscale_id
