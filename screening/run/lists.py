"""Step: referral workbooks and problem workbooks, per school."""

from screening.intake.problem_workbook import FileCount, write_problem_workbook
from screening.programme.settings import UNASSIGNED
from screening.referrals.referral_list import ReferralList
from screening.referrals.workbook import write_referral_workbook
from screening.run.fix_lists import to_fix_of_schools
from screening.run.intake import problems_of_school
from screening.run.window_run import WindowRun, inputs_digest
from screening.warehouse import Warehouse

STUDENTS = (
    "select mart_student_tier.*, mart_student_strength.strengths"
    " from mart_student_tier left join mart_student_strength using (student_ref)"
    " where school_id = ? order by student_ref"
)
DIGEST_SHOWN = 12
"""Characters of the inputs' digest that name a run to people."""


def run_id(run: WindowRun) -> str:
    """Return the name of a run: the same inputs give the same name."""
    return f"{run.window.id}-{inputs_digest(run)[:DIGEST_SHOWN]}"


def write_lists(run: WindowRun, warehouse: Warehouse) -> None:
    """Write `referrals.xlsx` for every school, `problems.xlsx` where there are problems."""
    settings = run.programme.settings
    files = file_counts(warehouse)
    to_fix = to_fix_of_schools(run, warehouse)
    for school in settings.school:
        referral_list = ReferralList.of_students(
            warehouse.frame(STUDENTS, [school.id]),
            programme=settings,
            school=school,
            window=run.window,
            as_of=run.as_of,
        )
        path = run.outbox.building / "schools" / school.id / "referrals.xlsx"
        write_referral_workbook(path, referral_list=referral_list, run_id_text=run_id(run))
    for school_id in (*(school.id for school in settings.school), UNASSIGNED):
        write_problem_workbook(
            run.outbox.building / "schools" / school_id / "problems.xlsx",
            problems_of_school(warehouse, school_id),
            window=run.window,
            files_loaded=files,
            as_of=run.as_of,
            paper=settings.letters.paper,
            to_fix=to_fix.get(school_id),
        )


def file_counts(warehouse: Warehouse) -> list[FileCount]:
    """Return what became of every file's rows, by name."""
    return [
        FileCount(*row)
        for row in warehouse.rows(
            "select file, rows_read, rows_scored, rows_set_aside, rows_left_out, refused_code"
            " from mart_file_count order by file"
        )
    ]
