"""Steps: answers to scores, scores to tiers, and what is kept across windows."""

from screening.overrides.stored import store_overrides
from screening.programme.settings import Screener
from screening.replay.tier_changes import keep_tier_changes, write_tier_changes
from screening.run.consent import note_withdrawals
from screening.run.intake import answer_tables_of, forget_files
from screening.run.kept_definitions import keep_definitions
from screening.run.kept_tier_rule import keep_tier_rule
from screening.run.outside_norms import tell_who_is_outside_norms
from screening.run.window_run import WindowRun, inputs_digest
from screening.scoring.definition_tables import store_definitions
from screening.scoring.score_tables import empty_scores, score_table
from screening.warehouse import Warehouse


def score(run: WindowRun, warehouse: Warehouse) -> dict[str, str]:
    """Make `int_subscale_score` from the answer tables; return the SQL that did it by table."""
    empty_scores(warehouse)
    statements = {}
    for table in answer_tables_of(run, warehouse):
        screener = screener_of(run, table.instrument, table.informant)
        if screener:
            instrument = run.programme.library.get(table.instrument)
            statements[table.name] = score_table(warehouse, table, instrument, screener.scheme)
    tell_who_is_outside_norms(run, warehouse)
    return statements


def screener_of(run: WindowRun, instrument: str, informant: str) -> Screener | None:
    """Return the programme's screener; None where an export holds answers nobody asked for."""
    wanted = (instrument, informant)
    screeners = run.programme.settings.screener
    return next((s for s in screeners if (s.instrument, s.informant) == wanted), None)


TIER_STEPS = (
    "int_district_percentile",
    "int_condition",
    "int_due",
    "int_rule_state",
    "int_rule_hit",
    "int_informant",
    "int_confidence",
    "int_view",
    "int_rule_result",
    "int_override",
    "mart_student_tier",
    "mart_outcome_count",
    "mart_second_screening",
    "mart_movement",
    "mart_student_strength",
)
"""The SQL files from scores to tiers, in order; strengths come last: no tier can read them."""


def decide_tiers(run: WindowRun, warehouse: Warehouse) -> None:
    """Make the tier table and the counts of it."""
    make_kept_tables(warehouse)
    store_definitions(warehouse, run.programme, run.previous_window)
    store_overrides(warehouse, run.acts, window_id=run.window.id)
    for step in TIER_STEPS:
        warehouse.run_step(step)


def make_kept_tables(warehouse: Warehouse) -> None:
    """Make the tables that stay across windows, where they are not there yet."""
    warehouse.run_step("kept_tables")


def keep(run: WindowRun, warehouse: Warehouse) -> None:
    """Replace what is kept of this window, all of it or nothing; forget the rows it came from."""
    with warehouse.transaction():
        keep_tier_changes(run, warehouse)
        replace_kept(run, warehouse)
        note_withdrawals(run, warehouse)
    write_tier_changes(run, warehouse)
    forget_files(warehouse)


def replace_kept(run: WindowRun, warehouse: Warehouse) -> None:
    """Replace tiers, scores and the definitions they come from; inside a transaction."""
    window_id = run.window.id
    for table in ("kept_tier", "kept_score", "kept_run"):
        warehouse.execute(f"delete from {table} where window_id = ?", [window_id])
    warehouse.execute(
        "insert into kept_tier select ?, student_ref, school_id, grade, class_id, tier,"
        " no_tier_reason, data_confidence, ? from mart_student_tier order by student_ref",
        [window_id, run.programme.tier_rule.version],
    )
    warehouse.execute(
        "insert into kept_score by name select ? as window_id, * from int_subscale_score",
        [window_id],
    )
    warehouse.execute(
        "insert into kept_run select ?, ?, ?, sum(rows_scored) from mart_file_count",
        [window_id, inputs_digest(run), run.as_of],
    )
    keep_definitions(warehouse, run.programme.library, window_id)
    keep_tier_rule(warehouse, run.programme.tier_rule, window_id)
