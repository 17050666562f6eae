"""Where each referral stands: the acts of the ledger folded, and nothing else looked at."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from screening.ledger.act import Act
from screening.referrals.rules import load_rules

CLASS_TIER = 0
"""Stands for the tier where a whole class was listed."""


@dataclass(frozen=True)
class ReferralState:
    """One referral as the school last described it.

    Attributes:
        referral_id: as on the list.
        student_ref: the student; empty for a class.
        school_id: the school that acted last.
        window_id: the screening window.
        issued: tier → first day on which a list said this tier; empty where no act says so.
        fields: column id → what the school filled in: a status by its id, a date as ISO, all else
            as text; a column nobody filled in is not there.
        history: every act about it, oldest first.
    """

    referral_id: str
    student_ref: str
    school_id: str
    window_id: str
    issued: dict[int, dt.date] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    history: tuple[Act, ...] = ()

    @property
    def status(self) -> str:
        """Id of the status; the first one where nobody said anything."""
        return self.fields.get("status", load_rules().status[0].id)

    def cells(self) -> dict[str, str]:
        """Return column id → text as it stands on the list; the status in words, always there."""
        words = {status.id: status.words for status in load_rules().status}
        return {**self.fields, "status": words.get(self.status, self.status)}

    def listed_on(self, tier: int) -> dt.date | None:
        """Return the first day on which the list said at least this tier; deadlines count from it.

        Args:
            tier: 2 or 3; `CLASS_TIER` for a class.
        """
        return min((day for said, day in self.issued.items() if said >= tier), default=None)


def states_of(acts: Iterable[Act]) -> dict[str, ReferralState]:
    """Return referral id → its state; referrals without an act are not there.

    Args:
        acts: of any kinds, in the order of the ledger. Only `referral_issued` and `followup` are
            about referrals.
    """
    states: dict[str, ReferralState] = {}
    for act in acts:
        if act.kind in {"referral_issued", "followup"}:
            new = ReferralState(act.subject, act.student_ref, act.school_id, act.window_id)
            states[act.subject] = _after(states.get(act.subject, new), act)
    return states


def concerns_of(acts: Iterable[Act]) -> dict[str, dict[str, str]]:
    """Return student_ref → column id of the sheet `Not screened` → what staff wrote there last."""
    concerns: dict[str, dict[str, str]] = {}
    for act in acts:
        if act.kind == "staff_concern":
            concerns[act.student_ref] = _filled(concerns.get(act.student_ref, {}), act)
    return concerns


def _after(state: ReferralState, act: Act) -> ReferralState:
    """Return the state once an act was done."""
    history = (*state.history, act)
    if act.kind == "followup":
        fields = _filled(state.fields, act)
        return replace(state, fields=fields, history=history, school_id=act.school_id)
    tier = int(act.field) if act.field else CLASS_TIER
    issued = {tier: dt.date.fromisoformat(act.new)} | state.issued
    return replace(state, issued=issued, history=history)


def _filled(fields: dict[str, str], act: Act) -> dict[str, str]:
    """Return fields with what an act wrote; a cell made empty is gone."""
    kept = {name: text for name, text in fields.items() if name != act.field}
    return {**kept, act.field: act.new} if act.new else kept
