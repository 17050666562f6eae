"""Step: what makes each student's result less certain, in words; no tier is changed by it."""

import datetime as dt
from collections.abc import Iterable

from screening.intake.settle import ReadableFile
from screening.programme.load import LoadedProgramme
from screening.run.intake import readable_files
from screening.run.score_quality import FIGURES
from screening.run.window_run import WindowRun
from screening.score_quality.acted_cuts import Key
from screening.score_quality.score_counts import score_counts
from screening.uncertainty.class_tables import (
    RatingRow,
    ViewRow,
    class_rating_table,
    class_words_table,
)
from screening.uncertainty.definition_rows import (
    acted_cuts,
    rated_rows,
    rated_subscales,
    who_rows,
    words_rows,
)
from screening.uncertainty.doubt_rules import DoubtRules, load_doubt_rules
from screening.uncertainty.measurement import OwnFigures, standard_errors
from screening.uncertainty.near_cut import chance_rows
from screening.warehouse import Warehouse


def describe_doubt(run: WindowRun, warehouse: Warehouse) -> None:
    """Make `mart_student_doubt`, `mart_class_rating` and `mart_class_rater`.

    Comes after scores were described: reliability of this window's answers is read from there.
    """
    store_answer_days(warehouse, readable_files(run, warehouse))
    make_doubt_tables(run.programme, warehouse, as_of=run.as_of)


def store_answer_days(warehouse: Warehouse, files: Iterable[ReadableFile]) -> None:
    """Make `int_answered_on`: student_ref and day of each counted row that says when it was."""
    warehouse.execute(
        "create or replace table int_answered_on (student_ref varchar, answered_on date)"
    )
    for file in files:
        if file.layout.recorded_at is not None:
            warehouse.execute(
                "insert into int_answered_on select decoded.student_ref, recorded_at::date"
                f" from decoded_{file.file_id} as decoded inner join int_row"
                f" on decoded.source_row = int_row.source_row and int_row.file_id = {file.file_id}"
                " where int_row.outcome = 'scored' and recorded_at is not null"
            )


def make_doubt_tables(programme: LoadedProgramme, warehouse: Warehouse, *, as_of: dt.date) -> None:
    """Make the tables from scores, tiers and `int_answered_on`."""
    rules = load_doubt_rules()
    warehouse.store("def_doubt_words", words_rows(rules, as_of=as_of))
    warehouse.store("def_doubt_who", who_rows(rules))
    _find_scores_near_cuts(programme, warehouse, rules)
    _compare_classes(programme, warehouse, rules)
    warehouse.run_step("int_incomplete")
    warehouse.run_step("mart_student_doubt")


def _find_scores_near_cuts(
    programme: LoadedProgramme, warehouse: Warehouse, rules: DoubtRules
) -> None:
    cuts = acted_cuts(programme)
    errors = standard_errors(
        {cut.key: cut.form.instrument for cut in cuts},
        own=_own_figures(warehouse),
        students_at_least=rules.near_cut.students_at_least,
    )
    chances = chance_rows(cuts, counts=score_counts(warehouse), errors=errors, rules=rules.near_cut)
    warehouse.store("def_cut_chance", chances)
    warehouse.run_step("int_near_cut")


def _own_figures(warehouse: Warehouse) -> dict[Key, OwnFigures]:
    columns = "instrument_id, informant, subscale_id, scored_count, sd, reliability"
    return {
        (row[0], row[1], row[2]): OwnFigures(*row[3:])
        for row in warehouse.rows(f"select {columns} from {FIGURES}")
    }


def _compare_classes(programme: LoadedProgramme, warehouse: Warehouse, rules: DoubtRules) -> None:
    rated = rated_subscales(programme)
    warehouse.store("def_rated_subscale", rated_rows(rated))
    warehouse.run_step("int_class_rating")
    warehouse.run_step("int_class_view")
    ratings = warehouse.rows("select * from int_class_rating order by all")
    views = warehouse.rows("select * from int_class_view order by all")
    table = class_rating_table(
        [RatingRow(*row) for row in ratings],
        views=[ViewRow(*row) for row in views],
        rated=rated,
        rules=rules.class_ratings,
    )
    warehouse.store("mart_class_rating", table)
    words = class_words_table(table, rules=rules.class_ratings)
    warehouse.store("mart_class_rater", words)
