"""Critical items from the raw rows, before any check can stop the run.

Every row of every file is read, also those that are later set aside, left out or refused. Nothing
here needs the warehouse. What cannot be decoded with certainty is listed for a person, never
passed over. Files are read leniently only here; scoring reads them strictly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from screening.intake.layout import Layout
from screening.intake.mapping import layout_for, places_of
from screening.intake.open_export import read_export, sha256
from screening.intake.returned_workbook import ReturnedLine, read_returned
from screening.intake.take_in import exports_in
from screening.intake.text_table import Record, TextTable, name_of
from screening.intake.values import NoAnswer, known_values
from screening.problem import RefusedFileError
from screening.programme.load import ReadableProgramme
from screening.safety.critical_columns import CriticalColumn, critical_columns
from screening.safety.entry import Reason, SafetyEntry
from screening.safety.lenient import lenient_table
from screening.safety.own_labels import contradicts_itself
from screening.safety.unread import misplaced, under_another_layout, unread
from screening.safety.whose_answers import Students, students_of

LONGEST_SHOWN = 80
"""Characters of a typed student code or time that the list shows."""
MOST_ROWS_NAMED = 200
"""Rows of a file that are named one by one because their cells cannot be told apart."""
CORRECTED = "corrected by the school"
"""Stands beside what the export's cell gave, and beside what the correction gives."""
MOST_CELLS_KEPT = 10_000
"""Distinct cells of a column whose meaning is remembered; an item has a handful."""
Cell = tuple[int, str]
"""Row and item."""


def read_critical_items(programme: ReadableProgramme, folder: Path) -> list[SafetyEntry]:
    """Return the safety entries of every export in a window's folder, by file and row.

    A correction can add an entry and takes none away: what the export's own cell gave stays.
    """
    students = students_of(programme, folder)
    max_bytes = programme.settings.max_file_mb * 1024**2
    returned = read_returned(folder, max_bytes=max_bytes)
    corrected = corrections_of_cells(returned.lines)
    found: list[SafetyEntry] = []
    for path in exports_in(folder):
        cells = corrected.get(sha256(path), {})
        try:
            found.extend(_entries_of_file(path, programme, students, cells))
        except Exception as fault:  # noqa: BLE001 (one file never hides the others' answers)
            found.append(unread(name_of(path), f"reading it broke ({type(fault).__name__})"))
    return [*found, *misplaced(programme, folder, returned.problems)]


def corrections_of_cells(
    lines: Iterable[ReturnedLine],
) -> dict[str, dict[Cell, list[str]]]:
    """Return what schools wrote, by the export's SHA-256, then by row and item.

    Also what intake does not use, because two workbooks contradict each other: one of the two may
    be true. A line that is not as it was sent may stand beside another student, and is passed over.
    """
    found: dict[str, dict[Cell, list[str]]] = {}
    for line in lines:
        if line.record is not None and line.is_intact:
            cells = found.setdefault(line.sha256, {})
            cells.setdefault((line.record, line.item), []).append(line.text)
    return found


def _entries_of_file(
    path: Path,
    programme: ReadableProgramme,
    students: Students,
    corrected: Mapping[Cell, Sequence[str]],
) -> Iterator[SafetyEntry]:
    layout, _ = layout_for(name_of(path), programme.layouts)
    if layout is None:
        yield unread(name_of(path), "no layout says what this file's columns mean")
        return
    columns = critical_columns(layout, programme.library)
    if not columns:
        yield from under_another_layout(path, programme)
        return
    table, state = _table(path, layout, columns, programme)
    if table is None:
        yield unread(name_of(path), f"file refused ({state})")
        return
    found: list[SafetyEntry] = []
    readings = ((each.address, each.block, each.codes) for each in columns)
    if contradicts_itself(table, readings, programme.library):
        found.append(unread(name_of(path), "its own labels contradict how its codes are read"))
    try:
        found.extend(
            _entries_of_table(table, name_of(path), layout, columns, students, corrected=corrected)
        )
    except RefusedFileError as fault:
        state = fault.problem.code
        found.append(unread(name_of(path), "the file breaks off: the rest is not read"))
    yield from (_of_refused_file(entry, state) if state else entry for entry in found)


