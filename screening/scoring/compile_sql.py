"""A form compiled to SQL: from item columns to scores and bands, wide, and then long.

The text is written for a psychologist who reads SQL: every step is named, every rule carries its
source. Nothing is run here. Answers must be allowed codes or null (not answered): other codes are
found by the row rules, before scoring.
"""

from collections.abc import Iterator

from screening.instruments.definition import CountZero, Prorate, Subscale
from screening.instruments.form import Form
from screening.scoring import band_sql, supplement_sql
from screening.scoring.select_sql import Column, Step, added, cases, comment, statement

STUDENT_REF = Column("student_ref")
GRADE = Column("grade")
BLANK_COUNT = "blank_count"


def wide_statement(form: Form, *, source_table: str) -> str:
    """Return the SELECT that scores a form.

    Rows: one per row of the source table.
    Columns: needs student_ref, one whole-number column per item id of `form.items` (null = not
    answered) and, where `form.needs_grade`, grade (canonical). Gives student_ref and, for each
    of `scored_ids(form)`: `<id>_answered_count` (not for sums of subscales), `<id>_score`,
    `<id>_band_rank` (where cut-points are published; 0 = least concern).
    Nulls: no answered count, the subscale is not for this grade; no score, too few answers; no
    band rank, no score.
    """
    steps = (
        Step("item_scores", "What each answer counts.", tuple(_item_scores(form))),
        Step("sums", "Answers given and what they add up to.", tuple(_sums(form))),
        Step("scores", "The missing rule: whether there is a score.", tuple(_scores(form))),
        Step("totals", "Sums of subscales: none where a part has none.", tuple(_totals(form))),
        Step("bands", "Cut-points as printed, most concern first.", tuple(_bands(form))),
    )
    return statement(_heading(form), steps, source=source_table)


def scored_ids(form: Form) -> tuple[str, ...]:
    """Return the ids of the subscales a form scores, in the order of the definition."""
    own = tuple(subscale.id for subscale in form.subscales)
    return (*own, *supplement_sql.scored_ids(form))


def _heading(form: Form) -> str:
    order = f", item order {form.item_order}" if form.item_order else ""
    return "\n".join(
        [
            comment(f"{form.instrument.title}, definition version {form.instrument.version}."),
            comment(f"Answered by: {form.informant}. Cut-points: {form.scheme.id}{order}."),
            comment("One row per row of answers. A null item is not answered;"),
            comment("a null score: too few answers; a null band rank: no score."),
        ]
    )


def _carried(form: Form) -> tuple[Column, ...]:
    return (STUDENT_REF, GRADE) if form.needs_grade else (STUDENT_REF,)


def _item_scores(form: Form) -> Iterator[Column]:
    ends = form.instrument.answers.lowest + form.instrument.answers.highest
    yield from _carried(form)
    for item in form.main_items:
        if item in form.reversed_items:
            yield Column(f"{ends} - {item}", item, "counts from the other end")
        else:
            yield Column(item)
    yield from supplement_sql.item_scores(form)


def _sums(form: Form) -> Iterator[Column]:
    yield from _carried(form)
    if isinstance(form.instrument.missing, CountZero):
        blanks = added([f"({item} is null)::integer" for item in form.main_items])
        yield Column(blanks, BLANK_COUNT)
    for subscale in _with_items(form):
        items = form.items_of(subscale)
        answered = added([f"({item} is not null)::integer" for item in items])
        # The cast keeps a long instrument's sum from overflowing one-byte answers.
        total = added(["0::integer", *(f"coalesce({item}, 0)" for item in items)])
        yield Column(
            _for_grades(form, subscale, answered),
            f"{subscale.id}_answered_count",
            f"{subscale.id}: {subscale.source}",
        )
        yield Column(total, f"{subscale.id}_sum")
    yield from supplement_sql.sums(form)


def _for_grades(form: Form, subscale: Subscale, sql: str) -> str:
    grades = form.grades_of(subscale)
    return sql if grades is None else cases([(band_sql.grade_is(grades), sql)])


def _scores(form: Form) -> Iterator[Column]:
    yield from _carried(form)
    for subscale in _with_items(form):
        yield Column(f"{subscale.id}_answered_count")
        yield _score(form, subscale)
    yield from supplement_sql.scores(form)


def _score(form: Form, subscale: Subscale) -> Column:
    answered, total = f"{subscale.id}_answered_count", f"{subscale.id}_sum"
    count = len(form.items_of(subscale))
    rule = form.missing_rule(subscale)
    if isinstance(rule, Prorate):
        enough = f"{answered} >= {rule.at_least}"
        sql = cases([(enough, f"round_half_up({total} * {count} / {answered})::integer")])
        says = f"at least {rule.at_least} of {count} answered: mean times {count}, half up"
    elif isinstance(rule, CountZero):
        enough = f"{BLANK_COUNT} <= {rule.at_most_blank} and {answered} is not null"
        sql = cases([(enough, total)])
        says = f"a blank counts 0; more than {rule.at_most_blank} on the form: no score"
    else:
        sql = cases([(f"{answered} = {count}", total)])
        says = f"all {count} answered"
    return Column(sql, f"{subscale.id}_score", f"{says} ({rule.source})")


def _totals(form: Form) -> Iterator[Column]:
    yield from _carried(form)
    for subscale in form.subscales:
        if subscale.sum_of:
            parts = added([f"{part}_score" for part in subscale.sum_of])
            yield Column(parts, f"{subscale.id}_score", f"{subscale.id}: {subscale.source}")
        else:
            yield Column(f"{subscale.id}_answered_count")
            yield Column(f"{subscale.id}_score")
    yield from supplement_sql.totals(form)


def _bands(form: Form) -> Iterator[Column]:
    yield STUDENT_REF
    for subscale_id in scored_ids(form):
        if not form.parts_of(subscale_id):
            yield Column(f"{subscale_id}_answered_count")
        yield Column(f"{subscale_id}_score")
        if form.cuts_of(subscale_id):
            yield band_sql.band_rank_column(form, subscale_id)


def _with_items(form: Form) -> Iterator[Subscale]:
    return (subscale for subscale in form.subscales if not subscale.sum_of)
