"""The border checks of a run: exports in, answers after quarantine, scored tables out."""

from collections.abc import Sequence

import pandas as pd

from expectations.of_answers import check_answers, check_volume
from expectations.of_export import check_export, problems_of
from expectations.of_scores import check_scores
from expectations.run import Finding
from screening.errors import FailedChecksError
from screening.intake.profile import column_profile
from screening.run.intake import answer_tables_of, readable_files, refuse_file
from screening.run.scores import make_kept_tables
from screening.run.window_run import WindowRun
from screening.scoring.definition_tables import store_definitions
from screening.warehouse import Warehouse

FINDINGS = "int_finding"


def check_exports(run: WindowRun, warehouse: Warehouse) -> None:
    """Check every readable export's profile; an export that breaks a promise is refused."""
    findings: list[Finding] = []
    for file in readable_files(run, warehouse):
        profile = column_profile(
            warehouse, file.layout, run.programme.library, file_id=file.file_id
        )
        found = check_export(profile, about=f"{file.layout.id}, file {file.file_id}")
        findings += found
        for problem in problems_of(found, file=file.name):
            refuse_file(warehouse, file.file_id, problem)
    _store(warehouse, findings)


def check_settled_answers(run: WindowRun, warehouse: Warehouse) -> None:
    """Check the answers that will be scored.

    Raises:
        FailedChecksError: an answer outside its set or a student twice got through.
    """
    findings = check_answers(warehouse, answer_tables_of(run, warehouse), run.programme.library)
    _add(warehouse, findings)
    _stop_if_broken(findings)


def check_scored_tables(run: WindowRun, warehouse: Warehouse) -> None:
    """Check scores, tiers and volume.

    Raises:
        FailedChecksError: a promise whose breach would mislead somebody is broken.
    """
    make_kept_tables(warehouse)
    store_definitions(warehouse, run.programme, run.previous_window)
    warehouse.run_step("fact_scores")
    warehouse.run_step("fact_coverage")
    previous = run.previous_window.id if run.previous_window else None
    findings = check_scores(warehouse)
    findings += check_volume(warehouse, window_id=run.window.id, previous_window_id=previous)
    _add(warehouse, findings)
    _stop_if_broken(findings)


def _stop_if_broken(findings: Sequence[Finding]) -> None:
    broken = [f for f in findings if not f.is_kept and f.promise.severity == "critical"]
    if broken:
        lines = [f"{f.code} ({f.about}): not so: {f.promise.what} {f.promise.mend}" for f in broken]
        raise FailedChecksError("Nothing was published.\n" + "\n".join(lines))


def _store(warehouse: Warehouse, findings: Sequence[Finding]) -> None:
    warehouse.execute(
        f"create or replace table {FINDINGS} (code varchar, about varchar, is_kept boolean)"
    )
    _add(warehouse, findings)


def _add(warehouse: Warehouse, findings: Sequence[Finding]) -> None:
    if findings:
        rows = [(finding.code, finding.about, finding.is_kept) for finding in findings]
        warehouse.append(FINDINGS, pd.DataFrame(rows, columns=["code", "about", "is_kept"]))
