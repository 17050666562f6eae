"""An instrument as a plain page, in the order of a manual, to be checked against one."""

from collections.abc import Iterable, Iterator

from screening.instruments.checks import score_range
from screening.instruments.definition import (
    Complete,
    CountZero,
    CutPoints,
    Instrument,
    MissingRule,
    Ranges,
    Subscale,
    Supplement,
)


def instrument_page(instrument: Instrument) -> str:
    """Return the page: key, blanks, cut-points, critical items, licence, each with its source."""
    parts = [
        _heading(instrument),
        _section("Who answers", _informants(instrument)),
        _section("Answers", _answers(instrument)),
        _section("Subscales", _subscales(instrument)),
        _section("Unanswered items", _missing(instrument)),
        _section("Cut-points", _cut_points(instrument)),
        _section("Critical items", _critical_items(instrument)),
        _section("Licence", _licence(instrument)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(instrument: Instrument) -> str:
    facts = f"{instrument.id}, definition version {instrument.version}"
    return f"{instrument.title}\n{facts}, confidence {instrument.confidence}"


def _section(title: str, lines: Iterable[str]) -> str:
    found = list(lines)
    return "\n".join([title.upper(), *(f"  {line}" for line in found)]) if found else ""


def _informants(instrument: Instrument) -> Iterator[str]:
    for informant, form in instrument.informants.items():
        yield f"{informant}: {form.ages}"
        if form.note:
            yield f"  {form.note}"
        yield _source(form.source)


def _answers(instrument: Instrument) -> Iterator[str]:
    codes = instrument.answers.codes
    yield ", ".join(f"{code} {label}" for label, code in codes.items())
    yield _source(instrument.answers.source)


def _subscales(instrument: Instrument) -> Iterator[str]:
    for subscale in instrument.subscale:
        low, high = score_range(instrument, subscale.id, next(iter(instrument.informants)))
        yield f"{subscale.id} ({low} to {high}, higher is {subscale.higher_is}): {subscale.words}"
        yield from (f"  {line}" for line in _key(subscale))
        for grade_band in subscale.grade_bands:
            yield f"  grades {', '.join(instrument.grades(grade_band))}"
        yield _source(subscale.source)
    for order in instrument.item_order:
        yield f"item order {order.id}: {order.source}"
    if instrument.supplement is not None:
        yield from _supplement(instrument, instrument.supplement)


def _key(subscale: Subscale) -> Iterator[str]:
    if subscale.sum_of:
        yield f"sum of {', '.join(subscale.sum_of)}"
    elif isinstance(subscale.items, dict):
        for order, numbers in subscale.items.items():
            yield f"items {_numbers(numbers)} in the order {order}"
    else:
        yield f"items {_numbers(subscale.items)}"
    if subscale.reversed:
        yield f"reversed: {_numbers(subscale.reversed)}"


def _supplement(instrument: Instrument, supplement: Supplement) -> Iterator[str]:
    yield f"{supplement.id} (higher is {supplement.higher_is}): {supplement.words}"
    yield f"  item {supplement.gate_item} answered {supplement.gate_none}: score 0"
    for informant, numbers in supplement.items.items():
        low, high = score_range(instrument, supplement.id, informant)
        yield f"  {informant}: items {_numbers(numbers)} ({low} to {high})"
    counts = ", ".join(f"{answer} counts {n}" for answer, n in supplement.recode.items())
    yield f"  {counts}; not scored: {_numbers(supplement.unscored)}"
    yield f"  unanswered: {_rule(supplement.missing)}"
    yield _source(supplement.source)


def _missing(instrument: Instrument) -> Iterator[str]:
    yield _rule(instrument.missing)
    yield _source(instrument.missing.source)
    for subscale in instrument.subscale:
        if subscale.missing is not None:
            yield f"{subscale.id}: {_rule(subscale.missing)}"
            yield _source(subscale.missing.source)


def _rule(rule: MissingRule) -> str:
    if isinstance(rule, Complete):
        return "a score only when every item is answered"
    if isinstance(rule, CountZero):
        return f"a blank counts 0; more than {rule.at_most_blank} blanks on the form: no score"
    return f"at least {rule.at_least} answered: mean times the number of items, a half rounds up"


def _cut_points(instrument: Instrument) -> Iterator[str]:
    for scheme in instrument.scheme:
        yield f"{scheme.id}: {scheme.title}"
        for cut_points in instrument.cut_points:
            if cut_points.scheme == scheme.id:
                yield from (f"  {line}" for line in _table(cut_points))


def _table(cut_points: CutPoints) -> Iterator[str]:
    grades = "" if cut_points.grade_band is None else f", {cut_points.grade_band}"
    yield f"{', '.join(cut_points.informants)}{grades}"
    for subscale_id, ranges in cut_points.ranges.items():
        yield f"  {subscale_id:20} {_ranges(ranges)}"
    yield _source(cut_points.source)


def _ranges(ranges: Ranges) -> str:
    return " / ".join(
        f"{band} {first}" if first == last else f"{band} {first}-{last}"
        for band, (first, last) in ranges.items()
    )


def _critical_items(instrument: Instrument) -> Iterator[str]:
    for critical in instrument.critical_item:
        yield f"item {critical.item}: {critical.at_or_above} or more, or unanswered"
        yield _source(critical.source)


def _licence(instrument: Instrument) -> Iterator[str]:
    licence = instrument.licence
    yield f"{licence.holder}: {licence.terms}"
    if licence.statement_needed:
        yield "Nothing is scored until you state that you hold the permission."
    yield _source(licence.source)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _source(text: str) -> str:
    return f"  source: {text}"
