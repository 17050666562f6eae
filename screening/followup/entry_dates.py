"""Dates as people write them into a list: taken only where they can be read in one way."""

import datetime as dt
import re

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SHORTEST_MONTH = 3
"""Letters by which a month is known, as in `Oct`."""
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]00:00:00)?"
_NUMBERS = r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})"
_DAY_FIRST = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?\.? (?P<n1>[A-Za-z]{3,9})\.?,? (?P<y1>\d{4})"
_MONTH_FIRST = r"(?P<n2>[A-Za-z]{3,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
WRITTEN = re.compile(rf"(?<![\w./-])(?:{_ISO}|{_NUMBERS}|{_DAY_FIRST}|{_MONTH_FIRST})(?![\w/-])")
LONG_YEAR = 4


class AmbiguousDateError(ValueError):
    """Day and month, or the year, cannot be told apart."""


def dates_in(text: str) -> list[dt.date]:
    """Return the dates that stand in a text, in its order.

    Raises:
        AmbiguousDateError: one of them can be read in two ways.
        ValueError: one of them is on no calendar.
    """
    return [_date(found) for found in WRITTEN.finditer(text) if _is_date(found)]


def with_iso_dates(text: str) -> str:
    """Return a text with every date in it written as ISO.

    Raises:
        AmbiguousDateError: one of them can be read in two ways.
        ValueError: one of them is on no calendar.
    """
    return WRITTEN.sub(
        lambda found: _date(found).isoformat() if _is_date(found) else found.group(), text
    )


def date_of(text: str) -> dt.date | None:
    """Return the date that a text is, the whole of it; None where it is something else.

    Raises:
        AmbiguousDateError: it can be read in two ways.
        ValueError: it is on no calendar.
    """
    found = WRITTEN.fullmatch(text.strip())
    return _date(found) if found and _is_date(found) else None


def _is_date(found: re.Match[str]) -> bool:
    """Return whether a month is named by its name; `Room 12 2026` is no date."""
    name = found["n1"] or found["n2"]
    return name is None or _month(name) is not None


def _month(name: str) -> int | None:
    fitting = [
        number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower())
    ]
    return fitting[0] if len(name) >= SHORTEST_MONTH and fitting else None


def _date(found: re.Match[str]) -> dt.date:
    if found["y"]:
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found["a"]:
        return _of_numbers(found["a"], found["b"], found["c"])
    name, day, year = (found["n1"] or found["n2"], found["d1"] or found["d2"], "")
    year = found["y1"] or found["y2"]
    return dt.date(int(year), _month(name) or 0, int(day))


def _of_numbers(first: str, second: str, last: str) -> dt.date:
    """Return the one date that numbers with marks between them can mean."""
    if len(first) == LONG_YEAR:
        return dt.date(int(first), int(second), int(last))
    if len(last) != LONG_YEAR:
        raise AmbiguousDateError
    readings = set()
    for day, month in ((first, second), (second, first)):
        try:
            readings.add(dt.date(int(last), int(month), int(day)))
        except ValueError:
            continue
    if not readings:
        raise ValueError("on no calendar")
    if len(readings) > 1:
        raise AmbiguousDateError
    return readings.pop()
