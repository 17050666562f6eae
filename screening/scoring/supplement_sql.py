"""The columns of a supplement (SDQ impact) in each step; none where it was not asked.

A gate answer of "none" makes the score 0, whatever follows it; with the gate open, every scored
item must be answered; with the gate unanswered there is no score.
"""

from collections.abc import Iterator

from screening.instruments.definition import Supplement
from screening.instruments.form import Form
from screening.scoring.select_sql import Column, added, cases


def scored_ids(form: Form) -> tuple[str, ...]:
    """Return the supplement's id where it was asked."""
    supplement = _asked(form)
    return () if supplement is None else (supplement.id,)


def item_scores(form: Form) -> Iterator[Column]:
    """Return the gate as answered and each scored item as it counts."""
    supplement = _asked(form)
    if supplement is None:
        return
    yield Column(f"{form.gate_item}::integer", form.gate_item)
    for item in form.supplement_items:
        branches = [(f"{item} = {answer}", f"{counts}") for answer, counts in _recode(supplement)]
        yield Column(cases(branches), item)


def sums(form: Form) -> Iterator[Column]:
    """Return the gate, how many scored items are answered, and their sum."""
    supplement = _asked(form)
    if supplement is None:
        return
    items = form.supplement_items
    answered = added([f"({item} is not null)::integer" for item in items])
    yield Column(f"{form.gate_item}", f"{supplement.id}_gate")
    yield Column(
        answered, f"{supplement.id}_answered_count", f"{supplement.id}: {supplement.source}"
    )
    yield Column(added([f"coalesce({item}, 0)" for item in items]), f"{supplement.id}_sum")


def scores(form: Form) -> Iterator[Column]:
    """Return the answered count and the score."""
    supplement = _asked(form)
    if supplement is None:
        return
    own = supplement.id
    open_and_complete = (
        f"{own}_gate <> {supplement.gate_none}"
        f" and {own}_answered_count = {len(form.supplement_items)}"
    )
    branches = [(f"{own}_gate = {supplement.gate_none}", "0"), (open_and_complete, f"{own}_sum")]
    yield Column(f"{own}_answered_count")
    yield Column(
        cases(branches),
        f"{own}_score",
        f"gate answered {supplement.gate_none}: 0; else all answered ({supplement.missing.source})",
    )


def totals(form: Form) -> Iterator[Column]:
    """Return the answered count and the score, passed on."""
    for own in scored_ids(form):
        yield Column(f"{own}_answered_count")
        yield Column(f"{own}_score")


def _asked(form: Form) -> Supplement | None:
    return form.instrument.supplement if form.with_supplement else None


def _recode(supplement: Supplement) -> list[tuple[int, int]]:
    return sorted(supplement.recode.items())
