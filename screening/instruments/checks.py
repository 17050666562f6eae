"""What an instrument's definition must keep beyond the type of each key; one sentence per fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.definition import Fault
from screening.instruments.cut_point_checks import cut_points_cover_every_score
from screening.instruments.derived_checks import derived_scores_are_whole, repeated
from screening.instruments.missing_rule import CountZero, Prorate
from screening.instruments.published_checks import published_figures_fit
from screening.instruments.score_ranges import items_in

if TYPE_CHECKING:
    from screening.instruments.definition import Instrument, Subscale

WORDS_NOT_USED = re.compile(r"abnormal|disorder|risk|diagnos|fail")
"""A band is no verdict on a person, so its id never holds one of these."""


def check_instrument(instrument: Instrument) -> list[Fault]:
    """Return what is wrong with a definition; empty when nothing is."""
    references = list(_subscales_refer_to_what_exists(instrument))
    return [
        *_ids_are_unique(instrument),
        *_bands_are_ordered(instrument),
        *references,
        *_answers_are_told_apart(instrument),
        *_items_exist_and_are_used(instrument),
        *_missing_rules_can_be_met(instrument),
        *_supplement_is_whole(instrument),
        # Which scores there can be is known only where subscales rest on what stands above them.
        *([] if references else derived_scores_are_whole(instrument)),
        *([] if references else cut_points_cover_every_score(instrument)),
        *_critical_items_can_be_answered(instrument),
        *published_figures_fit(instrument),
    ]


def _ids_are_unique(instrument: Instrument) -> Iterator[Fault]:
    for key, ids in {
        "subscale": instrument.subscale_ids,
        "scheme": [scheme.id for scheme in instrument.scheme],
        "item_order": [order.id for order in instrument.item_order],
        "grade_band": [band.id for band in instrument.grade_band],
        "critical_item": [str(critical.item) for critical in instrument.critical_item],
    }.items():
        for twice in repeated(ids):
            yield Fault((key,), f"two [[{key}]] entries are '{twice}'; keep one.")


def _bands_are_ordered(instrument: Instrument) -> Iterator[Fault]:
    for place, scheme in enumerate(instrument.scheme):
        key = ("scheme", place, "band")
        for twice in repeated([band.id for band in scheme.band]):
            yield Fault(key, f"scheme '{scheme.id}' has band '{twice}' twice; keep one.")
        ranks = {band.rank for band in scheme.band}
        if ranks != set(range(len(ranks))):
            yield Fault(key, f"scheme '{scheme.id}': ranks must be 0, 1, 2 … without a gap.")
        for number, band in enumerate(scheme.band):
            if WORDS_NOT_USED.search(band.id):
                reason = f"band '{band.id}': an id is no verdict; use the level's plain name."
                yield Fault((*key, number, "id"), reason)


def _subscales_refer_to_what_exists(instrument: Instrument) -> Iterator[Fault]:
    for place, subscale in enumerate(instrument.subscale):
        for name, reason in _subscale_faults(instrument, place, subscale):
            key = ("subscale", place, *((name,) if name else ()))
            yield Fault(key, f"subscale '{subscale.id}' {reason}")


def _subscale_faults(
    instrument: Instrument, place: int, subscale: Subscale
) -> Iterator[tuple[str, str]]:
    """Yield a key of the subscale (empty = the whole of it) and what is wrong there."""
    above = {each.id for each in instrument.subscale[:place]}
    derived = {each.id for each in instrument.subscale if each.derived is not None}
    ways = [bool(subscale.items), bool(subscale.sum_of), subscale.derived is not None]
    ways.append(subscale.given is not None)
    if ways.count(True) != 1:
        yield "", "needs either `items`, `sum_of` or `derived`."
    for name in ("reversed", "missing", "requires") if subscale.parts else ():
        if getattr(subscale, name):
            yield name, "is made of others: `reversed`, `missing` and `requires` are theirs."
    for name, parts in (("sum_of", subscale.parts), ("requires", subscale.requires)):
        for part in sorted(set(parts) - above):
            yield name, f"rests on '{part}', which must stand above it."
        for part in sorted(set(parts) & derived):
            yield name, f"rests on '{part}', which is derived itself."
    for grade_band in sorted(
        set(subscale.grade_bands) - {each.id for each in instrument.grade_band}
    ):
        yield "grade_bands", f"names '{grade_band}': there is no grade band '{grade_band}'."


def _answers_are_told_apart(instrument: Instrument) -> Iterator[Fault]:
    codes = instrument.answers.codes
    for twice in repeated(codes.values()):
        yield Fault(("answers", "codes"), f"two answers have the code {twice}.")
    for label in repeated(label.casefold() for label in codes):
        yield Fault(("answers", "codes"), f"two answers are '{label}', capitals apart.")


def _items_exist_and_are_used(instrument: Instrument) -> Iterator[Fault]:
    printed = set(range(1, instrument.item_count + 1))
    orders = {order.id for order in instrument.item_order}
    for place, subscale in enumerate(instrument.subscale):
        key = ("subscale", place)
        if isinstance(subscale.items, dict) and set(subscale.items) != orders:
            reason = f"subscale '{subscale.id}': `items` needs exactly one list per item order."
            yield Fault((*key, "items"), reason)
        for name, reason in _faults_of_lists(subscale, printed):
            yield Fault((*key, name), reason)
    yield from _reversed_everywhere(instrument)
    for order in orders or {""}:
        used = set(instrument.unscored)
        for subscale in instrument.subscale:
            used |= set(items_in(subscale, order))
        for number in sorted(printed - used):
            reason = f"item {number} is in no subscale and not in `unscored`: write it into one."
            yield Fault(("item_count",), reason)


def _faults_of_lists(subscale: Subscale, printed: set[int]) -> Iterator[tuple[str, str]]:
    lists = subscale.items.values() if isinstance(subscale.items, dict) else [subscale.items]
    for numbers in lists:
        for number in sorted(set(numbers) - printed):
            last = max(printed)
            yield (
                "items",
                f"subscale '{subscale.id}': there is no item {number}; the last is {last}.",
            )
        for twice in repeated(numbers):
            yield "items", f"subscale '{subscale.id}' has item {twice} twice; keep one."
        for number in sorted(set(subscale.reversed) - set(numbers)):
            yield "reversed", f"reversed item {number} is not in subscale '{subscale.id}'."


def _reversed_everywhere(instrument: Instrument) -> Iterator[Fault]:
    """An item is turned round once, for every subscale that counts it."""
    turned = {number for subscale in instrument.subscale for number in subscale.reversed}
    for place, subscale in enumerate(instrument.subscale):
        if isinstance(subscale.items, dict):
            continue
        for number in sorted(turned & set(subscale.items) - set(subscale.reversed)):
            reason = (
                f"item {number} is reversed elsewhere, so subscale '{subscale.id}' must say so."
            )
            yield Fault(("subscale", place, "items"), reason)


def _missing_rules_can_be_met(instrument: Instrument) -> Iterator[Fault]:
    for place, subscale in enumerate(instrument.subscale):
        rule = subscale.missing or instrument.missing
        key = ("missing",) if subscale.missing is None else ("subscale", place, "missing")
        lists = subscale.items.values() if isinstance(subscale.items, dict) else [subscale.items]
        for numbers in lists:
            if numbers and isinstance(rule, Prorate) and rule.at_least > len(numbers):
                reason = f"subscale '{subscale.id}': at_least is more than its items."
                yield Fault((*key, "at_least"), reason)
        if isinstance(rule, CountZero) and instrument.answers.lowest != 0:
            reason = f"subscale '{subscale.id}': a blank cannot count 0 where no answer does."
            yield Fault((*key, "rule"), reason)


def _supplement_is_whole(instrument: Instrument) -> Iterator[Fault]:
    supplement = instrument.supplement
    if supplement is None:
        return
    codes = set(supplement.answers.codes.values())
    faults = {
        ("recode", "`recode` needs exactly one entry per answer."): set(supplement.recode) != codes,
        ("gate_none", "`gate_none` is not one of its answers."): supplement.gate_none not in codes,
        ("items", "`items` needs exactly one list per informant."): (
            set(supplement.items) != set(instrument.informants)
        ),
        ("items", "its items are numbered after the main form's."): (
            min(supplement.item_numbers) <= instrument.item_count
        ),
    }
    for (name, reason), is_wrong in faults.items():
        if is_wrong:
            yield Fault(("supplement", name), f"supplement: {reason}")


def _critical_items_can_be_answered(instrument: Instrument) -> Iterator[Fault]:
    codes = instrument.answers.codes.values()
    for place, critical in enumerate(instrument.critical_item):
        key = ("critical_item", place)
        if critical.item > instrument.item_count:
            reason = f"critical item {critical.item} is no item of the form."
            yield Fault((*key, "item"), reason)
        if critical.at_or_above not in codes or critical.at_or_above == min(codes):
            reason = f"critical item {critical.item}: at_or_above is no answer above the lowest."
            yield Fault((*key, "at_or_above"), reason)
