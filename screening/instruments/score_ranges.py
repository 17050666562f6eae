"""Which scores a subscale can have: its ends, and whether they are whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.instruments.derived_rule import Conversion, Times, TScore
from screening.instruments.missing_rule import Prorate

if TYPE_CHECKING:
    from screening.instruments.definition import Instrument, Subscale

Number = int | float
ENDLESS = (float("-inf"), float("inf"))
"""How the ends of T scores are printed: they have none."""


def score_range(instrument: Instrument, subscale_id: str, informant: str) -> tuple[Number, Number]:
    """Return the lowest and highest score a subscale can have."""
    supplement = instrument.supplement
    if supplement is not None and subscale_id == supplement.id:
        count = len(supplement.items.get(informant, ()))  # type: ignore[call-overload]
        return min(supplement.recode.values()) * count, max(supplement.recode.values()) * count
    subscale = subscale_of(instrument, subscale_id)
    if subscale.given is not None:
        return subscale.given
    if subscale.derived is not None:
        return _derived_range(instrument, subscale, informant)
    if subscale.sum_of:
        parts = [score_range(instrument, part, informant) for part in subscale.sum_of]
        return sum(low for low, _ in parts), sum(high for _, high in parts)
    order = instrument.item_order[0].id if instrument.item_order else ""
    count = len(items_in(subscale, order))
    return instrument.answers.lowest * count, instrument.answers.highest * count


def _derived_range(
    instrument: Instrument, subscale: Subscale, informant: str
) -> tuple[Number, Number]:
    rule = subscale.derived
    assert rule is not None  # noqa: S101 (the caller looked)
    low, high = score_range(instrument, rule.of, informant)
    if isinstance(rule, Times):
        return low * rule.factor, high * rule.factor
    if isinstance(rule, Conversion):
        return min(rule.scores.values()), max(rule.scores.values())
    norms = instrument.norms
    if norms is None:
        return low, high
    groups = [group.mean_sd[rule.of] for group in norms.group if rule.of in group.mean_sd]
    return (
        min((norms.mean + norms.sd * (low - mean) / sd for mean, sd in groups), default=low),
        max((norms.mean + norms.sd * (high - mean) / sd for mean, sd in groups), default=high),
    )


def is_continuous(instrument: Instrument, subscale_id: str) -> bool:
    """Return whether a subscale's scores can lie anywhere between its ends."""
    if instrument.supplement is not None and subscale_id == instrument.supplement.id:
        return False
    subscale = subscale_of(instrument, subscale_id)
    if isinstance(subscale.derived, TScore):
        return True
    if isinstance(subscale.derived, Conversion):
        return False
    if subscale.parts:
        return any(is_continuous(instrument, part) for part in subscale.parts)
    rule = subscale.missing or instrument.missing
    return isinstance(rule, Prorate) and rule.rounding == "none"


def possible_scores(
    instrument: Instrument, subscale_id: str, informant: str
) -> tuple[Number, ...] | None:
    """Return every score a subscale can have, ascending; None where it is continuous."""
    if is_continuous(instrument, subscale_id):
        return None
    own = {each.id: each.derived for each in instrument.subscale}.get(subscale_id)
    low, high = score_range(instrument, subscale_id, informant)
    if isinstance(own, Conversion):
        return tuple(sorted(own.scores.values()))
    step = own.factor if isinstance(own, Times) else 1
    return tuple(range(int(low), int(high) + 1, step))


def direction_of(instrument: Instrument, subscale_id: str) -> str:
    """Return `worse` or `better`: what a higher score is."""
    supplement = instrument.supplement
    if supplement is not None and subscale_id == supplement.id:
        return supplement.higher_is
    return subscale_of(instrument, subscale_id).higher_is


def items_in(subscale: Subscale, order: str) -> tuple[int, ...]:
    """Return a subscale's item numbers in one of the printed orders."""
    if isinstance(subscale.items, dict):
        return subscale.items.get(order, ())
    return subscale.items


def subscale_of(instrument: Instrument, subscale_id: str) -> Subscale:
    """Return a subscale by its id; KeyError if there is none."""
    return {each.id: each for each in instrument.subscale}[subscale_id]
