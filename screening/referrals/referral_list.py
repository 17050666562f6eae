"""The referral list of one school: referrals, class rows and who was not screened."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Self

import pandas as pd

from screening.programme.settings import Programme, School, Window
from screening.referrals.class_rows import class_rows
from screening.referrals.not_screened import NotScreenedBlock, not_screened
from screening.referrals.referral import Referral, build_referrals
from screening.referrals.rules import load_rules
from screening.referrals.student import students_of


@dataclass(frozen=True)
class ReferralList:
    """What one school's workbook holds.

    Attributes:
        programme: whose deadlines, holidays and paper hold.
        school: the school.
        window: the screening window.
        as_of: day of the list; deadlines count from it.
        referrals: students, in the order of the list.
        class_rows: classes, printed above the students.
        not_screened: students without a tier.
        screened_count: students with a tier whose family agreed.
    """

    programme: Programme
    school: School
    window: Window
    as_of: dt.date
    referrals: tuple[Referral, ...]
    class_rows: tuple[Referral, ...]
    not_screened: NotScreenedBlock
    screened_count: int

    @classmethod
    def of_students(
        cls,
        students: pd.DataFrame,
        *,
        programme: Programme,
        school: School,
        window: Window,
        as_of: dt.date,
    ) -> Self:
        """Return the list of one school; rows of other schools are left out.

        Rows:
            one per rostered student (`mart_student_tier`).
        Columns:
            those of `Student`; others are not looked at.
        """
        own = students[students["school_id"] == school.id]
        return cls(
            programme=programme,
            school=school,
            window=window,
            as_of=as_of,
            referrals=tuple(build_referrals(own, programme=programme, window=window, as_of=as_of)),
            class_rows=tuple(class_rows(own, programme=programme, window=window, as_of=as_of)),
            not_screened=not_screened(own),
            screened_count=sum(student.is_screened for student in students_of(own)),
        )

    @property
    def rows(self) -> tuple[Referral, ...]:
        """Classes, then students."""
        return self.class_rows + self.referrals

    @property
    def rostered_count(self) -> int:
        """Everyone on the school's roster."""
        block = self.not_screened
        return self.screened_count + len(block.students) + block.counted_only_count

    def waves(self) -> tuple[tuple[str, int], ...]:
        """Return how many students there are per urgency, most urgent first; none left out."""
        counts = Counter(referral.urgency for referral in self.referrals)
        order = load_rules().urgency.order()
        return tuple((urgency, counts[urgency]) for urgency in order if counts[urgency])
