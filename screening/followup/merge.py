"""One returned row against the ledger: what is new becomes acts, what disagrees becomes a line.

Three texts are compared per cell: as it was issued, as it came back, as the ledger has it now. A
cell that nobody touched says nothing, however much was said elsewhere since.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.followup.entries import (
    EntryDays,
    EntryError,
    read_entry,
    split_choice,
    status_and_reason,
)
from screening.followup.entry_dates import dates_in
from screening.followup.finding import Finding
from screening.followup.moves import Move, move_between
from screening.followup.override_entry import override_of
from screening.followup.returned_list import ReturnedRow
from screening.followup.rules import load_followup
from screening.ledger.act import MACHINE, Act, ActKind
from screening.referrals.rules import load_rules
from screening.spreadsheet import Column

STATUS, OVERRIDE = "status", "override"


@dataclass(frozen=True)
class Return:
    """One workbook that is being read.

    Attributes:
        workbook: name of the file.
        source: its SHA-256.
        window_id: whose list it is.
        school_id: whose list it is.
        by: who is named as the one who acted; empty = the row's owner.
        days: between which days entries may lie; `today` is the day of the acts.
    """

    workbook: str
    source: str
    window_id: str
    school_id: str
    by: str
    days: EntryDays


@dataclass(frozen=True)
class Known:
    """What the ledger says of a row.

    Attributes:
        kind: kind of act that a change becomes.
        student_ref: empty for a class.
        fields: column id → what stands; a status by its id.
        history: acts about it, oldest first.
    """

    kind: ActKind
    student_ref: str
    fields: Mapping[str, str]
    history: Sequence[Act]


class RowMerge:
    """Merges one row; `acts` and `findings` are what came of it."""

    def __init__(
        self, row: ReturnedRow, *, columns: Sequence[Column], known: Known, back: Return
    ) -> None:
        self._row, self._known, self._back = row, known, back
        self._columns = {column.id: column for column in columns}
        self._entries = [column for column in columns if column.entry != "none"]
        self.acts: list[Act] = []
        self.findings: list[Finding] = []
        self._compare_locked()
        self._values = self._read()
        told = self._told()
        self._by = back.by or self._values.get(load_followup().owner, "")
        if told and self._by in {"", MACHINE}:
            self._find("nobody_named")
            return
        for column, new in told.items():
            if column == STATUS:
                self._move(new, told=told)
            elif self._stands_against(column, new) and self._may_override(column, new):
                self._take(column, new)

    def _compare_locked(self) -> None:
        for column in self._columns.values():
            text = self._row.cells.get(column.id)
            is_locked = column.entry == "none" and text is not None
            if is_locked and not self._row.is_as_issued(column.id, text or ""):
                self._find("locked_changed", column.id)

    def _read(self) -> dict[str, str]:
        """Return column id → value of every cell that can be read; what was not touched, as is."""
        values = {}
        for column in self._entries:
            text = self._row.cells.get(column.id)
            if text is None:
                continue
            try:
                is_issued = self._row.is_as_issued(column.id, text)
                values[column.id] = text if is_issued else self._value(column, text)
            except EntryError as fault:
                self._find(fault.finding, column.id)
        return values

    def _told(self) -> dict[str, str]:
        """Return column id → value, of cells that say something new."""
        return {
            column: value
            for column, value in self._values.items()
            if not self._row.is_as_issued(column, self._shown(column, value))
            and value != self._known.fields.get(column, "")
        }

    def _value(self, column: Column, text: str) -> str:
        if not text:
            raise EntryError("emptied")
        return read_entry(text, column=column, days=self._back.days)

    def _stands_against(self, column: str, new: str) -> bool:
        """Return whether a value is taken, whatever was said since the list was issued."""
        last = self._said_since(column)
        if last is None:
            return True
        said = {"by": last.by, "at": last.at}
        if new in {act.new for act in self._acts_on(column)}:
            self._find_unless_read("said_before", column, **said)
            return False
        if self._newest(self._values) < self._newest(self._known.fields):
            self._find_unless_read("older_copy", column, **said)
            return False
        if last.new not in new:
            self._find("newer_copy", column, **said)
        return True

    def _said_since(self, column: str) -> Act | None:
        """Return the last act on a column, where it made of it something else than was issued."""
        acts = self._acts_on(column)
        stands = self._shown(column, self._known.fields.get(column, ""))
        return acts[-1] if acts and not self._row.is_as_issued(column, stands) else None

    def _acts_on(self, column: str) -> list[Act]:
        kind = self._known.kind
        return [act for act in self._known.history if (act.kind, act.field) == (kind, column)]

    def _newest(self, cells: Mapping[str, str]) -> dt.date:
        """Return the last day on which somebody was seen or spoken to."""
        days = (
            day for column in load_followup().newest_by for day in _dates(cells.get(column, ""))
        )
        return max(days, default=dt.date.min)

    def _move(self, new: str, *, told: Mapping[str, str]) -> None:
        """Take a status along the allowed moves, step by step."""
        old = self._known.fields.get(STATUS, load_rules().status[0].id)
        move = move_between(old, new, told=self._columns_told())
        since = self._said_since(STATUS)
        reason = self._reason(told) if move.kind == "back" else ""
        if since and (move.kind != "forward" or new in {a.new for a in self._acts_on(STATUS)}):
            self._find_unless_read("older_copy", STATUS, by=since.by, at=since.at)
        elif move.kind == "forward" or (move.kind == "back" and reason):
            self._take_steps(move, reason=reason)
        else:
            self._refuse(move)

    def _take_steps(self, move: Move, *, reason: str) -> None:
        for old, new in zip(move.steps, move.steps[1:], strict=False):
            self._act(STATUS, old=old, new=new, reason=reason)
        passed, told = load_followup().passed, self._columns_told()
        undated = {passed.get(step, "") for step in move.steps[1:]} - {"", *told}
        for column in load_followup().newest_by:
            if move.kind == "forward" and column in undated:
                self._find("no_day", column)

    def _refuse(self, move: Move) -> None:
        rules = load_rules()
        old, new = move.steps[0], move.steps[-1]
        following = {status.id: status.next for status in rules.status}[old]
        self._find(
            {"untold": "steps_untold", "back": "back_without_reason"}.get(move.kind, "not_allowed"),
            STATUS,
            old=rules.status_words(old),
            new=rules.status_words(new),
            next="; ".join(map(rules.status_words, following)) or "none",
            columns="; ".join(self._columns[column].heading for column in move.untold),
        )

    def _reason(self, told: Mapping[str, str]) -> str:
        """Return why a status moves: behind the status, or in a cell changed with it."""
        _, behind = status_and_reason(self._text(STATUS))
        beside = [told[column] for column in load_followup().reason_columns if told.get(column)]
        return behind or next(iter(beside), "")

    def _columns_told(self) -> set[str]:
        """Return the columns of this row that tell a step: with a day, where they have one."""
        rules = load_followup()
        return {
            column
            for column in rules.passed.values()
            if (value := self._values.get(column))
            and not value.startswith(rules.not_reached.get(column, ("\0",)))
            and (column not in rules.newest_by or _dates(value))
        }

    def _may_override(self, column: str, new: str) -> bool:
        """Return whether a choice under override stands; its act about the tier goes with it."""
        if column != OVERRIDE or not new:
            return True
        try:
            act = override_of(
                new,
                window_id=self._back.window_id,
                school_id=self._back.school_id,
                student_ref=self._known.student_ref,
                by=self._by,
                at=self._back.days.today.isoformat(),
                source=self._back.source,
            )
        except EntryError as fault:
            self._find(fault.finding, column, why=str(fault.__cause__ or ""))
            return False
        if act:
            self.acts.append(act)
        elif not split_choice(new, choices=load_rules().lists[OVERRIDE])[0]:
            self._find("override_no_choice", column)
        return True

    def _take(self, column: str, new: str) -> None:
        self._act(column, old=self._known.fields.get(column, ""), new=new)

    def _act(self, column: str, *, old: str, new: str, reason: str = "") -> None:
        self.acts.append(
            Act(
                kind=self._known.kind,
                window_id=self._back.window_id,
                school_id=self._back.school_id,
                student_ref=self._known.student_ref,
                subject=self._row.key,
                field=column,
                old=old,
                new=new,
                reason=reason,
                by=self._by,
                at=self._back.days.today.isoformat(),
                source=self._back.source,
            )
        )

    def _find_unless_read(self, finding: str, column: str, **said: str) -> None:
        """List a conflict, but not with what this very workbook said when it was read before."""
        if self._back.source not in {act.source for act in self._known.history}:
            self._find(finding, column, **said)

    def _find(self, finding: str, column: str = "", **said: str) -> None:
        self.findings.append(
            Finding(
                id=finding,
                workbook=self._back.workbook,
                sheet=self._row.sheet,
                row=self._row.row,
                column=self._columns[column].heading if column else "",
                referral_id=self._row.key,
                value=self._text(column),
                said=tuple(said.items()),
            )
        )

    def _text(self, column: str) -> str:
        return self._row.cells.get(column, "")

    def _shown(self, column: str, value: str) -> str:
        """Return a value as the list shows it; what is shown already stays as it is."""
        words = load_rules().status_words
        return words(value or load_rules().status[0].id) if column == STATUS else value


def _dates(text: str) -> list[dt.date]:
    """Return the dates in a cell; none where they cannot be read, which is said elsewhere."""
    try:
        return dates_in(text)
    except ValueError:
        return []
