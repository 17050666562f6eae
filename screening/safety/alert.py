"""One alert on one school's list: what it is about, and what people have done about it."""

from dataclasses import dataclass
from typing import Literal

from screening.ledger.act import Act, ActKind
from screening.safety.entry import SafetyEntry

ALERT_KINDS: tuple[ActKind, ...] = (
    "alert_raised",
    "alert_notified",
    "alert_escalated",
    "alert_acknowledged",
    "alert_closed",
)
State = Literal["raised", "acknowledged", "closed"]
"""`acknowledged`: a person has taken it. `closed`: a person has seen the student."""


@dataclass(frozen=True)
class Alert:
    """One alert on one school's list.

    Attributes:
        alert_id: as people name it, `S-` and hexadecimal digits.
        claim: the school, where two have a student of the code; else empty.
        school_id: whose list it is on; `unassigned` where nobody knows.
        entry: what is listed; where the files do not say it any more, as it was last listed.
        other_places: further rows that hold the same answer.
        is_in_files: False where no file holds it any more, or the roster says another school.
        acts: what was done about it, in the order of the ledger.
    """

    window_id: str
    alert_id: str
    claim: str
    school_id: str
    entry: SafetyEntry
    other_places: int
    is_in_files: bool
    acts: tuple[Act, ...]

    @property
    def state(self) -> State:
        """How far people are: the last step that somebody has taken."""
        if self.closing:
            return "closed"
        return "acknowledged" if self.acknowledgement else "raised"

    @property
    def acknowledgement(self) -> Act | None:
        """Who has taken it, last of all; None where nobody has."""
        return self._last_entry("")

    @property
    def closing(self) -> Act | None:
        """Who has closed it; None while it is open. The first stands."""
        return next((act for act in self.acts if act.kind == "alert_closed"), None)

    @property
    def raising(self) -> Act | None:
        """When it was raised on this school's list; None where that is not written down yet."""
        here = (self.alert_id, self.school_id)
        return next((act for act in self._raisings if (act.subject, act.field) == here), None)

    @property
    def listed_at(self) -> str:
        """When it was first listed anywhere, as ISO date and time; empty where not yet."""
        return min((act.at for act in self._raisings), default="")

    @property
    def known_as(self) -> frozenset[str]:
        """Ids that people may have on paper: it had another one before two schools claimed it."""
        return frozenset({self.alert_id, *(act.subject for act in self._raisings)})

    @property
    def _raisings(self) -> list[Act]:
        return [act for act in self.acts if act.kind == "alert_raised"]

    def written(self, column: str) -> str:
        """Return what people last wrote into a column of the list; empty where nothing."""
        last = self._last_entry(column)
        return last.new if last else ""

    def _last_entry(self, column: str) -> Act | None:
        entries = [act for act in self.acts if act.kind == "alert_acknowledged"]
        return next((act for act in reversed(entries) if act.field == column), None)
