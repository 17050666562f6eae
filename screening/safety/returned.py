"""Safety lists that came back: only what people filled in is read; the rest is compared.

Each row bears its alert's id, what stood in the cells to fill in when it was issued, and a seal of
everything issued. A row whose issued cells were changed may stand beside another student: nothing
of it is taken. What contradicts what is known is listed, and the alert stays as it is.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.errors import RefusedDataError
from screening.intake.open_export import sha256
from screening.intake.read_workbook import read_named_sheets
from screening.intake.returned_workbook import HEADER_ROWS, seal
from screening.intake.text_table import Record, name_of
from screening.ledger.act import Act
from screening.problem import RefusedFileError
from screening.safety.alert import Alert
from screening.safety.done_by_people import Person, closed, noted, shown_time, taken
from screening.safety.safety_words import FACTS, ISSUED, META, SEAL, load_words

TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
"""How a spreadsheet gives a date with a time, and how the column asks for it."""
NAMED = ("taken_by", "seen_by", "seen_on")


@dataclass(frozen=True)
class Conflict:
    """Something in a returned safety list that was not taken.

    Attributes:
        row: as a spreadsheet shows it.
        alert_id: as the row has it.
        why: a sentence with what to do; never what a cell holds.
    """

    workbook: str
    sheet: str
    row: int
    alert_id: str
    why: str

    def line(self) -> str:
        """Return it as one line for a screen."""
        return f"{self.workbook}, {self.sheet}, row {self.row}, {self.alert_id}: {self.why}"


@dataclass(frozen=True)
class _Row:
    """One row that came back: its cells by column id."""

    sheet: str
    number: int
    cells: dict[str, str]


def is_safety_workbook(path: Path) -> bool:
    """Return True where a workbook is one of our safety lists, whatever it is called."""
    try:
        return bool(_facts(read_named_sheets(path)))
    except RefusedFileError:
        return False


def acts_of_returned(
    path: Path, *, alerts: Sequence[Alert], received_at: dt.datetime
) -> tuple[list[Act], list[Conflict]]:
    """Return what people did by a safety list that came back, and what was not taken of it.

    Args:
        path: the workbook.
        alerts: as the ledger knows them now.
        received_at: when it came back, in the programme's time zone.

    Raises:
        RefusedDataError: it cannot be opened safely, or is no safety list of ours.
    """
    try:
        sheets = read_named_sheets(path)
    except RefusedFileError as fault:
        raise RefusedDataError(f"{name_of(path)}: {fault.problem.message}") from None
    facts = _facts(sheets)
    if not facts:
        raise RefusedDataError(f"{name_of(path)}: no safety list of ours. Nothing was read.")
    if len(list(_tables(sheets))) < len(load_words().sheet):
        raise RefusedDataError(
            f"{name_of(path)}: a sheet is missing, or a heading was changed. Nothing was read:"
            " take the newest list and write the entries into that."
        )
    reader = _Reader(alerts, facts, received_at, source=sha256(path))
    acts: list[Act] = []
    conflicts: list[Conflict] = []
    for row in _rows(sheets):
        for found in reader.read(row):
            if isinstance(found, Act):
                acts.append(found)
            else:
                place = row.cells["alert"].strip() or "no alert"
                conflicts.append(Conflict(name_of(path), row.sheet, row.number, place, found))
    return acts, conflicts


class _Reader:
    """Reads row after row; an alert is known as the rows before have left it."""

    def __init__(
        self,
        alerts: Sequence[Alert],
        facts: dict[str, str],
        received_at: dt.datetime,
        *,
        source: str,
    ) -> None:
        self._received_at = received_at
        self._source = source
        here = [alert for alert in alerts if alert.window_id == facts["window_id"]]
        # The school's own alert last: an id on paper may have become two since.
        here.sort(key=lambda alert: alert.school_id == facts["school_id"])
        self._names = {name: alert.alert_id for alert in here for name in alert.known_as}
        self._alerts = {alert.alert_id: alert for alert in here}

    def read(self, row: _Row) -> Iterator[Act | str]:
        """Yield what people did by a row, and why anything was not taken."""
        before = _issued(row)
        if before is None:
            yield "cells that are locked were changed or moved. Nothing of the row was taken."
            return
        changed = {column for column, text in before.items() if row.cells[column] != text}
        if not changed:
            return
        if row.cells["alert"].strip() not in self._names:
            yield "there is no such alert. Nothing of the row was taken."
            return
        alert_id = self._names[row.cells["alert"].strip()]
        for read in (self._taken, self._seen, self._noted):
            alert = self._alerts[alert_id]
            try:
                acts = read(alert, row.cells, before, changed)
            except ValueError as why:
                yield str(why)
                continue
            yield from acts
            self._alerts[alert_id] = replace(alert, acts=(*alert.acts, *acts))

    def _taken(
        self, alert: Alert, cells: dict[str, str], _before: dict[str, str], changed: set[str]
    ) -> list[Act]:
        if "taken_by" not in changed:
            return []
        if not cells["taken_by"]:
            raise ValueError("whoever has taken a row stays named. Write another name instead.")
        known = alert.acknowledgement
        who = self._person(cells["taken_by"])
        return [] if known and known.by == who.name else [taken(alert, who)]

    def _seen(
        self, alert: Alert, cells: dict[str, str], _before: dict[str, str], changed: set[str]
    ) -> list[Act]:
        if not {"seen_by", "seen_on"} & changed:
            return []
        if not (cells["seen_by"] and cells["seen_on"]):
            raise ValueError("'Seen' needs a name, a date and a time. The row stays open.")
        seen = _time(cells["seen_on"]).replace(tzinfo=self._received_at.tzinfo)
        who, known = self._person(cells["seen_by"]), alert.closing
        if known and (known.by, known.new) == (who.name, shown_time(seen)):
            return []
        return closed(alert, who, seen=seen)

    def _noted(
        self, alert: Alert, cells: dict[str, str], before: dict[str, str], changed: set[str]
    ) -> list[Act]:
        columns = [column for column in before if column in changed and column not in NAMED]
        acts = []
        for column in columns:
            known = alert.written(column)
            if known == cells[column]:
                continue
            if known != before[column]:
                raise ValueError("somebody else has written into it since. Take a new list.")
            who = self._person(_named(alert, cells))
            acts.append(noted(alert, who, column=column, text=cells[column]))
        return acts

    def _person(self, name: str) -> Person:
        return Person(name, self._received_at, self._source)


def _facts(sheets: dict[str, list[Record]]) -> dict[str, str]:
    """Return what the hidden sheet says; nothing where it is not one of ours."""
    told = {
        record.cells[0]: record.cells[1] for record in sheets.get(META, ()) if len(record.cells) > 1
    }
    return told if set(FACTS) <= set(told) else {}


def _tables(
    sheets: dict[str, list[Record]],
) -> Iterator[tuple[str, list[str], list[Record]]]:
    """Yield (name, column ids, rows below) of every sheet with our headings."""
    columns = {column.heading: column.id for column in load_words().column}
    for sheet, records in sheets.items():
        for place, record in enumerate(records[:HEADER_ROWS]):
            head = [columns.get(cell.strip(), "") for cell in record.cells]
            if set(columns.values()) <= set(head):
                yield sheet, head, records[place + 1 :]
                break


def _rows(sheets: dict[str, list[Record]]) -> Iterator[_Row]:
    """Yield the rows of every sheet of ours, whatever it is called."""
    for sheet, head, records in _tables(sheets):
        for each in records:
            cells = dict(zip(head, [*each.cells, *[""] * len(head)], strict=False))
            yield _Row(sheet, each.row, {name: cells[name].strip() for name in cells})


def _issued(row: _Row) -> dict[str, str] | None:
    """Return what stood in the cells to fill in when the row was issued; None where changed."""
    words = load_words()
    entries = [column.id for column in words.entry_columns]
    locked = [each.id for each in words.column if each.id not in {*entries, SEAL}]
    if not any(row.cells[name] for name in (*entries, SEAL)):
        return dict.fromkeys(entries, "")  # a line of words below the table, or an empty one
    if seal([row.cells[name] for name in locked]) != row.cells[SEAL]:
        return None
    return dict(zip(entries, json.loads(row.cells[ISSUED]), strict=True))


def _named(alert: Alert, cells: dict[str, str]) -> str:
    """Return whose entry it is: who has seen the student, or has taken the row."""
    known = alert.acknowledgement
    name = cells["seen_by"] or cells["taken_by"] or (known.by if known else "")
    if not name:
        raise ValueError("nobody is named. Write under 'Taken by' who wrote this.")
    return name


def _time(text: str) -> dt.datetime:
    for each in TIMES:
        try:
            found = dt.datetime.strptime(text, each)  # noqa: DTZ007 (its zone is set next)
        except ValueError:
            continue
        if found.time() != dt.time.min:
            # A spreadsheet keeps times as fractions of a day: 11:15 may come back as 11:14:59.
            return (found + dt.timedelta(seconds=30)).replace(second=0)
    raise ValueError("'Seen on' needs a date and a time, as 2026-10-30 11:15. The row stays open.")
