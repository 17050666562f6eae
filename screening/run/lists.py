"""Step: referral workbooks, meeting papers and problem workbooks, per school."""

from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from screening.class_support.groups import groups_of_school
from screening.consent.withdrawal import standing
from screening.intake.problem_workbook import FileCount, write_problem_workbook
from screening.ledger.act import Act
from screening.ledger.store import read_acts
from screening.meeting.papers import write_meeting_papers
from screening.programme.settings import UNASSIGNED
from screening.referrals.issued import issued_acts as issued_by
from screening.referrals.list_day import ListDay
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.workbook import write_referral_workbook
from screening.run.alerts import alerts_of_run
from screening.run.fix_lists import to_fix_of_schools
from screening.run.intake import problems_of_school
from screening.run.window_run import WindowRun, inputs_digest
from screening.uncertainty.predictive_value import lines_of_school
from screening.warehouse import Warehouse, quoted

STUDENTS = """
select
    mart_student_tier.*,
    mart_student_strength.strengths,
    mart_student_doubt.doubt,
    mart_student_change.kind as change_kind,
    mart_student_change.words as change_words,
    seen.informant_count as seen_by,
    {support} as support,
    {contact} as contact,
    {access} as access
from mart_student_tier
left join stg_roster using (student_ref)
left join mart_student_strength using (student_ref)
left join mart_student_doubt using (student_ref)
left join mart_student_change using (student_ref)
left join (
    select student_ref, count(*) filter (where has_concern) as informant_count
    from int_informant group by student_ref
) as seen using (student_ref)
order by student_ref
"""
"""One row per rostered student of the district: everything a list may say of a student."""
DIGEST_SHOWN = 12
"""Characters of the inputs' digest that name a run to people."""


def run_id(run: WindowRun) -> str:
    """Return the name of a run: the same inputs give the same name."""
    return f"{run.window.id}-{inputs_digest(run)[:DIGEST_SHOWN]}"


def write_lists(run: WindowRun, warehouse: Warehouse) -> None:
    """Write what a school works with.

    `referrals.xlsx` and `meeting.pdf` for every school, `problems.xlsx` where there are problems.
    """
    settings = run.programme.settings
    files = file_counts(warehouse)
    to_fix = to_fix_of_schools(run, warehouse)
    open_alerts = Counter(
        alert.school_id for alert in alerts_of_run(run) if alert.state != "closed"
    )
    for referral_list in referral_lists(run, warehouse):
        school_id = referral_list.day.school.id
        folder = run.outbox.building / "schools" / school_id
        write_referral_workbook(
            folder / "referrals.xlsx", referral_list=referral_list, run_id_text=run_id(run)
        )
        write_meeting_papers(
            folder / "meeting.pdf",
            referral_list=referral_list,
            open_alerts=open_alerts[school_id],
        )
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


def referral_lists(run: WindowRun, warehouse: Warehouse) -> Iterator[ReferralList]:
    """Yield the list of every school."""
    settings = run.programme.settings
    students = students_of_district(run, warehouse)
    catalogue = run.programme.catalogue()
    withdrawn = frozenset(ref for window, ref in _withdrawals(run) if window == run.window.id)
    for school in settings.school:
        day = ListDay(settings, school, run.window, run.list_day, run.acts, withdrawn, catalogue)
        yield ReferralList.of_students(
            students,
            day=day,
            groups=groups_of_school(warehouse, school.id),
            notes=lines_of_school(run.programme, warehouse, school_id=school.id),
        )


def issued_acts(run: WindowRun, warehouse: Warehouse) -> list[Act]:
    """Return what the lists of a run promise; written down when they are published."""
    return [act for each in referral_lists(run, warehouse) for act in issued_by(each)]


def _withdrawals(run: WindowRun) -> Iterable[tuple[str, str]]:
    """Return (window, student_ref) wherever consent stands withdrawn."""
    return standing(read_acts(run.programme.ledger, kinds=("withdrawn",)))


def students_of_district(run: WindowRun, warehouse: Warehouse) -> pd.DataFrame:
    """Return every rostered student with all that a list may say of them (`Student`)."""
    settings = run.programme.settings
    columns = {
        "support": settings.support_column,
        "contact": settings.contact_column,
        "access": settings.access_column,
    }
    groups = {
        name: f"stg_roster.{quoted(f'group_{column}')}" if column else "null"
        for name, column in columns.items()
    }
    students = warehouse.frame(STUDENTS.format(**groups))
    waiting = _questionnaires_waited_for(run, warehouse)
    students["next_questionnaire"] = [waiting.get(ref, "") for ref in students["student_ref"]]
    return students


def _questionnaires_waited_for(run: WindowRun, warehouse: Warehouse) -> dict[str, str]:
    """Return student_ref → which second questionnaire is due and not answered, in words."""
    waiting: dict[str, list[tuple[str, str]]] = {}
    for student_ref, instrument_id, informant in warehouse.rows(
        "select student_ref, instrument_id, informant from mart_second_screening order by all"
    ):
        title = run.programme.library.get(instrument_id).title
        waiting.setdefault(student_ref, []).append((title, informant))
    words = load_rules().next_questionnaire
    return {student_ref: words.told(due) for student_ref, due in waiting.items()}


def file_counts(warehouse: Warehouse) -> list[FileCount]:
    """Return what became of every file's rows, by name."""
    return [
        FileCount(*row)
        for row in warehouse.rows(
            "select file, rows_read, rows_scored, rows_set_aside, rows_left_out, refused_code"
            " from mart_file_count order by file"
        )
    ]
