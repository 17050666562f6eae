"""The alerts of a window as they stand now: files, roster and ledger looked at together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from screening.erasure.erased import Erased, erased_if_readable
from screening.errors import ScreeningError
from screening.ledger.act import Act
from screening.ledger.store import read_acts
from screening.programme.load import ProgrammeFolder, ReadableProgramme
from screening.programme.settings import UNASSIGNED, Programme, Window
from screening.run.window_run import WindowRun
from screening.safety.alert import ALERT_KINDS, Alert
from screening.safety.alert_list import alerts_of
from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items
from screening.safety.whose_answers import students_of

NEEDS_A_PERSON_FIRST = ("endorsed", "unclear")
"""Reasons that hold back every letter until somebody has seen the student."""


@dataclass(frozen=True)
class WindowAlerts:
    """What was found in one look.

    Attributes:
        entries: what stands in the files now.
        alerts: these, and what the ledger remembers.
        not_joined: why the ledger could not be read; empty where it was.
    """

    entries: Sequence[SafetyEntry]
    alerts: Sequence[Alert]
    not_joined: str = ""

    def with_acts(self, acts: Iterable[Act]) -> Self:
        """Return the same with acts beside those that each alert has."""
        new = {(act.subject, act.school_id): act for act in acts}
        alerts = [
            replace(alert, acts=(*alert.acts, new[place])) if place in new else alert
            for alert in self.alerts
            for place in [(alert.alert_id, alert.school_id)]
        ]
        return replace(self, alerts=alerts)


def look_at(
    programme: ReadableProgramme, window: Window, *, erased: Erased | None = None
) -> WindowAlerts:
    """Return the alerts of a window; a ledger that cannot be read is no obstacle.

    What a person had closed before its student was erased is no alert again while the files still
    have it; whatever the student answers later is.

    Args:
        programme: what can be read of it.
        window: the window.
        erased: who was erased; None = as the ledger says.
    """
    inbox = programme.inbox(window.id)
    students = students_of(programme, inbox)
    erased = erased_if_readable(programme.ledger) if erased is None else erased
    read = read_critical_items(programme, inbox, students=students)
    entries = [entry for entry in read if not erased.has_alert(entry.key)]
    acts: Sequence[Act] = ()
    not_joined = ""
    try:
        acts = read_acts(programme.ledger, kinds=ALERT_KINDS, window_id=window.id)
    except (ScreeningError, OSError) as fault:
        not_joined = getattr(fault, "message", "") or f"{programme.ledger.name}: cannot be opened."
    alerts = alerts_of(
        entries,
        acts,
        window_id=window.id,
        students=students,
        only_school=only_school(programme.settings),
    )
    return WindowAlerts(entries, alerts, not_joined)


def kept_alerts(folder: ProgrammeFolder) -> list[Alert]:
    """Return the alerts of every window as the ledger alone knows them: no file is opened.

    Raises:
        ProgrammeBusyError: somebody else is writing in the ledger.
        UnreadableFileError: the ledger is damaged.
    """
    acts = read_acts(folder.ledger, kinds=ALERT_KINDS)
    windows = dict.fromkeys(act.window_id for act in acts)
    return [
        alert
        for window_id in windows
        for alert in alerts_of((), acts, window_id=window_id, students={})
    ]


def alerts_of_run(run: WindowRun) -> list[Alert]:
    """Return the alerts that hold back letters, with what people did until the run began."""
    return [
        replace(
            alert,
            acts=tuple(a for a in alert.acts if not a.is_of_people or a.seq <= run.acts_through),
        )
        for alert in look_at(run.programme, run.window).alerts
    ]


def open_schools(run: WindowRun) -> frozenset[str]:
    """Return the schools with an open alert; those the settings do not know as `unassigned`."""
    known = {school.id for school in run.programme.settings.school}
    return frozenset(
        alert.school_id if alert.school_id in known else UNASSIGNED
        for alert in kept_alerts(run.programme)
        if alert.window_id == run.window.id and alert.state != "closed"
    )


def acted_since(run: WindowRun) -> bool:
    """Return True where a person has acted on an alert of the window since the run began."""
    acts = read_acts(run.programme.ledger, kinds=ALERT_KINDS, window_id=run.window.id)
    return any(act.is_of_people and act.seq > run.acts_through for act in acts)


def only_school(settings: Programme) -> str:
    """Return the school whose list takes what has no school: the only one, or `unassigned`."""
    return settings.school[0].id if len(settings.school) == 1 else UNASSIGNED


def held_students(alerts: Iterable[Alert]) -> frozenset[str]:
    """Return the students to whose families no letter goes: no person has closed their alert."""
    return frozenset(
        alert.entry.student_ref
        for alert in alerts
        if alert.state != "closed" and alert.entry.reason in NEEDS_A_PERSON_FIRST
    )


def any_unread(alerts: Iterable[Alert]) -> bool:
    """Return True while a file or row waits for a person: whom it concerns is not known."""
    return any(alert.state != "closed" and alert.entry.reason == "not_read" for alert in alerts)