def _of_refused_file(entry: SafetyEntry, code: str) -> SafetyEntry:
    known = "; ".join(filter(None, (f"file refused ({code})", entry.row_state)))
    return replace(entry, row_state=known)


def _table(
    path: Path, layout: Layout, columns: Sequence[CriticalColumn], programme: ReadableProgramme
) -> tuple[TextTable | None, str]:
    """Return the table and, where intake refuses the file, the code of the reason."""
    needed = [layout.student_ref, *(column.address for column in columns)]
    max_bytes = programme.settings.max_file_mb * 1024**2
    try:
        table = read_export(path, layout, max_bytes=max_bytes)
    except RefusedFileError as fault:
        code = fault.problem.code
        return lenient_table(path, layout, columns=needed, max_bytes=max_bytes), code
    found = [len(places_of(table, address)) for address in needed]
    if set(found) != {1}:
        return None, "M301" if 0 in found else "M302"
    return table, ""


def _entries_of_table(
    table: TextTable,
    file: str,
    layout: Layout,
    columns: Sequence[CriticalColumn],
    students: Students,
    *,
    corrected: Mapping[Cell, Sequence[str]],
) -> Iterator[SafetyEntry]:
    readers = [_Reader(table, column, layout) for column in columns]
    misshapen = 0
    for record in table.records:
        if not table.fits(record):
            misshapen += 1
            if misshapen <= MOST_ROWS_NAMED:
                yield unread(file, "the row has too many or too few cells", row=record.row)
            continue
        for reader in readers:
            texts = corrected.get((record.row, reader.column.item), ())
            for reason in reader.reasons(record, texts):
                state = CORRECTED if texts else ""
                yield from _entries(reader, record, reason, file, students, state)
    if misshapen > MOST_ROWS_NAMED:
        more = f"{misshapen - MOST_ROWS_NAMED} more rows have too many or too few cells"
        yield unread(file, more)


class _Reader:
    """Reads one critical item's column, each distinct cell decoded once."""

    def __init__(self, table: TextTable, column: CriticalColumn, layout: Layout) -> None:
        self.column = column
        self.at_or_above = column.critical.at_or_above
        self.ref = places_of(table, layout.student_ref)[0]
        time = places_of(table, layout.recorded_at.column) if layout.recorded_at else []
        self.time = time[0] if len(time) == 1 else None
        self._place = places_of(table, column.address)[0]
        self.stated = table.columns[self._place]
        self._others = [
            position
            for address in column.block.columns.values()
            for position in places_of(table, address)
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


def _entries(
    reader: _Reader,
    record: Record,
    reason: Reason,
    file: str,
    students: Students,
    state: str,
) -> Iterator[SafetyEntry]:
    """Yield the entry; one per school where two schools have a student of this code."""
    typed = record.cells[reader.ref].strip()
    # As typed: a code that fits only without its invisible characters is nobody's.
    known = students.get(typed, ())
    is_certain = len(known) == 1
    for student in known or (None,):
        yield SafetyEntry(
            student_ref=_shown(typed),
            school_id=student.school_id if student else None,
            grade=student.grade if student else "",
            class_id=student.class_id if student else "",
            instrument_id=reader.column.block.instrument,
            item_id=reader.column.item,
            what=reader.column.critical.words,
            reason=reason,
            file=file,
            row=record.row,
            recorded_at=_shown(record.cells[reader.time]) if reader.time is not None else None,
            identity="on roster" if is_certain else "identity unresolved",
            consent=student.consent if student and is_certain else None,
            row_state=state,
        )


def _shown(cell: str) -> str:
    """Return a cell as the list shows it: one line, never longer than a sheet's cell may be."""
    return "".join(c for c in cell.strip() if c.isprintable())[:LONGEST_SHOWN]
