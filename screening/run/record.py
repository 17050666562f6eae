"""The record of a run: inputs, versions, counts, and the SQL that scored."""

import csv
import json
from collections import Counter

from screening import __version__
from screening.intake.missing_answers import missing_answers
from screening.outbox import write_text
from screening.run.corrections import correction_record
from screening.run.lists import file_counts, run_id
from screening.run.score_quality import score_quality_lines
from screening.run.window_run import RECORD, WindowRun, inputs_digest, inputs_of
from screening.warehouse import Warehouse


def write_scoring_sql(run: WindowRun, statements: dict[str, str]) -> None:
    """Keep the compiled statements under `district/validation/scoring/`, for audit."""
    folder = run.outbox.building / "district" / "validation" / "scoring"
    for table, statement in statements.items():
        write_text(folder / f"{table.removeprefix('stg_answer__')}.sql", statement + "\n")


def write_record(run: WindowRun, warehouse: Warehouse) -> None:
    """Write `run.json`: counts only, and nothing that differs between equal runs."""
    content = record(run, warehouse)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    write_text(run.outbox.building / RECORD, text)


def record(run: WindowRun, warehouse: Warehouse) -> dict[str, object]:
    """Return the run's record."""
    return {
        "run_id": run_id(run),
        "window": run.window.id,
        "as_of": run.as_of.isoformat(),
        "list_day": run.list_day.isoformat(),
        "outcome": "published",
        "pipeline_version": __version__,
        "tier_rule": {
            "id": run.programme.tier_rule.id,
            "version": run.programme.tier_rule.version,
        },
        "instruments": {
            screener.instrument: run.programme.library.get(screener.instrument).version
            for screener in run.programme.settings.screener
        },
        "inputs_digest": inputs_digest(run),
        "inputs": inputs_of(run),
        "acts_through": run.acts_through,
        "window_before": _window_before(run, warehouse),
        "files": [_file(*row) for row in _files(warehouse)],
        "rows": _totals(warehouse),
        "corrections": correction_record(warehouse),
        "students": student_counts(warehouse),
        "missing_answers": missing_answers(warehouse),
        "score_quality": list(score_quality_lines(warehouse)),
        "letters": letter_counts(run),
        "promises": [
            {"code": code, "about": about, "kept": is_kept}
            for code, about, is_kept in warehouse.rows(
                "select code, about, is_kept from int_finding order by all"
            )
        ],
    }


def _window_before(run: WindowRun, warehouse: Warehouse) -> str | None:
    before = run.previous_window
    return kept_inputs_digest(warehouse, before.id) if before else None


def kept_inputs_digest(warehouse: Warehouse, window_id: str) -> str | None:
    """Return the digest of the inputs with which a window was last run; None = never."""
    warehouse.run_step("kept_tables")
    rows = warehouse.rows("select inputs_digest from kept_run where window_id = ?", [window_id])
    return str(rows[0][0]) if rows else None


def letter_counts(run: WindowRun) -> dict[str, int]:
    """Return status and, where a letter was not made, its reason → letters."""
    counts: Counter[str] = Counter()
    for manifest in run.outbox.building.glob("schools/*/letters/manifest.csv"):
        with manifest.open(encoding="utf-8") as file:
            counts.update(
                f"{row['status']} {row['reason']}".strip() for row in csv.DictReader(file)
            )
    return dict(sorted(counts.items()))


def _files(warehouse: Warehouse) -> list[tuple[object, ...]]:
    return warehouse.rows(
        "select file, layout_id, rows_read, rows_scored, rows_set_aside, rows_left_out,"
        " refused_code from mart_file_count order by file"
    )


def _file(
    file: object,
    layout: object,
    read: object,
    scored: object,
    set_aside: object,
    left_out: object,
    refused: object,
) -> dict[str, object]:
    return {
        "file": file,
        "layout": layout,
        "rows_read": read,
        "rows_scored": scored,
        "rows_set_aside": set_aside,
        "rows_left_out": left_out,
        "refused": refused,
    }


def _totals(warehouse: Warehouse) -> dict[str, int]:
    files = file_counts(warehouse)
    return {
        "read": sum(file.read_count for file in files),
        "scored": sum(file.scored_count for file in files),
        "set_aside": sum(file.set_aside_count for file in files),
        "left_out": sum(file.left_out_count for file in files),
    }


def student_counts(warehouse: Warehouse) -> dict[str, int]:
    """Return outcome → rostered students."""
    return dict(
        warehouse.rows(
            "select outcome, sum(student_count)::bigint from mart_outcome_count"
            " group by outcome order by outcome"
        )
    )
