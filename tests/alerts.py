"""Made-up entries and alerts, and what a ledger holds of them, for tests of the safety lane."""

import datetime as dt
from zoneinfo import ZoneInfo

from screening.intake.roster_entry import RosterEntry
from screening.ledger.act import Act
from screening.safety.alert import Alert
from screening.safety.alert_list import alerts_of, raised
from screening.safety.done_by_people import Person
from screening.safety.entry import SafetyEntry

ZONE = ZoneInfo("America/Chicago")
WINDOW_ID = "2026_autumn"
MONDAY = dt.datetime(2026, 10, 26, 9, 30, tzinfo=ZONE)
"""When alerts are raised in these tests."""


def entry(student_ref: str = "S001", **changes: object) -> SafetyEntry:
    """Return the entry of an endorsed item; the key is the student's unless another is given."""
    values = {
        "student_ref": student_ref,
        "roster_code": student_ref,
        "school_id": "maple",
        "grade": "7",
        "class_id": "7B",
        "instrument_id": "phq_a",
        "item_id": "phq_a_09",
        "what": "safety item",
        "reason": "endorsed",
        "file": "autumn_self.csv",
        "row": 14,
        "recorded_at": "2026-10-12 09:31",
        "identity": "on roster",
        "consent": "yes",
        "row_state": "",
        "key": f"key of {student_ref}",
    }
    return SafetyEntry(**(values | changes))


def unread_entry(**changes: object) -> SafetyEntry:
    """Return the entry of a file that nobody has read."""
    values = {
        "school_id": None, "grade": "", "class_id": "", "instrument_id": "", "item_id": "",
        "what": "Answers nobody has read yet: look through them by hand today",
        "reason": "not_read", "row": None, "recorded_at": None, "consent": None,
        "identity": "identity unresolved", "row_state": "file refused (F109)", "key": "file",
    }  # fmt: skip
    return entry("", **(values | changes))


def student(ref: str, school_id: str, *, consent: str = "yes") -> RosterEntry:
    """Return a student's entry in the roster."""
    return RosterEntry(
        student_ref=ref, school_id=school_id, grade="7", gender="neither", class_id="7B",
        home_language="en", consent=consent, state="ok", row=2, groups={},
    )  # fmt: skip


class Book:
    """A ledger in memory: what was looked at is raised, what people do is kept."""

    def __init__(self) -> None:
        self.acts: list[Act] = []

    def keep(self, acts: list[Act]) -> None:
        """Write acts down as the ledger does, each with its place."""
        known = {act.identity for act in self.acts}
        for act in acts:
            if act.identity not in known:
                place = len(self.acts) + 1
                self.acts.append(Act(**(act.__dict__ | {"seq": place})))

    def look(
        self, *entries: SafetyEntry, students: dict | None = None, at: dt.datetime = MONDAY
    ) -> list[Alert]:
        """Return the alerts after a run has seen entries and has kept what is new."""

        def joined() -> list[Alert]:
            return alerts_of(entries, self.acts, window_id=WINDOW_ID, students=students or {})

        self.keep(raised(joined(), at=at.isoformat()))
        return joined()


def ana(at: dt.datetime = MONDAY + dt.timedelta(minutes=20), *, name: str = "Ana Ortiz") -> Person:
    """Return a counsellor who acts twenty minutes after alerts were raised."""
    return Person(name, at, "command")
