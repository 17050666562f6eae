"""Rows of the list: what is known of each student, beside what the school already filled in."""

import dataclasses
from collections.abc import Sequence

from screening.referrals.list_day import ListDay
from screening.referrals.listed import Listed
from screening.referrals.referral import Referral, load_columns
from screening.referrals.rules import ReferralRules, load_rules
from screening.referrals.student import Student
from screening.referrals.support_known import contact_of, support_known
from screening.strengths.named import load_strengths
from screening.supports.catalogue import suggest
from screening.supports.support import Support
from screening.uncertainty.doubt_rules import load_doubt_rules


def row_of(listed: Listed, *, day: ListDay) -> Referral:
    """Return one student's row; what people filled in stands where they wrote it."""
    rules, student = load_rules(), listed.student
    words = rules.words
    steps = _steps(listed, day=day, rules=rules)
    row = Referral(
        referral_id=listed.referral_id,
        student_code=student.student_ref,
        grade_class=student.grade_class,
        urgency=listed.urgency(day),
        why=listed.why,
        areas="; ".join(day.catalogue.area_words(area) for area in student.areas),
        strengths=_strengths(student, rules=rules),
        data_confidence=_confidence(student, rules=rules),
        change=student.change_words or words.change.get(student.change, words.change["none"]),
        already_in_support=support_known(student, day=day),
        family_language=_language(student.home_language, rules=rules),
        contact_allowed=contact_of(student, column=day.programme.contact_column),
        access_needs=student.access,
        next_step=steps[0],
        other_options="; or ".join(steps[1 : 1 + rules.other_options]),
        due_date=listed.due.isoformat(),
        status=rules.status[0].words,
        urgency_why=listed.urgency_why,
        listed_on=listed.since.isoformat(),
    )
    return filled_in(row, day=day)


def filled_in(row: Referral, *, day: ListDay) -> Referral:
    """Return the row with what people wrote into its open cells; locked cells stay as issued."""
    state = day.states.get(row.referral_id)
    if state is None:
        return row
    open_columns = {column.id for column in load_columns() if column.entry != "none"}
    written = {name: text for name, text in state.cells().items() if name in open_columns}
    return dataclasses.replace(row, **written)


def _steps(listed: Listed, *, day: ListDay, rules: ReferralRules) -> tuple[str, ...]:
    """Return the suggestions in words, best first; never empty."""
    student = listed.student
    found: Sequence[Support] = ()
    if listed.is_current and student.tier:
        found = suggest(
            day.catalogue,
            areas=student.areas,
            tier=student.tier,
            grade=student.grade,
            today=day.as_of,
        )
    return tuple(step.label(areas=student.areas) for step in found) or (rules.no_suggestion,)


def _confidence(student: Student, *, rules: ReferralRules) -> str:
    """Return how much the result rests on, what makes it doubtful, and who sees what.

    That informants disagree is said once: by the first words, and by who sees what.
    """
    if not student.is_screened:
        return ""
    known = rules.words.data_confidence
    said_already = load_doubt_rules().incomplete.conflicting
    doubts = [part for part in student.doubt.split("; ") if part and part != said_already]
    first = known.get(student.data_confidence, student.data_confidence)
    views = student.views[:1].upper() + student.views[1:]
    parts = ("; ".join([first, *doubts]), views, student.next_questionnaire)
    return ". ".join(part.rstrip(". ") for part in parts if part)


def _strengths(student: Student, *, rules: ReferralRules) -> str:
    """Return what the answers show to go well; empty where they show nothing of it."""
    shown = load_strengths().on_list(student.strengths)
    return rules.strengths_seen.format(strengths="; ".join(shown)) if shown else ""


def _language(code: str, *, rules: ReferralRules) -> str:
    """Return the family's language and whether an interpreter is needed."""
    if not code:
        return "not known, interpreter: ask"
    needed = "no" if code == rules.working_language else "yes"
    return f"{code}, interpreter: {needed}"
