"""Who is to be told that there is a safety list, and who once more because nobody has taken it.

A pure function of alerts, settings and the time. A message says that there is a list, of which
school and window, and when it was made: no student, no count, no file. Nobody is told twice of the
same alert; who was told stands in the ledger.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from screening.definition import Definition, load_definition
from screening.ledger.act import Act
from screening.programme.safety_settings import SafetyReceiver
from screening.programme.settings import Programme, Sentence
from screening.safety.alert import Alert

NoticeKind = Literal["alert_notified", "alert_escalated"]
WEBHOOK = "webhook"
"""Stands where otherwise the address of a receiver stands."""
MINUTE = len("2026-10-26T10:20")


class MessageWords(Definition):
    """Subject and text of one kind of message."""

    subject: Sentence
    body: Sentence


class NoticeWords(Definition):
    """The whole of `notices.toml`."""

    unknown_school: Sentence
    alert_notified: MessageWords
    alert_escalated: MessageWords


@dataclass(frozen=True)
class Notice:
    """One message to one receiver, or to the webhook, about one school's list.

    Attributes:
        kind: told for the first time, or because nobody has taken the list in time.
        to: e-mail address, or `webhook`.
        alerts: what it is about; the message does not say how many.
    """

    kind: NoticeKind
    window_id: str
    school_id: str
    to: str
    alerts: tuple[Alert, ...]


@cache
def load_words() -> NoticeWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word is missing.
    """
    with as_file(files("screening.safety").joinpath("notices.toml")) as path:
        return load_definition(path, NoticeWords)


def due_notices(alerts: Iterable[Alert], *, settings: Programme, now: dt.datetime) -> list[Notice]:
    """Return the messages that are due, at most one per kind, school and receiver.

    Args:
        alerts: as the ledger knows them.
        settings: receivers, minutes, ways.
        now: with its offset from UTC.
    """
    due: defaultdict[tuple[NoticeKind, str, str, str], list[Alert]] = defaultdict(list)
    for alert in alerts:
        for kind in _kinds(alert, settings, now):
            for to in _addressees(kind, alert.school_id, settings):
                if not _was_told(alert, kind, to):
                    due[kind, alert.window_id, alert.school_id, to].append(alert)
    return [Notice(*place, tuple(about)) for place, about in due.items()]


def sent(notice: Notice, *, at: str) -> list[Act]:
    """Return the acts by which it stands written that somebody was told.

    Args:
        notice: what was sent.
        at: ISO date and time, with its offset from UTC.
    """
    return [
        Act(
            kind=notice.kind,
            window_id=notice.window_id,
            school_id=notice.school_id,
            student_ref=alert.entry.student_ref,
            subject=alert.alert_id,
            field=notice.to,
            at=at,
            source="run",
        )
        for alert in notice.alerts
    ]


def message_of(notice: Notice, settings: Programme) -> tuple[str, str]:
    """Return subject and text."""
    words: MessageWords = getattr(load_words(), notice.kind)
    schools = {school.id: school.name for school in settings.school}
    windows = {window.id: window.title for window in settings.window}
    made = max(raising.at for alert in notice.alerts if (raising := alert.raising))
    told = {
        "school": schools.get(notice.school_id, load_words().unknown_school),
        "window": windows.get(notice.window_id, notice.window_id),
        "made": made[:MINUTE].replace("T", " "),
        "minutes": settings.safety.acknowledge_within_minutes,
    }
    return words.subject.format(**told), words.body.format(**told) + "\n"


def unnamed_schools(settings: Programme) -> list[str]:
    """Return the names of schools for which nobody is named to receive the list."""
    return [school.name for school in settings.school if not school.safety_receiver]


def _kinds(alert: Alert, settings: Programme, now: dt.datetime) -> Iterator[NoticeKind]:
    """Yield why people are to be told of an alert now; of one that a person has taken, nobody."""
    needs_somebody = alert.entry.reason in settings.safety.acknowledge
    if alert.state != "raised" or alert.raising is None or not needs_somebody:
        return
    yield "alert_notified"
    waited = now - dt.datetime.fromisoformat(alert.raising.at)
    if waited >= dt.timedelta(minutes=settings.safety.acknowledge_within_minutes):
        yield "alert_escalated"


def _addressees(kind: NoticeKind, school_id: str, settings: Programme) -> list[str]:
    """Return whom a message of a kind goes to, by the ways that the settings name."""
    ways = settings.notify
    if ways is None:
        return []
    own, further = _own_receivers(school_id, settings), settings.safety.escalate_to
    receivers = further or own if kind == "alert_escalated" else own
    mailed = [each.email for each in receivers] if ways.smtp else []
    return [*dict.fromkeys(mailed), *([WEBHOOK] if ways.webhook else [])]


def _own_receivers(school_id: str, settings: Programme) -> tuple[SafetyReceiver, ...]:
    """Return a school's receivers; where there are none, who is asked next, or else everybody."""
    named = {school.id: school.safety_receiver for school in settings.school}
    everybody = tuple(each for receivers in named.values() for each in receivers)
    if named.get(school_id):
        return named[school_id]
    return settings.safety.escalate_to or (everybody if school_id not in named else ())


def _was_told(alert: Alert, kind: NoticeKind, to: str) -> bool:
    return any(
        act.kind == kind and act.field == to and act.school_id == alert.school_id
        for act in alert.acts
    )
