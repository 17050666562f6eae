"""The clock: read here and nowhere else; every command can be told another day."""

import datetime as dt
from typing import Annotated

import typer

Today = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Work as on this day; default: today."),
]
"""The option `--today 2026-11-02`."""


def day(given: dt.datetime | None) -> dt.date:
    """Return the day given, or today."""
    return given.date() if given else dt.date.today()  # noqa: DTZ011 (the school's own calendar)
