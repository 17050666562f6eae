"""How each subscale's score came about, step by step: items, missing rule, formula, band."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.explain.answered import SAFETY, Answered
from screening.explain.lines import told
from screening.instruments.definition import Subscale
from screening.instruments.derived_rule import Conversion, Times
from screening.instruments.form import Cut, Form
from screening.instruments.key_pages import score as shown
from screening.instruments.key_pages import span
from screening.instruments.missing_rule import CountZero, MissingRule, Prorate
from screening.instruments.vendor import VendorResult
from screening.warehouse import Warehouse


@dataclass(frozen=True)
class Scored:
    """One row of `int_subscale_score`, with the percentile where there is one."""

    answered_count: int
    item_count: int
    score: float | None
    band: str | None
    percentile: float | None
    compared_count: int | None


def scores_of(warehouse: Warehouse, answered: Answered, student_ref: str) -> dict[str, Scored]:
    """Return subscale → what it gave, in the order of the definition."""
    form = answered.form
    rows = warehouse.rows(
        "select scores.subscale_id, answered_count, item_count, scores.subscale_score, band,"
        " percentile, student_count from int_subscale_score as scores"
        " left join int_district_percentile using (student_ref, instrument_id, informant,"
        " subscale_id) where student_ref = ? and instrument_id = ? and informant = ?",
        [student_ref, form.instrument.id, form.informant],
    )
    found = {name: Scored(*cells) for name, *cells in rows}
    return {name: found[name] for name in form.instrument.subscale_ids if name in found}


def score_lines(answered: Answered, scores: Mapping[str, Scored], *, grade: str) -> Iterator[str]:
    """Yield the steps of every subscale of a form."""
    form = answered.form
    for subscale in form.instrument.subscale:
        if scored := scores.get(subscale.id):
            yield from told(_heading(form, subscale.id, scored))
            yield from _steps(answered, subscale, scores)
            yield from _band_lines(form, subscale.id, scored, grade)
    supplement = form.instrument.supplement
    if supplement is not None and (scored := scores.get(supplement.id)):
        yield from told(_heading(form, supplement.id, scored))
        yield from _supplement_steps(answered, scored)
        yield from _band_lines(form, supplement.id, scored, grade)


def _heading(form: Form, subscale_id: str, scored: Scored) -> str:
    count = f"{scored.answered_count} of {scored.item_count} answered"
    return f"{form.instrument.id} {subscale_id} by {form.informant}: {count}"


def _steps(answered: Answered, subscale: Subscale, scores: Mapping[str, Scored]) -> Iterator[str]:
    score = scores[subscale.id].score
    if isinstance(subscale, VendorResult):
        yield from told(f"As the vendor scored it: {_value(score)}.", level=2)
    elif subscale.sum_of:
        parts = " + ".join(f"{each} {_value(scores[each].score)}" for each in subscale.sum_of)
        yield from told(f"{parts} = {_value(score)}", level=2)
        yield from told("A sum has no score where one of its parts has none.", level=2)
    elif subscale.derived is not None:
        yield from told(_derived(answered.form, subscale, scores), level=2)
    else:
        yield from _item_steps(answered, subscale, score)


def _value(score: float | None) -> str:
    return "no score" if score is None else shown(score)


def _item_steps(answered: Answered, subscale: Subscale, score: float | None) -> Iterator[str]:
    form = answered.form
    items = form.items_of(subscale)
    rule = form.missing_rule(subscale)
    given = [(item, counts) for item in items if (counts := answered.counts(item)) is not None]
    terms = [SAFETY if item in answered.critical else str(counts) for item, counts in given]
    total = sum(counts for _, counts in given)
    if terms:
        yield from told(f"{' + '.join(terms)} = {total}", level=2)
    yield from told(_rule_words(rule, len(items), own=subscale.missing is not None), level=2)
    if isinstance(rule, Prorate) and score is not None and len(given) < len(items):
        yield from told(f"{total} x {len(items)} / {len(given)} = {_value(score)}", level=2)
    for needed in subscale.requires:
        yield from told(f"It has no score where {needed} has none.", level=2)
    yield from told(f"Score: {_value(score)}.", level=2)


def _rule_words(rule: MissingRule, count: int, *, own: bool) -> str:
    if isinstance(rule, Prorate):
        half = ", a half goes up" if rule.rounding == "half_up" else ", not rounded"
        words = f"At least {rule.at_least} of {count} must be answered: mean times {count}{half}"
    elif isinstance(rule, CountZero):
        where = "here" if own else "on the form"
        words = f"A blank counts 0; with more than {rule.at_most_blank} blanks {where} no score"
    else:
        words = f"All {count} must be answered"
    return f"{words}. Source: {rule.source}."


def _derived(form: Form, subscale: Subscale, scores: Mapping[str, Scored]) -> str:
    rule = subscale.derived
    assert rule is not None  # noqa: S101 (the caller looked)
    of, score = _value(scores[rule.of].score), _value(scores[subscale.id].score)
    if isinstance(rule, Times):
        return f"{rule.of} {of} x {rule.factor} = {score}. Source: {rule.source}."
    if isinstance(rule, Conversion):
        return f"{rule.of} {of} is {score} in the printed table. Source: {rule.source}."
    norms = form.instrument.norms
    source = rule.source if norms is None else norms.source
    group = "no norm group for this student: " if score == "no score" else ""
    return f"{rule.of} {of} set against the norm group: {group}{score}. Source: {source}."


def _supplement_steps(answered: Answered, scored: Scored) -> Iterator[str]:
    form = answered.form
    supplement = form.instrument.supplement
    assert supplement is not None  # noqa: S101 (the caller looked)
    gate = answered.codes.get(form.gate_item or "")
    counts = [answered.counts(item) for item in form.supplement_items]
    terms = " + ".join("-" if each is None else str(each) for each in counts)
    if gate == supplement.gate_none:
        yield from told(f"The gate item is answered {gate}: score 0, whatever follows.", level=2)
    else:
        yield from told(f"Gate item: {'-' if gate is None else gate}; {terms}", level=2)
        yield from told(f"With the gate open all must be answered: {supplement.source}.", level=2)
    yield from told(f"Score: {_value(scored.score)}.", level=2)


def _band_lines(form: Form, subscale_id: str, scored: Scored, grade: str) -> Iterator[str]:
    cuts = [cut for cut in form.cuts_of(subscale_id) if cut.grades is None or grade in cut.grades]
    if scored.band is not None:
        yield from told(f"Band: {scored.band} ({_band_words(form, scored.band)}).", level=2)
    elif scored.score is not None:
        yield from told("Band: none; no published cut-point is for this score.", level=2)
    for cut in cuts:
        yield from told(f"Cut-points, {form.scheme_id}: {_ranges(cut)}. {_source(cut)}", level=2)
    if scored.percentile is not None:
        yield from told(
            f"Percentile within the district: {shown(scored.percentile)}, among"
            f" {scored.compared_count} students.",
            level=2,
        )


def _ranges(cut: Cut) -> str:
    return "; ".join(f"{band} {span(*ends)}" for band, ends in cut.ranges.items())


def _source(cut: Cut) -> str:
    return f"Source: {cut.source}."


def _band_words(form: Form, band_id: str) -> str:
    bands = () if form.scheme is None else form.scheme.band
    return next((band.words for band in bands if band.id == band_id), band_id)
