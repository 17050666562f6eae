"""Students without a tier: listed so that staff can say whether they are concerned."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from screening.referrals.rules import load_rules
from screening.referrals.student import class_order, students_of


@dataclass(frozen=True)
class NotScreened:
    """One student without a tier whose family did not opt out; no answer is never "no concern"."""

    student_code: str
    grade_class: str
    reason: str


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


def not_screened(students: pd.DataFrame) -> NotScreenedBlock:
    """Return the students of one school who have no tier.

    Rows:
        one per rostered student (`mart_student_tier`).
    Nulls:
        `no_tier_reason` null beside a null tier is worded as "no result": nobody is dropped.
    """
    words = load_rules().words.no_tier_reason
    everybody = students_of(students)
    consents = Counter(student.consent for student in everybody if not student.consented)
    listed = [
        NotScreened(
            student_code=student.student_ref,
            grade_class=student.grade_class,
            reason=words.get(student.no_tier_reason, words["other"]),
        )
        for student in sorted(everybody, key=class_order)
        if student.consented and student.tier is None
    ]
    opted_out, withdrawn = consents.pop("opted_out", 0), consents.pop("withdrawn", 0)
    return NotScreenedBlock(
        students=tuple(listed),
        opted_out_count=opted_out,
        withdrawn_count=withdrawn,
        no_consent_count=consents.total(),
    )
