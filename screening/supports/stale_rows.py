"""Rows that nobody has read again in time: left out, and said aloud."""

import datetime as dt
from collections.abc import Sequence

from screening.supports.catalogue import Catalogue

NAMED = 5
"""Rows named in one line; the count tells the rest."""


def stale_lines(catalogue: Catalogue, *, today: dt.date) -> tuple[str, ...]:
    """Return what a run says of rows past their date: a line for supports, one for places.

    Rows that are never suggested are not counted: leaving them out changes nothing.
    """
    supports = [row.id for row in catalogue.stale(today=today) if row.suggest != "never"]
    places = [row.id for row in catalogue.service if row.is_stale(today=today)]
    lines = (
        _line("support", supports, left_out="not suggested until somebody reads it again"),
        _line("local place", places, left_out="not named until somebody calls there"),
    )
    return tuple(line for line in lines if line)


def _line(kind: str, ids: Sequence[str], *, left_out: str) -> str:
    """Return one line about the rows of a kind; empty where there are none."""
    if not ids:
        return ""
    are = f"1 {kind} is" if len(ids) == 1 else f"{len(ids)} {kind}s are"
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    named = ", ".join(ids[:NAMED])
    return f"{are} past the review date, so {left_out}: {named}{more}."
