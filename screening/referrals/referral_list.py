"""The referral list of one school: students, class rows and who was not screened."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import pandas as pd

from screening.class_support.groups import SchoolGroups
from screening.referrals.class_rows import class_notes, class_rows
from screening.referrals.list_day import ListDay
from screening.referrals.listed import Listed, listed_of, off_roster
from screening.referrals.not_screened import NotScreenedBlock, not_screened
from screening.referrals.order import in_order
from screening.referrals.referral import Referral
from screening.referrals.referral_rows import row_of
from screening.referrals.rules import load_rules
from screening.referrals.student import Student, students_of
from screening.referrals.waves import Wave, slots_needed, waves_of

NO_GROUPS = SchoolGroups()


@dataclass(frozen=True)
class ReferralList:
    """What one school's workbook and meeting papers hold.

    Attributes:
        day: school, window, date, and what people have done.
        students: everyone on the school's roster.
        listed: who is on the list, in its order.
        groups: what is decided about classes.
        not_screened: students without a tier.
        notes: sentences about the school's results for the first sheet.
    """

    day: ListDay
    students: tuple[Student, ...]
    listed: tuple[Listed, ...]
    groups: SchoolGroups
    not_screened: NotScreenedBlock
    notes: tuple[str, ...] = ()

    @classmethod
    def of_students(
        cls,
        students: pd.DataFrame,
        *,
        day: ListDay,
        groups: SchoolGroups = NO_GROUPS,
        notes: Sequence[str] = (),
    ) -> Self:
        """Return the list of one school.

        Rows:
            one per rostered student of the district: who moved to another school is not lost.
        Columns:
            those of `Student`; others are not looked at.
        """
        own = students_of(students[students["school_id"] == day.school.id])
        gone = off_roster(frozenset(students["student_ref"]), day=day)
        return cls(
            day=day,
            students=own,
            listed=tuple(in_order(listed_of([*own, *gone], day=day), day=day)),
            groups=groups,
            not_screened=not_screened(own, day=day),
            notes=tuple(notes),
        )

    @cached_property
    def referrals(self) -> tuple[Referral, ...]:
        """The students' rows in order, each with the week in which there is room."""
        weeks = {
            self.to_see[place].referral_id: wave.monday.isoformat()
            for wave in self.waves
            for place in wave.places
        }
        return tuple(
            dataclasses.replace(row_of(one, day=self.day), wave=weeks.get(one.referral_id, ""))
            for one in self.listed
        )

    @cached_property
    def class_rows(self) -> tuple[Referral, ...]:
        """The classes' rows; they stand above all students."""
        return tuple(each.row for each in class_rows(self.groups, day=self.day))

    @property
    def rows(self) -> tuple[Referral, ...]:
        """Classes, then students."""
        return self.class_rows + self.referrals

    @property
    def class_notes(self) -> tuple[str, ...]:
        """Sentences about classes of which too little is known for a row."""
        return class_notes(self.groups)

    @cached_property
    def to_see(self) -> tuple[Listed, ...]:
        """Whom nobody has seen yet, in the order of the list."""
        return tuple(one for one in self.listed if one.stage == "to_see")

    @cached_property
    def waves(self) -> tuple[Wave, ...]:
        """The weeks in which there is room for everybody to see; none where room is not stated."""
        capacity = self.day.school.capacity
        if capacity is None:
            return ()
        due = [one.due for one in self.to_see]
        return waves_of(due, slots_per_week=capacity.slots_per_week, day=self.day)

    @property
    def slots_needed(self) -> int:
        """First meetings per week that would meet every date; 0 where room is not stated."""
        capacity = self.day.school.capacity
        if capacity is None:
            return 0
        due = [one.due for one in self.to_see]
        return slots_needed(due, slots_per_week=capacity.slots_per_week, day=self.day)

    def overdue(self) -> tuple[Listed, ...]:
        """Return whose date has passed and whom nobody has seen."""
        return tuple(one for one in self.to_see if one.days_late(self.day))

    def urgencies(self) -> tuple[tuple[str, int], ...]:
        """Return how many students to see there are per urgency, most urgent first."""
        counts = Counter(one.urgency(self.day) for one in self.to_see)
        order = load_rules().urgency.order()
        return tuple((urgency, counts[urgency]) for urgency in order if counts[urgency])

    def counted(self) -> "CountedOnce":
        """Return where each rostered student is counted."""
        on_list = {one.student.student_ref for one in self.listed}
        rest = [each for each in self.students if each.student_ref not in on_list]
        return CountedOnce(
            rostered=len(self.students),
            on_list=len(self.students) - len(rest),
            universal=sum(each.is_screened for each in rest),
            not_screened=sum(each.consented and each.tier is None for each in rest),
            counted_only=sum(not each.consented for each in rest),
            off_roster=sum(one.student.is_off_roster for one in self.listed),
        )


@dataclass(frozen=True)
class CountedOnce:
    """Everyone on the roster, each counted once; `off_roster` comes on top."""

    rostered: int
    on_list: int
    universal: int
    not_screened: int
    counted_only: int
    off_roster: int
