"""Answer tables to `int_subscale_score`, by the statement compiled from the instrument."""

from screening.instruments.definition import Instrument
from screening.instruments.form import Form, form_of
from screening.instruments.vendor import VendorInstrument
from screening.intake.settle import AnswerTable
from screening.scoring.compile_sql import wide_statement
from screening.scoring.long_sql import long_statement
from screening.warehouse import Warehouse


def empty_scores(warehouse: Warehouse) -> None:
    """Make an empty `int_subscale_score`."""
    warehouse.run_step("int_subscale_score")


def score_table(
    warehouse: Warehouse, table: AnswerTable, instrument: Instrument, scheme: str | None
) -> str:
    """Add the scores of one answer table; return the compiled statement, for the record.

    Rows added: one per student and subscale that is scored for the student's grade.
    """
    form = answered_form(table, instrument, scheme)
    wide = wide_statement(form, source_table=table.name)
    warehouse.execute(f"create or replace table int_wide_score as\n{wide}")
    long = long_statement(form, scores_table="int_wide_score")
    warehouse.execute(f"insert into int_subscale_score by name\n{long}")
    return wide


def answered_form(table: AnswerTable, instrument: Instrument, scheme: str | None) -> Form:
    """Return the form on which the rows of an answer table were answered."""
    return form_of(
        instrument,
        informant=table.informant,
        scheme=scheme,
        item_order=table.item_order,
        already_reversed=table.already_reversed,
        with_supplement=_has_supplement(table, instrument),
        exported=table.items if isinstance(instrument, VendorInstrument) else None,
    )


def _has_supplement(table: AnswerTable, instrument: Instrument) -> bool:
    """Return True where every item of the supplement that this informant is asked is there."""
    if instrument.supplement is None:
        return False
    whole = form_of(instrument, informant=table.informant, with_supplement=True)
    return set(whole.items) <= set(table.items)
