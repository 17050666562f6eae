"""The columns of a vendor's results: T score and band as exported, nothing computed from answers.

Where the export has a T score only, its band is read from the vendor's printed ranges.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from screening.instruments.definition import Subscale
from screening.instruments.form import Form
from screening.instruments.names import band_id, t_score_id
from screening.scoring.band_sql import band_rank_column
from screening.scoring.select_sql import Column, Step, cases


def steps(form: Form) -> tuple[Step, ...]:
    """Return the steps from a vendor's columns to scores and bands.

    The last step's columns: student_ref and, for each result that the export has,
    `<id>_answered_count` (1 where the vendor gives it, else 0), `<id>_score` (the T score; null
    where there is none or only a band), `<id>_band_rank`.
    """
    return (
        Step("results", "As the vendor scored them: never scored again.", tuple(_results(form))),
        Step("ranges", "The vendor's ranges of T scores, as printed.", tuple(_ranges(form))),
        Step("bands", "The band that the vendor exports, else its range.", tuple(_bands(form))),
    )


def _results(form: Form) -> Iterator[Column]:
    yield Column("student_ref")
    for result in form.subscales:
        nothing = " and ".join(f"{column} is null" for column in form.items_of(result))
        given = cases([(nothing, "0")], otherwise="1")
        yield Column(given, f"{result.id}_answered_count", f"{result.id}: {result.source}")
        yield Column(_exported(form, result, t_score_id), f"{result.id}_score")
        yield Column(_exported(form, result, band_id), f"{result.id}_exported_rank")


def _exported(form: Form, result: Subscale, column_of: Callable[[str, str], str]) -> str:
    """Return a result's column of one kind; a null where the export has none."""
    column = column_of(form.instrument.id, result.id)
    return column if column in form.items_of(result) else "null::integer"


def _ranges(form: Form) -> Iterator[Column]:
    yield Column("student_ref")
    for result in form.subscales:
        yield from (Column(f"{result.id}_{each}") for each in ("answered_count", "score"))
        yield Column(f"{result.id}_exported_rank")
        if form.cuts_of(result.id):
            yield replace(band_rank_column(form, result.id), name=f"{result.id}_range_rank")


def _bands(form: Form) -> Iterator[Column]:
    yield Column("student_ref")
    for result in form.subscales:
        yield from (Column(f"{result.id}_{each}") for each in ("answered_count", "score"))
        ranks = f"{result.id}_exported_rank"
        if form.cuts_of(result.id):
            ranks = f"coalesce({ranks}, {result.id}_range_rank)"
        yield Column(ranks, f"{result.id}_band_rank")
