"""The day of a list: school, window, date, calendar, and what people have done until then."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from screening.followup.state import ReferralState, concerns_of, states_of
from screening.ledger.act import Act
from screening.programme.school_days import add_school_days, school_days_until
from screening.programme.settings import Programme, School, Window
from screening.referrals.rules import load_rules
from screening.referrals.urgency_rules import days_of
from screening.supports.catalogue import Catalogue, load_catalogue


@dataclass(frozen=True)
class ListDay:
    """Everything a school's list is made from beside its students.

    Attributes:
        as_of: the day that the list carries.
        acts: of people in every window and school, and what lists promised; oldest first.
        withdrawn: students who withdrew consent: on no list, whatever an earlier one promised.
        catalogue: the supports that may be suggested, local places among them.
    """

    programme: Programme
    school: School
    window: Window
    as_of: dt.date
    acts: tuple[Act, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    catalogue: Catalogue = field(default_factory=load_catalogue)

    @cached_property
    def days_off(self) -> frozenset[dt.date]:
        """Days without school at this school, beside weekends."""
        return self.programme.days_off(self.school)

    @cached_property
    def states(self) -> dict[str, ReferralState]:
        """Referral id → how it stands, for referrals of this window.

        What only a later list showed is not there, so that this list can be made again.
        """
        today = self.as_of.isoformat()
        return states_of(
            act
            for act in self.acts
            if act.window_id == self.window.id
            and not (act.kind == "referral_issued" and act.new > today)
        )

    @cached_property
    def last_before(self) -> dict[str, ReferralState]:
        """Student → how their last referral of a window before this one stands."""
        opened = {window.id: window.opens for window in self.programme.window}
        opens = {key: day for key, day in opened.items() if day < self.window.opens}
        states = states_of(act for act in self.acts if act.window_id in opens).values()
        in_order = sorted(states, key=lambda state: opens[state.window_id])
        return {state.student_ref: state for state in in_order if state.student_ref}

    @cached_property
    def concerns(self) -> dict[str, dict[str, str]]:
        """Student → what staff wrote on the sheet `Not screened` in this window."""
        return concerns_of(act for act in self.acts if act.window_id == self.window.id)

    def days_left(self, day: dt.date) -> int:
        """Return the school days until a day; below 0 where it has passed."""
        return school_days_until(self.as_of, day, holidays=self.days_off)

    def due_date(self, referral_id: str, *, level: int) -> dt.date:
        """Return the day by which somebody sees the student; no later run moves it back.

        It is the earliest over all levels of urgency up to this one: the first day on which a list
        said at least that level, and its school days from there.

        Args:
            referral_id: the referral; one that no list has shown counts from this day.
            level: level of urgency, 1 to 3.
        """
        return min(
            add_school_days(
                self.listed_on(referral_id, level=each),
                days_of(each, deadlines=self.programme.deadlines),
                holidays=self.days_off,
            )
            for each in range(1, level + 1)
        )

    def listed_on(self, referral_id: str, *, level: int = 0) -> dt.date:
        """Return the first day on which a list said at least this level; else this day."""
        state = self.states.get(referral_id)
        first = state.listed_on(level) if state else None
        return first or self.as_of

    def status_of(self, referral_id: str) -> str:
        """Return the id of a referral's status; a new one has the first."""
        state = self.states.get(referral_id)
        return state.status if state else load_rules().status[0].id
