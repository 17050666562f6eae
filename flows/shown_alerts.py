"""How a terminal shows alerts: codes, state, how long each has been open. No answer, no grading."""

import datetime as dt
from collections.abc import Iterable, Iterator

from screening.safety.alert import Alert
from screening.safety.safety_workbook import place_of, what_of

HOURS_SHOWN = 48
"""From then on in days."""
SECONDS_PER_MINUTE, MINUTES_PER_HOUR, HOURS_PER_DAY = 60, 60, 24


def shown_alerts(alerts: Iterable[Alert], *, now: dt.datetime) -> Iterator[str]:
    """Yield a line per alert, open ones first, then by grade, class and code; then how many."""
    ordered = sorted(alerts, key=lambda alert: (alert.state == "closed", place_of(alert)))
    for alert in ordered:
        code = alert.entry.student_ref or "-"
        grade = ", ".join(filter(None, (alert.entry.grade, alert.entry.class_id))) or "-"
        about = f"{alert.alert_id}  {alert.school_id}  {code}  {grade}  {what_of(alert)}"
        yield f"{about}  {state_of(alert, now=now)}"
    is_open = sum(alert.state != "closed" for alert in ordered)
    yield f"{is_open} open, {len(ordered) - is_open} closed."
    if not ordered:
        yield "No safety alert was raised. It does not mean that every student is safe."


def state_of(alert: Alert, *, now: dt.datetime) -> str:
    """Return how far people are, with who and how long."""
    taken, closing = alert.acknowledgement, alert.closing
    if closing:
        return f"closed by {closing.by}, seen {closing.new}"
    opened = f"open for {_duration(now - dt.datetime.fromisoformat(alert.listed_at))}"
    return f"{opened}, taken by {taken.by}" if taken else f"{opened}, taken by nobody"


def _duration(time: dt.timedelta) -> str:
    minutes = max(0, int(time.total_seconds()) // SECONDS_PER_MINUTE)
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours >= HOURS_SHOWN:
        return f"{hours // HOURS_PER_DAY} days"
    return f"{hours} h {rest} min" if hours else f"{rest} min"
