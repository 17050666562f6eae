"""Students for whose scores there are no norms: said, since silence would look like no concern."""

from screening.instruments.derived_rule import TScore
from screening.instruments.form import form_of
from screening.intake.roster import FILE_NAME as ROSTER
from screening.problem import Problem
from screening.run.intake import add_problems
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse

CODE = "N111"


def tell_who_is_outside_norms(run: WindowRun, warehouse: Warehouse) -> None:
    """Add one problem per student and instrument that has a score and no norm group.

    Needs `int_subscale_score`, `stg_roster` and `int_problem`; run again, it adds nothing twice.
    """
    warehouse.execute("delete from int_problem where code = ?", [CODE])
    settings = run.programme.settings
    problems: list[Problem] = []
    for screener in settings.screener:
        instrument = run.programme.library.get(screener.instrument)
        form = form_of(instrument, informant=screener.informant)
        if form.needs_gender:
            made_from = {
                each.id: each.derived.of
                for each in form.subscales
                if isinstance(each.derived, TScore)
            }
            problems += [
                Problem(
                    CODE, ROSTER, f"{instrument.id}: no norms for this gender and grade.",
                    None, settings.gender_column, student_ref, school_id,
                )
                for student_ref, school_id in _students(warehouse, instrument.id, made_from)
            ]  # fmt: skip
    add_problems(warehouse, problems)


def _students(
    warehouse: Warehouse, instrument_id: str, made_from: dict[str, str]
) -> list[tuple[str, str]]:
    return warehouse.rows(
        "select distinct raw.student_ref, stg_roster.school_id"
        " from int_subscale_score as raw"
        " inner join int_subscale_score as against_norms"
        " on raw.student_ref = against_norms.student_ref"
        " and raw.instrument_id = against_norms.instrument_id"
        " and raw.informant = against_norms.informant"
        " inner join stg_roster on raw.student_ref = stg_roster.student_ref"
        " where raw.instrument_id = ? and raw.subscale_score is not null"
        " and against_norms.subscale_score is null"
        " and map(?::varchar[], ?::varchar[])[against_norms.subscale_id] = raw.subscale_id"
        " order by raw.student_ref",
        [instrument_id, list(made_from), list(made_from.values())],
    )
