"""One filled-in cell to one value: trimmed, case-folded, mapped, or refused with a reason."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening.followup.entry_dates import (
    WRITTEN,
    AmbiguousDateError,
    date_of,
    dates_in,
    with_iso_dates,
)
from screening.followup.rules import load_followup
from screening.programme.settings import Window
from screening.referrals.rules import load_rules
from screening.spreadsheet import Column

CLOSING = " .,;:!"
"""What may stand behind a choice without making it another one."""
NOT_READ = ("=formula", "=error")
"""What the reader of workbooks puts in the place of formulas and errors."""


class EntryError(ValueError):
    """A cell cannot be taken; `finding` names the words of `followup.toml`."""

    def __init__(self, finding: str) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass(frozen=True)
class EntryDays:
    """Between which days an entry may lie.

    Attributes:
        earliest: the first plausible day.
        today: the day on which the workbook is read; what happened lies not after it.
        latest: the last plausible day of a review to come.
    """

    earliest: dt.date
    today: dt.date
    latest: dt.date

    @classmethod
    def of(cls, window: Window, *, today: dt.date) -> "EntryDays":
        """Return the days of a window's list that is read on a day."""
        limits = load_followup().limits
        return cls(
            earliest=window.opens - dt.timedelta(days=limits.days_before_window),
            today=today,
            latest=today + dt.timedelta(days=limits.days_ahead),
        )

    def check(self, day: dt.date, *, column: str) -> dt.date:
        """Return a day that the column may hold.

        Raises:
            EntryError: it lies ahead, or is too far away.
        """
        if not self.earliest <= day <= self.latest:
            raise EntryError("implausible_date")
        if day > self.today and column not in load_followup().may_lie_ahead:
            raise EntryError("date_ahead")
        return day


def read_entry(text: str, *, column: Column, days: EntryDays) -> str:
    """Return a cell's value as it is kept: a status by its id, a date as ISO, else text.

    Args:
        text: as the workbook holds it, not empty.
        column: what the cell may hold.
        days: between which days it may lie.

    Raises:
        EntryError: the cell cannot be taken.
    """
    if text in NOT_READ:
        raise EntryError("formula")
    plain = one_line(text)
    if len(plain) > load_followup().limits.longest_text:
        raise EntryError("too_long")
    if plain in load_followup().clear:
        return _cleared(column)
    readers: dict[str, Callable[..., str]] = {
        "list": _choice,
        "list_or_text": _choice_or_text,
        "date": _day,
        "text": lambda words, **_: words,
    }
    return readers[column.entry](plain, column=column, days=days)


def status_and_reason(text: str) -> tuple[str, str]:
    """Return (id of the status, reason behind it); the id is empty where there is no such status.

    `Student Seen `, `student_seen` and `student seen: asked for it` are the same status.
    """
    known = {fold(status.words): status.id for status in load_rules().status}
    known |= {fold(status.id): status.id for status in load_rules().status}
    known |= {fold(variant): status for variant, status in load_followup().status_variants.items()}
    if found := known.get(fold(text)):
        return found, ""
    head, _, reason = one_line(text).partition(":")
    return known.get(fold(head), ""), reason.strip()


def split_choice(text: str, *, choices: Sequence[str]) -> tuple[str, str]:
    """Return (the choice a text begins with, the rest); the choice is empty where there is none."""
    for choice in sorted(choices, key=len, reverse=True):
        if fold(text) == fold(choice):
            return choice, ""
        begins = text.casefold().startswith(choice.casefold())
        if begins and not text[len(choice)].isalnum():
            return choice, text[len(choice) :].strip(CLOSING + "".join(load_followup().clear))
    return "", text


def one_line(text: str) -> str:
    """Return a text without breaks, control characters and double blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def fold(text: str) -> str:
    """Return a text as choices are compared: no case, no underscores, nothing behind it."""
    return one_line(text.replace("_", " ")).casefold().strip(CLOSING)


def _cleared(column: Column) -> str:
    if column.id == "status":
        raise EntryError("status_cleared")
    return ""


def _choice(text: str, *, column: Column, days: EntryDays) -> str:  # noqa: ARG001 (one shape)
    """Return a choice of a closed list."""
    if column.id == "status":
        found, _ = status_and_reason(text)
    else:
        found, rest = split_choice(text, choices=load_rules().lists[column.choices or ""])
        found = "" if rest else found
    if not found:
        raise EntryError("not_on_list")
    return found


def _day(text: str, *, column: Column, days: EntryDays) -> str:
    try:
        day = date_of(text)
    except AmbiguousDateError:
        raise EntryError("ambiguous_date") from None
    except ValueError:
        raise EntryError("no_date") from None
    if day is None:
        raise EntryError("no_date")
    return days.check(day, column=column.id).isoformat()


def _choice_or_text(text: str, *, column: Column, days: EntryDays) -> str:
    """Return a choice with what stands behind it, or free text; dates in it as ISO."""
    told = _dated(text, column=column, days=days)
    choice, rest = split_choice(told, choices=load_rules().lists[column.choices or ""])
    if not choice or not rest:
        return choice or rest
    return f"{choice} {rest}" if WRITTEN.fullmatch(rest) else f"{choice}: {rest}"


def _dated(text: str, *, column: Column, days: EntryDays) -> str:
    if column.id not in load_followup().dated:
        return text
    try:
        told = with_iso_dates(text)
        for day in dates_in(told):
            days.check(day, column=column.id)
    except AmbiguousDateError:
        raise EntryError("ambiguous_date") from None
    except EntryError:
        raise
    except ValueError:
        raise EntryError("no_date") from None
    return told
