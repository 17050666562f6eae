"""Scored subscales and critical items as rows."""

from collections.abc import Iterator

from screening.instruments.form import Form
from screening.scoring.band_sql import band_column
from screening.scoring.compile_sql import scored_ids
from screening.scoring.select_sql import Column, added, select
from screening.warehouse import literal

SCORE_COLUMNS = (
    "student_ref",
    "instrument_id",
    "instrument_version",
    "informant",
    "scheme",
    "subscale_id",
    "answered_count",
    "item_count",
    "subscale_score",
    "band",
    "band_rank",
)
"""Columns of `int_subscale_score` and of `screening score`, in this order."""
CRITICAL_COLUMNS = ("student_ref", "instrument_id", "item_id", "answer", "reason")
"""Columns of the critical file of `screening score`, in this order."""
UNION = "\nunion all\n"
NO_CRITICAL_ITEM = f"select {', '.join(f'null as {name}' for name in CRITICAL_COLUMNS)} where false"


def long_statement(form: Form, *, scores_table: str) -> str:
    """Return the SELECT of one row per student and subscale.

    Rows: one per row of the scores table and subscale that is for the student's grade.
    Columns: needs those `wide_statement` gives; gives `SCORE_COLUMNS`.
    Nulls: as in `wide_statement`.
    """
    return UNION.join(
        f"{select(_long(form, subscale_id), source=scores_table)}\n"
        f"where {_answered(form, subscale_id)} is not null"
        for subscale_id in scored_ids(form)
    )


def _answered(form: Form, subscale_id: str) -> str:
    return added([f"{part}_answered_count" for part in form.parts_of(subscale_id)])


def _long(form: Form, subscale_id: str) -> Iterator[Column]:
    instrument = form.instrument
    yield Column("student_ref")
    yield Column(literal(instrument.id), "instrument_id")
    yield Column(literal(instrument.version), "instrument_version")
    yield Column(literal(form.informant), "informant")
    yield Column("null::varchar" if form.scheme is None else literal(form.scheme.id), "scheme")
    yield Column(literal(subscale_id), "subscale_id")
    yield Column(_answered(form, subscale_id), "answered_count")
    yield Column(f"{form.item_count_of(subscale_id)}", "item_count")
    yield Column(f"{subscale_id}_score::double", "subscale_score")
    if form.bands_of(subscale_id):
        yield band_column(form, subscale_id)
        yield Column(f"{subscale_id}_band_rank", "band_rank")
    else:
        yield Column("null::varchar", "band", "no cut-points for this informant")
        yield Column("null::integer", "band_rank")


def critical_statement(form: Form, *, source_table: str) -> str:
    """Return the SELECT of critical items that are endorsed or unanswered.

    Rows: one per row of the source table and critical item, where the answer is at or above the
    item's limit, or there is none.
    Columns: needs student_ref and the critical items' columns; gives `CRITICAL_COLUMNS`: answer
    is null where there is none, reason is `endorsed` or `unanswered`.
    """
    found = [
        f"{select(_critical(form, item), source=source_table)}\n"
        f"where {item} is null or {item} >= {critical.at_or_above}"
        for item, critical in form.critical_items
    ]
    return UNION.join(found) if found else NO_CRITICAL_ITEM


def _critical(form: Form, item: str) -> Iterator[Column]:
    yield Column("student_ref")
    yield Column(literal(form.instrument.id), "instrument_id")
    yield Column(literal(item), "item_id")
    yield Column(f"{item}::integer", "answer")
    yield Column(f"if({item} is null, 'unanswered', 'endorsed')", "reason")
