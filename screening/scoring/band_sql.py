"""From a score to its band: the printed ranges as at-or-above or at-or-below."""

from collections.abc import Iterator
from math import isinf

from screening.instruments.form import Cut, Form
from screening.scoring.select_sql import Column, cases
from screening.warehouse import literal


def band_rank_column(form: Form, subscale_id: str) -> Column:
    """Return the column `<id>_band_rank` over a column `<id>_score`, bands named beside it."""
    cuts = form.cuts_of(subscale_id)
    branches = [
        (condition, f"{form.rank(band)} -- {band}")
        for cut in cuts
        for condition, band in _conditions(form, subscale_id, cut)
    ]
    sources = "; ".join(dict.fromkeys(cut.source for cut in cuts))
    return Column(cases(branches), f"{subscale_id}_band_rank", f"{subscale_id}: {sources}")


def band_column(form: Form, subscale_id: str) -> Column:
    """Return the column `band` over a column `<id>_band_rank`.

    The name is looked up from the rank, not stored beside it: text for every student and
    subscale would cost more time than the rest of the scoring.
    """
    branches = [
        (f"{subscale_id}_band_rank = {rank}", literal(band))
        for rank, band in form.bands_of(subscale_id).items()
    ]
    return Column(cases(branches), "band")


def grade_is(grades: tuple[str, ...]) -> str:
    """Return the condition that a student is in one of these grades."""
    return f"grade in ({', '.join(literal(grade) for grade in grades)})"


def _conditions(form: Form, subscale_id: str, cut: Cut) -> Iterator[tuple[str, str]]:
    """Return condition and band, most concern first; a null score meets none of them."""
    only = "" if cut.grades is None else f"{grade_is(cut.grades)} and "
    most_concern_first = sorted(cut.ranges, key=form.rank, reverse=True)
    for place, band in enumerate(most_concern_first):
        milder = most_concern_first[place + 1] if place + 1 < len(most_concern_first) else None
        limit = _limit(form.higher_is(subscale_id), cut, band, milder)
        yield f"{only}{subscale_id}_score {limit}", band


def _limit(higher_is: str, cut: Cut, band: str, milder: str | None) -> str:
    """Return how far a band reaches towards less concern; the mildest takes every score left.

    A score with a fraction between two printed ranges belongs where the definition says.
    """
    first, last = cut.ranges[band]
    if higher_is == "worse":
        if cut.between == "upper" and milder is not None:
            return f"> {cut.ranges[milder][1]}"
        return "is not null" if isinf(first) else f">= {first}"
    if cut.between == "lower" and milder is not None:
        return f"< {cut.ranges[milder][0]}"
    return "is not null" if isinf(last) else f"<= {last}"
