"""Who stands on the list, and why: by the answers, by a person, or because they stood there."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from screening.referrals.list_day import ListDay
from screening.referrals.referral import build_id
from screening.referrals.rules import Standing, load_rules
from screening.referrals.student import Student
from screening.referrals.support_known import is_supported
from screening.referrals.urgency_rules import Need, level_of

CONCERN_COLUMN = "staff_concern"
Stage = Literal["to_see", "under_way", "done"]
"""Nobody has seen the student; somebody has, or only a decision is left; the work has ended."""


@dataclass(frozen=True)
class Listed:
    """One student on the list.

    Attributes:
        referral_id: stable across runs of a window.
        level: level of urgency, 1 = next meeting, 3 = the shortest deadline.
        urgency_why: why this urgency, in words.
        why: why the student is on the list, in words.
        since: the first day on which a list showed the student.
        due: the day by which somebody sees the student.
        stage: whether somebody has.
        is_current: False for who only stands here because an earlier list showed them.
    """

    student: Student
    referral_id: str
    level: int
    urgency_why: str
    why: str
    since: dt.date
    due: dt.date
    stage: Stage
    is_current: bool

    def urgency(self, day: ListDay) -> str:
        """Return how soon somebody sees the student, from the school days that are left.

        Whoever was seen waits for no first meeting; what comes next is the team's to plan.
        """
        urgency = load_rules().urgency
        if self.stage != "to_see":
            return urgency.otherwise
        return urgency.words_for(day.days_left(self.due))

    def days_late(self, day: ListDay) -> int:
        """Return the school days by which seeing the student is late; 0 where it is not."""
        return max(0, -day.days_left(self.due)) if self.stage == "to_see" else 0


def listed_of(students: Sequence[Student], *, day: ListDay) -> list[Listed]:
    """Return who of a school's students stands on the list, in the order of the students.

    Nobody without a recorded yes to screening is on it; else nobody who was on it is lost.
    """
    grounds = ((student, _ground(student, day=day)) for student in students)
    return [_listed(student, ground, day=day) for student, ground in grounds if ground]


def off_roster(rostered: Collection[str], *, day: ListDay) -> list[Student]:
    """Return students whom this school's lists of the window showed and no roster knows now.

    Args:
        rostered: student_refs of the whole district; who changed school is not lost.
        day: what this school's lists have shown.
    """
    return [
        Student.off_roster(state.student_ref, school_id=state.school_id)
        for state in day.states.values()
        if state.student_ref
        and state.school_id == day.school.id
        and state.student_ref not in day.withdrawn.union(rostered)
    ]


def id_of(student: Student, *, day: ListDay) -> str:
    """Return the id of a student's referral in this window."""
    return build_id(student.student_ref, window=day.window, cause=load_rules().cause)


@dataclass(frozen=True)
class _Ground:
    level: int
    urgency_why: str
    why: str
    is_current: bool = True


def _ground(student: Student, *, day: ListDay) -> _Ground | None:
    """Return why a student stands on the list; None where nothing puts them there."""
    if not student.consented:
        return None
    grounds = [
        each
        for each in (_by_tier(student, day=day), _by_concern(student, day=day))
        if each is not None
    ]
    if not grounds:
        return _by_earlier_list(student, day=day)
    most = max(grounds, key=lambda each: each.level)
    return _Ground(most.level, most.urgency_why, " ".join(each.why for each in grounds))


def need_of(student: Student, *, day: ListDay) -> Need:
    """Return what a student's urgency follows.

    Where a person decided the tier, missing answers say nothing about it.
    """
    rules = load_rules()
    thin = student.data_confidence in {"partial", "one_informant"}
    return Need(
        tier=student.tier or 0,
        area_count=len(student.areas),
        worse=student.change_kind in rules.worsening.kinds,
        informant_count=student.seen_by,
        thin=thin and not student.override_by,
        in_support=is_supported(student, referral_id=id_of(student, day=day), day=day),
    )


def _by_tier(student: Student, *, day: ListDay) -> _Ground | None:
    if not student.needs_referral:
        return None
    rule = load_rules().urgency.rule_for(need_of(student, day=day))
    return _Ground(rule.level, rule.words, student.why)


def _by_concern(student: Student, *, day: ListDay) -> _Ground | None:
    rules = load_rules()
    said = day.concerns.get(student.student_ref, {}).get(CONCERN_COLUMN, "")
    concern = rules.concern_of(said)
    if concern is None:
        return None
    why = rules.standing.concern.format(concern=concern.words)
    return _Ground(level_of(concern.deadline), concern.words, why)


def _by_earlier_list(student: Student, *, day: ListDay) -> _Ground | None:
    """Return the ground of a student who stood on a list of this window: nobody is lost."""
    referral_id = id_of(student, day=day)
    if referral_id not in day.states:
        return None
    rules = load_rules()
    words = _words_of(student, standing=rules.standing)
    reasons = rules.words.no_tier_reason
    why = words.format(
        since=day.listed_on(referral_id).isoformat(),
        reason=reasons.get(student.no_tier_reason, reasons["other"]),
        why=student.why,
    )
    level = level_of(rules.standing.deadline)
    return _Ground(level, rules.standing.words, why, is_current=False)


def _words_of(student: Student, *, standing: Standing) -> str:
    if student.is_off_roster:
        return standing.off_roster
    if student.override_by:
        return standing.decided
    return standing.no_longer if student.tier else standing.no_result


def _listed(student: Student, ground: _Ground, *, day: ListDay) -> Listed:
    referral_id = id_of(student, day=day)
    stage = stage_of(referral_id, day=day)
    if stage == "to_see" and not ground.is_current:
        stage = "under_way"
    return Listed(
        student=student,
        referral_id=referral_id,
        level=ground.level,
        urgency_why=ground.urgency_why,
        why=ground.why,
        since=day.listed_on(referral_id),
        due=day.due_date(referral_id, level=ground.level),
        stage=stage,
        is_current=ground.is_current,
    )


def stage_of(referral_id: str, *, day: ListDay) -> Stage:
    """Return whether somebody has seen the student, or the work has ended."""
    stage, status = load_rules().stage, day.status_of(referral_id)
    state = day.states.get(referral_id)
    if status in stage.done:
        return "done"
    seen = status not in stage.to_see or (state and state.fields.get("student_seen_on"))
    return "under_way" if seen else "to_see"
