"""What a person does about an alert, as acts: taken, closed, noted. The pipeline can do none of it.

Closing says that somebody has met the student, or looked through what nobody had read. A closed
alert stays closed; nothing here opens one again.
"""

import datetime as dt
from dataclasses import dataclass, replace

from screening.ledger.act import MACHINE, Act, ActKind
from screening.safety.alert import Alert

LONGEST_NAME, LONGEST_NOTE = 80, 500
"""Characters."""
LONGEST_BEFORE = dt.timedelta(days=60)
"""Somebody may have met the student between answer and list; a year earlier is a slip."""


@dataclass(frozen=True)
class Person:
    """Who does something, when, and by which way.

    Attributes:
        name: the person's own name; never the pipeline's.
        at: when we were told, with its offset from UTC.
        source: SHA-256 of the returned workbook, or `command`.
    """

    name: str
    at: dt.datetime
    source: str

    def __post_init__(self) -> None:
        """Refuse a name that is nobody's.

        Raises:
            ValueError: empty, without a letter, too long, or the pipeline's own.
        """
        name = self.name.strip()
        if not any(map(str.isalpha, name)) or name.casefold() == MACHINE:
            raise ValueError("a person's name is needed: the pipeline can do this for nobody.")
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise ValueError(f"a name has at most {LONGEST_NAME} characters, on one line.")


def taken(alert: Alert, who: Person) -> Act:
    """Return the act by which a person takes an alert: from now on it is theirs."""
    before = alert.acknowledgement
    return _act("alert_acknowledged", alert, who, old=before.by if before else "")


def closed(alert: Alert, who: Person, *, seen: dt.datetime) -> list[Act]:
    """Return the acts by which a person closes an alert.

    Where nobody had taken it, the person did so at the latest when the student was seen.

    Args:
        alert: an alert that is open.
        who: the person who met the student.
        seen: when that was, in the programme's time zone; not later than `who.at`.

    Raises:
        ValueError: it is closed already, or the time lies ahead or long before the list.
    """
    if alert.closing:
        raise ValueError(f"it is closed already, by {alert.closing.by}.")
    if seen > who.at:
        raise ValueError("the time lies ahead: write when the student was seen.")
    if alert.listed_at and seen < dt.datetime.fromisoformat(alert.listed_at) - LONGEST_BEFORE:
        raise ValueError("the time lies long before the list: look at day and year.")
    before = [] if alert.acknowledgement else [taken(alert, replace(who, at=seen))]
    return [*before, _act("alert_closed", alert, who, new=shown_time(seen))]


def shown_time(moment: dt.datetime) -> str:
    """Return date and time as a list shows them, as `2026-10-30 11:15`."""
    return f"{moment:%Y-%m-%d %H:%M}"


def noted(alert: Alert, who: Person, *, column: str, text: str) -> Act:
    """Return the act by which a person writes something else into a row of the list.

    Args:
        alert: the alert.
        who: whose row it is.
        column: the list's column, as `note`.
        text: what stands there now; cut at 500 characters.
    """
    new = text.strip()[:LONGEST_NOTE]
    return _act("alert_acknowledged", alert, who, field=column, old=alert.written(column), new=new)


def _act(
    kind: ActKind, alert: Alert, who: Person, *, field: str = "", old: str = "", new: str = ""
) -> Act:
    return Act(
        kind=kind,
        window_id=alert.window_id,
        school_id=alert.school_id,
        student_ref=alert.entry.student_ref,
        subject=alert.alert_id,
        field=field,
        old=old,
        new=new,
        by=who.name.strip(),
        at=who.at.isoformat(timespec="seconds"),
        source=who.source,
    )
