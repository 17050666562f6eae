"""Promises about the canonical answers, after quarantine: facts counted in DuckDB."""

import pandas as pd

from expectations.catalogue import limit
from expectations.run import Expectation, Finding, at_least, at_most, check
from screening.instruments.library import Library
from screening.intake.meanings import allowed_codes
from screening.intake.settle import AnswerTable
from screening.warehouse import Warehouse


def check_answers(
    warehouse: Warehouse, tables: list[AnswerTable], library: Library
) -> list[Finding]:
    """Return the findings about every answer table: nothing outside its set, nobody twice."""
    findings = []
    for table in tables:
        facts = answer_facts(warehouse, table, library)
        about = f"{table.instrument}, {table.informant}"
        findings += check(facts, _promises(), about=about)
    return findings


def answer_facts(warehouse: Warehouse, table: AnswerTable, library: Library) -> pd.DataFrame:
    """Return one row: answer_row_count, doubled_student_count, outside_count."""
    outside = " + ".join(
        f"count(*) filter ({item} not in ({_codes(library, table.instrument, item)}))"
        for item in table.items
    )
    return warehouse.frame(
        "select count(*) as answer_row_count,"
        " count(*) - count(distinct student_ref) as doubled_student_count,"
        f" {outside} as outside_count from {table.name}"
    )


def _codes(library: Library, instrument: str, item: str) -> str:
    return ", ".join(str(code) for code in allowed_codes(library, instrument, item))


def _promises() -> dict[str, list[Expectation]]:
    return {
        "B201": [at_most("outside_count", limit("B201"))],
        "B202": [at_most("doubled_student_count", limit("B202"))],
    }


def check_volume(
    warehouse: Warehouse, *, window_id: str, previous_window_id: str | None
) -> list[Finding]:
    """Return the findings about coverage per screener and about volume against the last window.

    Needs `fact_coverage`, `mart_file_count` and `kept_run`.
    """
    coverage = warehouse.frame("select * from fact_coverage order by instrument_id, informant")
    findings = []
    for row in coverage.to_dict("records"):
        enough = at_least("answered_share", limit("B203"))
        about = f"{row['instrument_id']}, {row['informant']}"
        findings += check(pd.DataFrame([row]), {"B203": [enough]}, about=about)
    return findings + _against_last(warehouse, window_id, previous_window_id)


def _against_last(
    warehouse: Warehouse, window_id: str, previous_window_id: str | None
) -> list[Finding]:
    volume = warehouse.frame(
        "with scored as (select coalesce(sum(rows_scored), 0) as row_count from mart_file_count)"
        " select scored.row_count / kept_run.row_count as share_of_last"
        " from scored cross join kept_run"
        " where kept_run.window_id = ? and kept_run.row_count > 0",
        [previous_window_id],
    )
    if volume.empty:
        return []
    enough = {"B204": [at_least("share_of_last", limit("B204"))]}
    return check(volume, enough, about=f"window {window_id}")
