"""The clock: read here and nowhere else; every command can be told another day."""

import datetime as dt
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

Today = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Work as on this day; default: today."),
]
"""The option `--today 2026-11-02`."""

Now = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        help="Work as at this time of the programme's zone; default: now.",
    ),
]
"""The option `--now "2026-11-02 10:20"`."""


def day(given: dt.datetime | None) -> dt.date:
    """Return the day given, or today."""
    return given.date() if given else dt.date.today()  # noqa: DTZ011 (the school's own calendar)


def moment(given: dt.datetime | None, *, zone: ZoneInfo) -> dt.datetime:
    """Return the time given, as the clocks of a zone show it, or the present."""
    return given.replace(tzinfo=zone) if given else dt.datetime.now(tz=zone)


def moment_of(today: dt.date, *, zone: ZoneInfo) -> dt.datetime:
    """Return the present, on another day where a command works as on another day."""
    return dt.datetime.combine(today, dt.datetime.now(tz=zone).time(), tzinfo=zone)
