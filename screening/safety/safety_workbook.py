"""The safety workbook of one school: whom a person sees today. No score, no answer, no grading."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.intake.returned_workbook import seal
from screening.outbox import write_bytes
from screening.programme.grades import grade_order
from screening.programme.safety_settings import SafetyReceiver
from screening.programme.settings import Window
from screening.safety.alert import Alert
from screening.safety.entry import Reason
from screening.safety.safety_words import FACTS, ISSUED, META, SEAL, SheetId, Step, load_words
from screening.spreadsheet import Book, Choices, Column, Table
from screening.spreadsheet_look import Paper

SHEET_OF_REASON: dict[Reason, SheetId] = {
    "endorsed": "today",
    "unclear": "today",
    "unanswered": "unanswered",
    "not_read": "not_read",
}
"""An answer nobody can read is treated as one that needs a person today."""
VERSION = "1"
"""Of the workbook: a reader knows by it what the columns mean."""
DAY, MINUTE = len("2026-10-26"), len("2026-10-26T10:20")


@dataclass(frozen=True)
class SafetyList:
    """What one school's workbook shows.

    Attributes:
        school_id: the school, or `unassigned`.
        school_name: as people call it.
        alerts: open and closed ones.
        receivers: who is named to receive it.
        as_of: the day it was made.
        not_joined: why it could not be joined with what people wrote before; empty where it was.
    """

    school_id: str
    school_name: str
    window: Window
    alerts: Sequence[Alert]
    receivers: Sequence[SafetyReceiver]
    as_of: dt.date
    not_joined: str = ""


def write_safety_workbook(
    path: Path, *, safety_list: SafetyList, paper: Paper = "us-letter"
) -> None:
    """Write the workbook; write nothing where there is no alert.

    Sheets: Today (answered at or above the limit, or not legible), Taken, Not answered, Not read
    yet, Closed. The same alerts give the same bytes, in whatever order they come.
    """
    if not safety_list.alerts:
        return
    words = load_words()
    about = f"{safety_list.school_name}, {safety_list.window.title}"
    book = Book(
        title=f"{words.title}: {about}",
        as_of=safety_list.as_of,
        paper=paper,
        footer=f"{words.confidential} {about}",
        choices=Choices(values=words.lists),
    )
    for sheet in words.sheet:
        book.add_table(_table(sheet, safety_list))
    book.add_lists()
    facts = (VERSION, safety_list.window.id, safety_list.school_id, safety_list.as_of.isoformat())
    book.add_hidden(META, rows=list(zip(FACTS, facts, strict=True)))
    write_bytes(path, book.to_bytes())


def sheet_of(alert: Alert) -> SheetId:
    """Return the sheet on which an alert stands: who still needs somebody stands first."""
    if alert.state == "closed":
        return "closed"
    return "taken" if alert.state == "acknowledged" else SHEET_OF_REASON[alert.entry.reason]


def entries_of_people(alert: Alert) -> dict[str, str]:
    """Return what people wrote, by the columns that they fill in."""
    taken, closing = alert.acknowledgement, alert.closing
    known = {
        "taken_by": taken.by if taken else "",
        "seen_by": closing.by if closing else "",
        "seen_on": closing.new if closing else "",
    }
    return {
        column.id: known[column.id] if column.id in known else alert.written(column.id)
        for column in load_words().entry_columns
    }


def _table(sheet: SheetId, safety_list: SafetyList) -> Table:
    """Return one sheet with its alerts by grade, class and code: never by how much."""
    words = load_words()
    own = [alert for alert in safety_list.alerts if sheet_of(alert) == sheet]
    return Table(
        name=words.sheet[sheet],
        columns=[_locked(each) for each in words.column] if sheet == "closed" else words.column,
        rows=[_cells(alert) for alert in sorted(own, key=place_of)],
        notes=_notes(sheet, safety_list),
        frozen_columns=2,
        row_points=words.row_points,
        empty=words.nobody,
    )


def _locked(column: Column) -> Column:
    return column.model_copy(update={"entry": "none", "choices": None, "prompt": ""})


def _notes(sheet: SheetId, safety_list: SafetyList) -> list[str]:
    words = load_words()
    made = words.made_on.format(
        school=safety_list.school_name,
        window=safety_list.window.title,
        as_of=safety_list.as_of.isoformat(),
    )
    names = "; ".join(f"{each.name} ({each.role})" for each in safety_list.receivers)
    known_by = words.receivers.format(names=names) if names else words.no_receivers
    why = safety_list.not_joined
    return [
        f"{words.title}. {made}",
        *([words.not_joined.format(why=why)] if why else []),
        *words.notes[sheet],
        *([known_by] if sheet == "today" else []),
    ]


def place_of(alert: Alert) -> tuple[int, str, str, str, int, str, str, str]:
    """Return the sort key: where a counsellor finds the student, then where the row stands."""
    entry = alert.entry
    return (
        grade_order(entry.grade),
        entry.class_id,
        entry.student_ref,
        entry.file,
        entry.row or 0,
        entry.item_id,
        entry.reason,
        alert.alert_id,
    )


def what_of(alert: Alert) -> str:
    """Return in words why a person must look; never the answer itself."""
    words, entry = load_words(), alert.entry
    return words.reason[entry.reason].format(what=entry.what, item=entry.item_id)


def _cells(alert: Alert) -> tuple[str, ...]:
    """Return one row: issued cells, those that people fill in, then what only programs read."""
    words, entry = load_words(), alert.entry
    consent = words.consent.get(entry.consent or "none", words.consent["none"])
    shown = {
        "alert": alert.alert_id,
        "student_code": entry.student_ref or words.no_code,
        "grade_class": ", ".join(part for part in (entry.grade, entry.class_id) if part),
        "what": what_of(alert),
        "place": _where(alert),
        "when": _when(alert),
        "who": f"{words.identity[entry.identity]}; {consent}",
    }
    written = entries_of_people(alert)
    issued = json.dumps(list(written.values()), ensure_ascii=False)
    sealed = {ISSUED: issued, SEAL: seal([*shown.values(), issued])}
    cells = shown | written | sealed
    return tuple(cells[column.id] for column in words.column)


def _where(alert: Alert) -> str:
    words, entry = load_words(), alert.entry
    pattern = words.whole_file if entry.row is None else words.row_of_file
    place = pattern.format(row=entry.row, file=entry.file)
    if alert.other_places:
        place = words.more_places.format(place=place, count=alert.other_places)
    if not alert.is_in_files:
        place = words.gone.format(place=place)
    return f"{place}: {entry.row_state}" if entry.row_state else place


def _when(alert: Alert) -> str:
    """Return when it was answered, listed and taken, each on a line of its own."""
    words, taken = load_words().when, alert.acknowledgement
    times: dict[Step, str] = {
        "answered": alert.entry.recorded_at or "",
        "listed": alert.listed_at[:DAY],
        "taken": taken.at[:MINUTE].replace("T", " ") if taken else "",
    }
    return "\n".join(words[step].format(at=at) for step, at in times.items() if at)
