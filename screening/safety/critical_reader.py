"""One critical item's column of an export, cell by cell: what a person must look at, and why."""

from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from screening.intake.layout import Layout
from screening.intake.mapping import places_of
from screening.intake.text_table import Record, TextTable
from screening.intake.values import NoAnswer, known_values, normalise
from screening.safety.alert_identity import answer_key, told_apart_by
from screening.safety.critical_columns import CriticalColumn
from screening.safety.entry import Reason

MOST_CELLS_KEPT = 10_000
"""Distinct cells of a column whose meaning is remembered; an item has a handful."""


class CriticalReader:
    """Reads one critical item's column, each distinct cell decoded once.

    Args:
        table: the file.
        column: the item's column.
        layout: says who answered, where the code and the time stand.
        zone: the programme's time zone.
    """

    def __init__(
        self, table: TextTable, column: CriticalColumn, layout: Layout, *, zone: ZoneInfo
    ) -> None:
        self.column = column
        self._layout = layout
        self._zone = zone
        self.at_or_above = column.critical.at_or_above
        self.ref = places_of(table, layout.student_ref)[0]
        time = places_of(table, layout.recorded_at.column) if layout.recorded_at else []
        self.time = time[0] if len(time) == 1 else None
        self._place = places_of(table, column.address)[0]
        self.stated = table.columns[self._place]
        self._others = [
            position
            for item in sorted(column.block.columns)
            for position in places_of(table, column.block.columns[item])
        ]
        self._code_of = lru_cache(MOST_CELLS_KEPT)(self._decoded)

    def _decoded(self, cell: str) -> int:
        known = known_values([cell], block=self.column.block, codes=self.column.codes)
        code = known.get(cell, int(NoAnswer.UNKNOWN))
        no_answer = 0 <= code < self.at_or_above and self.stated.declares_missing(cell.strip())
        return int(NoAnswer.UNKNOWN) if no_answer else code

    def reasons(self, record: Record, texts: Sequence[str]) -> list[Reason]:
        """Return why a person must look at this row: what the cell gives, then its corrections."""
        given = self.reason(record)
        reasons: list[Reason] = [given] if given else []
        if not texts or given == "endorsed":
            return reasons
        known = known_values(texts, block=self.column.block, codes=self.column.codes)
        if max(known.values(), default=-1) >= self.at_or_above:
            reasons.append("endorsed")
        return reasons

    def reason(self, record: Record) -> Reason | None:
        """Return why a person must look at this row as the export has it, or None."""
        code = self._code_of(record.cells[self._place])
        if code == NoAnswer.UNKNOWN:
            return "unclear"
        if code < 0:
            answered = any(record.cells[position].strip() for position in self._others)
            return "unanswered" if answered else None
        return "endorsed" if code >= self.at_or_above else None

    def key(self, record: Record, reason: Reason) -> str:
        """Return which answer this is, before equal rows are numbered (`alert_identity`)."""
        cells = record.cells
        when = told_apart_by(
            "" if self.time is None else cells[self.time],
            [self._form_answer(cells[place]) for place in self._others],
            recorded_at=self._layout.recorded_at,
            zone=self._zone,
        )
        return answer_key(
            student_code=cells[self.ref],
            informant=self._layout.informant,
            item_id=self.column.item,
            reason=reason,
            when=when,
        )

    def _form_answer(self, cell: str) -> str:
        """Return a cell of the form as its code; what this item has no code for, as it is typed."""
        code = self._code_of(cell)
        return normalise(cell) if code == NoAnswer.UNKNOWN else str(code)
