"""One act: what somebody did, or what the pipeline promised; never changed, never taken back."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal, get_args

ActKind = Literal[
    "alert_raised",
    "alert_notified",
    "alert_escalated",
    "alert_acknowledged",
    "alert_closed",
    "referral_issued",
    "followup",
    "override",
    "staff_concern",
    "consent_accepted",
    "withdrawn",
    "erased",
]
"""What kinds of acts there are."""
MACHINE = "pipeline"
"""Who did what no person did."""
OF_PEOPLE: frozenset[ActKind] = frozenset(
    {
        "alert_acknowledged",
        "alert_closed",
        "followup",
        "override",
        "staff_concern",
        "consent_accepted",
    }
)
"""Acts that only a person can do; lists and letters depend on them, so they are inputs of a run."""
DONE_ONCE: frozenset[ActKind] = frozenset({"alert_raised", "referral_issued"})
"""Acts of which the first about a subject and field stands, however often it is told again."""


@dataclass(frozen=True)
class Act:
    """One line of the ledger.

    Attributes:
        window_id: the screening window it belongs to; empty where to none.
        school_id: the school, or `unassigned`.
        student_ref: the student; empty for classes and files.
        subject: what it is about: the id of an alert or a referral, or a student_ref.
        field: what changed, as a column of the referral list; of `referral_issued` the tier.
        old: what stood there.
        new: what stands there now; of `alert_raised` the entry as JSON; of `referral_issued` the
            day.
        reason: why, in a person's words.
        by: the person's name; `MACHINE` for what no person did.
        at: ISO date, or date and time with its offset from UTC.
        source: SHA-256 of the returned workbook; or `command`, `run`.
        seq: place in the ledger, from 1; 0 before it stands there.
    """

    kind: ActKind
    window_id: str
    school_id: str
    student_ref: str
    subject: str
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    by: str = MACHINE
    at: str = ""
    source: str = ""
    seq: int = 0

    def __post_init__(self) -> None:
        """Refuse an act that nobody could have done.

        Raises:
            ValueError: an unknown kind; a person's act without a person, or without a time.
        """
        if self.kind not in get_args(ActKind):
            raise ValueError(f"'{self.kind}' is no act.")
        if self.kind in OF_PEOPLE and (self.by.strip() in {"", MACHINE} or not self.at):
            raise ValueError(f"{self.kind}: only a person does this, by name and with a time.")

    @property
    def is_of_people(self) -> bool:
        """Whether a person did it."""
        return self.kind in OF_PEOPLE

    @property
    def identity(self) -> str:
        """What tells it from every other act; the same identity is the same act."""
        told = [self.kind, self.window_id, self.subject, self.field]
        if self.kind not in DONE_ONCE:
            told += [self.old, self.new, self.reason, self.by, self.at, self.source]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


COLUMNS = tuple(each.name for each in fields(Act))
"""The columns of an act in order; `seq` stands last."""


def digest_of(acts: Iterable[Act]) -> str:
    """Return a digest of what people did, in the order of the ledger; empty where nothing."""
    told = [act.identity for act in acts if act.is_of_people]
    return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""
