"""From a score to its band: the printed ranges as at-or-above or at-or-below."""

from collections.abc import Iterator

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
    bands = {form.rank(band): band for cut in form.cuts_of(subscale_id) for band in cut.ranges}
    branches = [
        (f"{subscale_id}_band_rank = {rank}", literal(bands[rank])) for rank in sorted(bands)
    ]
    return Column(cases(branches), "band")


def grade_is(grades: tuple[str, ...]) -> str:
    """Return the condition that a student is in one of these grades."""
    return f"grade in ({', '.join(literal(grade) for grade in grades)})"


def _conditions(form: Form, subscale_id: str, cut: Cut) -> Iterator[tuple[str, str]]:
    """Return condition and band, most concern first; a null score meets none of them."""
    only = "" if cut.grades is None else f"{grade_is(cut.grades)} and "
    score = f"{subscale_id}_score"
    for band in sorted(cut.ranges, key=form.rank, reverse=True):
        first, last = cut.ranges[band]
        limit = f">= {first}" if form.higher_is(subscale_id) == "worse" else f"<= {last}"
        yield f"{only}{score} {limit}", band
