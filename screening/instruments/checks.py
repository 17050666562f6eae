"""What an instrument's definition must keep beyond the type of each key; one sentence per fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from screening.instruments.definition import CutPoints, Instrument, Scheme, Subscale

Value = TypeVar("Value")

WORDS_NOT_USED = re.compile(r"abnormal|disorder|risk|diagnos|fail")
"""A band is no verdict on a person, so its id never holds one of these."""


def check_instrument(instrument: Instrument) -> list[str]:
    """Return what is wrong with a definition; empty when nothing is."""
    return [
        *_ids_are_unique(instrument),
        *_bands_are_ordered(instrument),
        *_subscales_refer_to_what_exists(instrument),
        *_items_exist_and_are_used(instrument),
        *_missing_rules_can_be_met(instrument),
        *_supplement_is_whole(instrument),
        *_cut_points_cover_every_score(instrument),
        *_critical_items_can_be_answered(instrument),
    ]


def _ids_are_unique(instrument: Instrument) -> Iterator[str]:
    for key, ids in {
        "subscale": instrument.subscale_ids,
        "scheme": [scheme.id for scheme in instrument.scheme],
        "item_order": [order.id for order in instrument.item_order],
        "grade_band": [band.id for band in instrument.grade_band],
        "critical_item": [str(critical.item) for critical in instrument.critical_item],
    }.items():
        for twice in _repeated(ids):
            yield f"two [[{key}]] entries are '{twice}'; keep one."


def _bands_are_ordered(instrument: Instrument) -> Iterator[str]:
    for scheme in instrument.scheme:
        for twice in _repeated([band.id for band in scheme.band]):
            yield f"scheme '{scheme.id}' has band '{twice}' twice; keep one."
        ranks = {band.rank for band in scheme.band}
        if ranks != set(range(len(ranks))):
            yield f"scheme '{scheme.id}': ranks must be 0, 1, 2 … without a gap."
        for band in scheme.band:
            if WORDS_NOT_USED.search(band.id):
                yield f"band '{band.id}': an id is no verdict; use the level's plain name."


def _subscales_refer_to_what_exists(instrument: Instrument) -> Iterator[str]:
    grade_bands = {band.id for band in instrument.grade_band}
    for place, subscale in enumerate(instrument.subscale):
        above = {each.id for each in instrument.subscale[:place] if each.items}
        if bool(subscale.items) == bool(subscale.sum_of):
            yield f"subscale '{subscale.id}' needs either `items` or `sum_of`."
        if subscale.sum_of and (subscale.reversed or subscale.missing):
            yield f"subscale '{subscale.id}' is a sum: `reversed` and `missing` are its parts'."
        for part in sorted(set(subscale.sum_of) - above):
            yield f"subscale '{subscale.id}' sums '{part}', which must have items and stand above."
        for grade_band in sorted(set(subscale.grade_bands) - grade_bands):
            yield f"subscale '{subscale.id}': there is no grade band '{grade_band}'."


def _items_exist_and_are_used(instrument: Instrument) -> Iterator[str]:
    printed = set(range(1, instrument.item_count + 1))
    orders = {order.id for order in instrument.item_order}
    for subscale in instrument.subscale:
        if isinstance(subscale.items, dict) and set(subscale.items) != orders:
            yield f"subscale '{subscale.id}': `items` needs exactly one list per item order."
        yield from _lists_of(subscale, printed)
    for order in orders or {""}:
        used = set(instrument.unscored)
        for subscale in instrument.subscale:
            used |= set(_items_in(subscale, order))
        for number in sorted(printed - used):
            yield f"item {number} is in no subscale and not in `unscored`."


def _lists_of(subscale: Subscale, printed: set[int]) -> Iterator[str]:
    lists = subscale.items.values() if isinstance(subscale.items, dict) else [subscale.items]
    for numbers in lists:
        for number in sorted(set(numbers) - printed):
            yield f"subscale '{subscale.id}': there is no item {number}."
        for twice in _repeated(numbers):
            yield f"subscale '{subscale.id}' has item {twice} twice."
        for number in sorted(set(subscale.reversed) - set(numbers)):
            yield f"reversed item {number} is not in subscale '{subscale.id}'."


def _items_in(subscale: Subscale, order: str) -> tuple[int, ...]:
    if isinstance(subscale.items, dict):
        return subscale.items.get(order, ())
    return subscale.items


def _missing_rules_can_be_met(instrument: Instrument) -> Iterator[str]:
    for subscale in instrument.subscale:
        rule = subscale.missing or instrument.missing
        lists = subscale.items.values() if isinstance(subscale.items, dict) else [subscale.items]
        for numbers in lists:
            if numbers and rule.rule == "prorate" and rule.at_least > len(numbers):
                yield f"subscale '{subscale.id}': at_least is more than its items."


def _supplement_is_whole(instrument: Instrument) -> Iterator[str]:
    supplement = instrument.supplement
    if supplement is None:
        return
    codes = set(supplement.answers.codes.values())
    if set(supplement.recode) != codes:
        yield "supplement: `recode` needs exactly one entry per answer."
    if supplement.gate_none not in codes:
        yield "supplement: `gate_none` is not one of its answers."
    if set(supplement.items) != set(instrument.informants):
        yield "supplement: `items` needs exactly one list per informant."
    if min(supplement.item_numbers) <= instrument.item_count:
        yield "supplement: its items are numbered after the main form's."


def _cut_points_cover_every_score(instrument: Instrument) -> Iterator[str]:
    schemes = {scheme.id: scheme for scheme in instrument.scheme}
    stated: list[tuple[str, str, str | None, str]] = []
    for cut_points in instrument.cut_points:
        if cut_points.scheme not in schemes:
            yield f"cut-points: there is no scheme '{cut_points.scheme}'."
            continue
        yield from _cut_points_refer_to_what_exists(instrument, cut_points)
        for informant in set(cut_points.informants) & set(instrument.informants):
            for subscale_id in set(cut_points.ranges) & set(instrument.subscale_ids):
                stated.append((cut_points.scheme, informant, cut_points.grade_band, subscale_id))
                yield from _ranges_fit(
                    instrument, cut_points, schemes[cut_points.scheme], informant, subscale_id
                )
    for scheme_id, who, _, subscale_id in _repeated(stated):
        yield f"cut-points of '{subscale_id}' ({scheme_id}, {who}) are stated twice."


def _cut_points_refer_to_what_exists(
    instrument: Instrument, cut_points: CutPoints
) -> Iterator[str]:
    for informant in cut_points.informants:
        if informant not in instrument.informants:
            yield f"cut-points ({cut_points.scheme}): there is no form for '{informant}'."
    if cut_points.grade_band not in {None, *(band.id for band in instrument.grade_band)}:
        yield f"cut-points: there is no grade band '{cut_points.grade_band}'."
    for subscale_id in cut_points.ranges:
        if subscale_id not in instrument.subscale_ids:
            yield f"cut-points: there is no subscale '{subscale_id}'."


def _ranges_fit(
    instrument: Instrument,
    cut_points: CutPoints,
    scheme: Scheme,
    informant: str,
    subscale_id: str,
) -> Iterator[str]:
    ranges = cut_points.ranges[subscale_id]
    where = f"cut-points of '{subscale_id}' ({scheme.id}, {informant})"
    ranks = {band.id: band.rank for band in scheme.band}
    for band in ranges:
        if band not in ranks:
            yield f"{where}: scheme '{scheme.id}' has no band '{band}'."
            return
    if sorted(ranks[band] for band in ranges) != sorted(set(ranks.values())):
        yield f"{where}: needs one band of every rank."
        return
    in_order = sorted(ranges, key=lambda band: ranks[band])
    if _direction(instrument, subscale_id) == "better":
        in_order.reverse()
    yield from _without_gap(
        [ranges[band] for band in in_order], score_range(instrument, subscale_id, informant), where
    )


def _without_gap(
    ranges: list[tuple[int, int]], whole: tuple[int, int], where: str
) -> Iterator[str]:
    """Ranges, lowest scores first, must run from end to end of `whole`."""
    next_score, last_score = whole
    for first, last in ranges:
        if first != next_score or last < first:
            yield f"{where}: a band should begin at {next_score} and has [{first}, {last}]."
            return
        next_score = last + 1
    if next_score != last_score + 1:
        yield f"{where}: the last band should end at {last_score}."


def score_range(instrument: Instrument, subscale_id: str, informant: str) -> tuple[int, int]:
    """Return the lowest and highest score a subscale can have."""
    supplement = instrument.supplement
    if supplement is not None and subscale_id == supplement.id:
        count = len(supplement.items.get(informant, ()))  # type: ignore[call-overload]
        return min(supplement.recode.values()) * count, max(supplement.recode.values()) * count
    subscale = _by_id(instrument)[subscale_id]
    if subscale.sum_of:
        parts = [score_range(instrument, part, informant) for part in subscale.sum_of]
        return sum(low for low, _ in parts), sum(high for _, high in parts)
    order = instrument.item_order[0].id if instrument.item_order else ""
    count = len(_items_in(subscale, order))
    return instrument.answers.lowest * count, instrument.answers.highest * count


def _direction(instrument: Instrument, subscale_id: str) -> str:
    subscale = _by_id(instrument).get(subscale_id)
    return "worse" if subscale is None else subscale.higher_is


def _by_id(instrument: Instrument) -> Mapping[str, Subscale]:
    return {subscale.id: subscale for subscale in instrument.subscale}


def _critical_items_can_be_answered(instrument: Instrument) -> Iterator[str]:
    codes = instrument.answers.codes.values()
    for critical in instrument.critical_item:
        if critical.item > instrument.item_count:
            yield f"critical item {critical.item} is no item of the form."
        if critical.at_or_above not in codes or critical.at_or_above == min(codes):
            yield f"critical item {critical.item}: at_or_above is no answer above the lowest."


def _repeated(values: Iterable[Value]) -> list[Value]:
    return [value for value, count in Counter(values).items() if count > 1]
