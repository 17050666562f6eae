"""A form compiled to SQL: from item columns to scores and bands, wide, and then long.

The text is written for a psychologist who reads SQL: every step is named, every rule carries its
source. Nothing is run here. Answers must be allowed codes or null (not answered): other codes are
found by the row rules, before scoring.
"""

from collections.abc import Iterator

from screening.instruments.definition import Subscale
from screening.instruments.form import Form
from screening.instruments.missing_rule import CountZero, Prorate
from screening.instruments.vendor import VendorInstrument
from screening.scoring import band_sql, derived_sql, supplement_sql, vendor_sql
from screening.scoring.select_sql import Column, Step, added, cases, comment, statement

STUDENT_REF = Column("student_ref")
GRADE = Column("grade")
GENDER = Column("gender")
BLANK_COUNT = "blank_count"


def wide_statement(form: Form, *, source_table: str) -> str:
    """Return the SELECT that scores a form.

    Rows: one per row of the source table.
    Columns: needs student_ref, one whole-number column per item id of `form.items` (null = not
    answered) and, where `form.needs_grade`, grade (canonical), where `form.needs_gender`, gender
    (`female`, `male`, anything else = neither). Gives student_ref and, for each
    of `scored_ids(form)`: `<id>_answered_count` (not for sums of subscales), `<id>_score`,
    `<id>_band_rank` (where cut-points are published; 0 = least concern).
    Nulls: no answered count, the subscale is not for this grade; no score, too few answers; no
    band rank, no score. Of a vendor's results: see `vendor_sql.steps`.
    """
    if isinstance(form.instrument, VendorInstrument):
        return statement(_heading(form), vendor_sql.steps(form), source=source_table)
    steps = [
        Step("item_scores", "What each answer counts.", tuple(_item_scores(form))),
        Step("sums", "Answers given and what they add up to.", tuple(_sums(form))),
        Step("scores", "The missing rule: whether there is a score.", tuple(_scores(form))),
        Step("totals", "Sums of subscales: none where a part has none.", tuple(_totals(form))),
        *_derived(form),
        Step("bands", "Cut-points as printed, most concern first.", tuple(_bands(form))),
    ]
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
            comment(f"Answered by: {form.informant}. {_cut_points_used(form)}{order}."),
            comment("One row per row of answers. A null item is not answered;"),
            comment("a null score: too few answers; a null band rank: no score."),
        ]
    )


def _cut_points_used(form: Form) -> str:
    return "No cut-points published" if form.scheme is None else f"Cut-points: {form.scheme.id}"


def _carried(form: Form) -> tuple[Column, ...]:
    grade = (GRADE,) if form.needs_grade else ()
    return (STUDENT_REF, *grade, *((GENDER,) if form.needs_gender else ()))


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
        mean_times_count = f"{total} * {count} / {answered}"
        rounded = f"round_half_up({mean_times_count})::integer"
        sql = cases([(enough, rounded if rule.rounding == "half_up" else mean_times_count)])
        how = "half up" if rule.rounding == "half_up" else "not rounded"
        says = f"at least {rule.at_least} of {count} answered: mean times {count}, {how}"
    elif isinstance(rule, CountZero):
        blanks = BLANK_COUNT if subscale.missing is None else f"{count} - {answered}"
        enough = f"{blanks} <= {rule.at_most_blank} and {answered} is not null"
        sql = cases([(enough, total)])
        where = "on the form" if subscale.missing is None else "here"
        says = f"a blank counts 0; more than {rule.at_most_blank} {where}: no score"
    else:
        sql = cases([(f"{answered} = {count}", total)])
        says = f"all {count} answered"
    return Column(sql, f"{subscale.id}_score", f"{says} ({rule.source})")


def _totals(form: Form) -> Iterator[Column]:
    yield from _carried(form)
    for subscale in form.subscales:
        if subscale.sum_of:
            parts = added([_sum_of(form, part) for part in subscale.sum_of])
            yield Column(parts, f"{subscale.id}_score", f"{subscale.id}: {subscale.source}")
        elif subscale.derived is None:
            yield Column(f"{subscale.id}_answered_count")
            yield _required(subscale)
    yield from supplement_sql.totals(form)


def _sum_of(form: Form, subscale_id: str) -> str:
    """Return a part of a sum: a column, or what a part that is a sum itself is made of."""
    return added([f"{leaf}_score" for leaf in form.parts_of(subscale_id)])


def _required(subscale: Subscale) -> Column:
    """Return the score, or null where a subscale it rests on has none."""
    score = f"{subscale.id}_score"
    if not subscale.requires:
        return Column(score)
    scored = " and ".join(f"{each}_score is not null" for each in subscale.requires)
    return Column(
        cases([(scored, score)]), score, f"{subscale.id}: only where its parts have scores"
    )


def _derived(form: Form) -> Iterator[Step]:
    """One step where there is a score made from another one; none otherwise."""
    made = derived_sql.scores(form)
    if made:
        kept = [*_carried(form), *_counts_and_scores(form, {column.name for column in made})]
        yield Step("derived", "Scores made from another score.", (*kept, *made))


def _counts_and_scores(form: Form, but: set[str | None]) -> Iterator[Column]:
    for subscale_id in scored_ids(form):
        if form.parts_of(subscale_id) == (subscale_id,):
            yield Column(f"{subscale_id}_answered_count")
        if f"{subscale_id}_score" not in but:
            yield Column(f"{subscale_id}_score")


def _bands(form: Form) -> Iterator[Column]:
    yield STUDENT_REF
    for subscale_id in scored_ids(form):
        if form.parts_of(subscale_id) == (subscale_id,):
            yield Column(f"{subscale_id}_answered_count")
        yield Column(f"{subscale_id}_score")
        if form.cuts_of(subscale_id):
            yield band_sql.band_rank_column(form, subscale_id)


def _with_items(form: Form) -> Iterator[Subscale]:
    return (subscale for subscale in form.subscales if not subscale.parts)
