"""Class rows: where much of one class is flagged, the class is looked at before the child."""

import datetime as dt
from collections import defaultdict

import pandas as pd

from screening.programme.school_days import add_school_days
from screening.programme.settings import Programme, Window
from screening.referrals.referral import Referral, build_id
from screening.referrals.rules import load_rules
from screening.referrals.student import Student, class_order, students_of


def class_rows(
    students: pd.DataFrame, *, programme: Programme, window: Window, as_of: dt.date
) -> list[Referral]:
    """Return one row per class that needs a plan of its own, by grade and class.

    A class id counts within its grade. Rule and source: `[class_support]` of the rules.

    Rows:
        one per rostered student (`mart_student_tier`) of one school.
    """
    classes: dict[tuple[str, str], list[Student]] = defaultdict(list)
    for student in sorted(students_of(students), key=class_order):
        if student.is_screened and student.class_id:
            classes[student.grade, student.class_id].append(student)
    return [
        _class_row(members, programme=programme, window=window, as_of=as_of)
        for members in classes.values()
        if _needs_a_plan(members)
    ]


def _needs_a_plan(members: list[Student]) -> bool:
    """Return whether enough students were screened and too many of them flagged."""
    rule = load_rules().class_support
    flagged = sum(student.needs_referral for student in members)
    return len(members) >= rule.minimum_screened and flagged / len(members) > rule.share_above


def _class_row(
    members: list[Student], *, programme: Programme, window: Window, as_of: dt.date
) -> Referral:
    """Return the row of one class."""
    rules = load_rules()
    rule = rules.class_support
    first = members[0]
    flagged = sum(student.needs_referral for student in members)
    subject = f"{first.school_id}\x1f{first.grade}\x1f{first.class_id}"
    due = add_school_days(as_of, programme.deadlines.tier_2, holidays=programme.holidays)
    return Referral(
        referral_id=build_id(subject, window=window, cause=rule.next_step),
        student_code=rules.whole_class,
        grade_class=first.grade_class,
        urgency=rules.urgency.otherwise,
        why=rule.why.format(flagged=flagged, screened=len(members)),
        next_step=rule.next_step,
        other_options=rule.option,
        due_date=due.isoformat(),
        status=rules.status[0].words,
    )
