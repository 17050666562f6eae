"""Students without a tier: listed so that staff can say whether they are concerned."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from screening.referrals.list_day import ListDay
from screening.referrals.listed import CONCERN_COLUMN
from screening.referrals.rules import load_rules
from screening.referrals.student import Student, class_order


@dataclass(frozen=True)
class NotScreened:
    """One student without a tier whose family did not opt out; no answer is never "no concern".

    `staff_concern` and `note` are what staff wrote on an earlier copy of the list.
    """

    student_code: str
    grade_class: str
    reason: str
    staff_concern: str = ""
    note: str = ""


@dataclass(frozen=True)
class NotScreenedBlock:
    """Everybody of one school without a tier.

    Attributes:
        students: listed by grade and class.
        opted_out_count: how many families opted out: counted, never listed.
        withdrawn_count: how many withdrew consent: counted, never listed.
        no_consent_count: how many have no recorded consent: counted, never listed.
    """

    students: tuple[NotScreened, ...]
    opted_out_count: int
    withdrawn_count: int
    no_consent_count: int

    @property
    def counted_only_count(self) -> int:
        """How many are only counted."""
        return self.opted_out_count + self.withdrawn_count + self.no_consent_count


def not_screened(students: Sequence[Student], *, day: ListDay) -> NotScreenedBlock:
    """Return the students of one school who have no tier.

    Args:
        students: everyone on the school's roster. A missing tier without a reason is worded as
            "no result": nobody is dropped.
        day: what staff wrote on earlier copies.
    """
    consents = Counter(student.consent for student in students if not student.consented)
    listed = [
        _listed(student, day=day)
        for student in sorted(students, key=class_order)
        if student.consented and student.tier is None
    ]
    opted_out, withdrawn = consents.pop("opted_out", 0), consents.pop("withdrawn", 0)
    return NotScreenedBlock(
        students=tuple(listed),
        opted_out_count=opted_out,
        withdrawn_count=withdrawn,
        no_consent_count=consents.total(),
    )


def _listed(student: Student, *, day: ListDay) -> NotScreened:
    words = load_rules().words.no_tier_reason
    reason = words.get(student.no_tier_reason, words["other"])
    written = day.concerns.get(student.student_ref, {})
    return NotScreened(
        student_code=student.student_ref,
        grade_class=student.grade_class,
        reason=". ".join(filter(None, (reason, student.next_questionnaire))),
        staff_concern=written.get(CONCERN_COLUMN, ""),
        note=written.get("note", ""),
    )
