"""Critical items from the raw rows, before any check can stop the run.

Every row of every file is read, also those that are later set aside, left out or refused. Nothing
here needs the warehouse. What cannot be decoded with certainty is listed for a person, never
passed over. Files are read leniently only here; scoring reads them strictly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from screening.intake.layout import Layout
from screening.intake.mapping import layout_for, places_of
from screening.intake.open_export import read_export, sha256
from screening.intake.returned_workbook import ReturnedLine, read_returned
from screening.intake.take_in import exports_in
from screening.intake.text_table import Record, TextTable, name_of
from screening.problem import RefusedFileError
from screening.programme.load import ReadableProgramme
from screening.safety.alert_identity import EqualRows, unread_row_key
from screening.safety.critical_columns import CriticalColumn, critical_columns
from screening.safety.critical_reader import CriticalReader
from screening.safety.entry import Reason, SafetyEntry
from screening.safety.lenient import lenient_table
from screening.safety.own_labels import contradicts_itself
from screening.safety.unread import misplaced, under_another_layout, unread, unread_file
from screening.safety.whose_answers import Students, placed, students_of

LONGEST_SHOWN = 80
"""Characters of a typed student code or time that the list shows."""
MOST_ROWS_NAMED = 200
"""Rows of a file that are named one by one because their cells cannot be told apart."""
CORRECTED = "corrected by the school"
"""Stands beside what the export's cell gave, and beside what the correction gives."""
Cell = tuple[int, str]
"""Row and item."""


def read_critical_items(
    programme: ReadableProgramme, folder: Path, *, students: Students | None = None
) -> list[SafetyEntry]:
    """Return the safety entries of every export in a window's folder, by file and row.

    A correction can add an entry and takes none away: what the export's own cell gave stays.

    Args:
        programme: its layouts, instruments and time zone.
        folder: the window's inbox folder.
        students: whose answers they are; None = as the folder's roster says.
    """
    students = students_of(programme, folder) if students is None else students
    max_bytes = programme.settings.max_file_mb * 1024**2
    returned = read_returned(folder, max_bytes=max_bytes)
    corrected = corrections_of_cells(returned.lines)
    found: list[SafetyEntry] = []
    for path in exports_in(folder):
        cells = corrected.get(sha256(path), {})
        try:
            found.extend(_entries_of_file(path, programme, students, cells))
        except Exception as fault:  # noqa: BLE001 (one file never hides the others' answers)
            found.append(unread_file(path, f"reading it broke ({type(fault).__name__})"))
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
        yield unread_file(path, "no layout says what this file's columns mean")
        return
    columns = critical_columns(layout, programme.library)
    if not columns:
        yield from under_another_layout(path, programme)
        return
    table, state = _table(path, layout, columns, programme)
    if table is None:
        yield unread_file(path, f"file refused ({state})")
        return
    found: list[SafetyEntry] = []
    readings = ((each.address, each.block, each.codes) for each in columns)
    if contradicts_itself(table, readings, programme.library):
        found.append(unread_file(path, "its own labels contradict how its codes are read"))
    readers = [
        CriticalReader(table, each, layout, zone=programme.settings.zone) for each in columns
    ]
    try:
        found.extend(_entries_of_table(table, path, readers, students, corrected=corrected))
    except RefusedFileError as fault:
        state = fault.problem.code
        found.append(unread_file(path, "the file breaks off: the rest is not read"))
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
    path: Path,
    readers: Sequence[CriticalReader],
    students: Students,
    *,
    corrected: Mapping[Cell, Sequence[str]],
) -> Iterator[SafetyEntry]:
    equal = EqualRows()
    misshapen = 0
    for record in table.records:
        if not table.fits(record):
            misshapen += 1
            if misshapen <= MOST_ROWS_NAMED:
                key = equal.numbered(unread_row_key(record.cells))
                why = "the row has too many or too few cells"
                yield unread(name_of(path), why, key=key, row=record.row)
            continue
        for reader in readers:
            texts = corrected.get((record.row, reader.column.item), ())
            for reason in reader.reasons(record, texts):
                entry = _entry(reader, record, reason, name_of(path), CORRECTED if texts else "")
                yield from placed(replace(entry, key=equal.numbered(entry.key)), students)
    if misshapen > MOST_ROWS_NAMED:
        more = f"{misshapen - MOST_ROWS_NAMED} more rows have too many or too few cells"
        yield unread_file(path, more)


def _entry(
    reader: CriticalReader, record: Record, reason: Reason, file: str, state: str
) -> SafetyEntry:
    """Return the entry of a student of whom nothing is known but the code."""
    typed = record.cells[reader.ref].strip()
    shown = _shown(typed)
    return SafetyEntry(
        student_ref=shown,
        roster_code=shown if shown == typed else "",
        school_id=None,
        grade="",
        class_id="",
        instrument_id=reader.column.block.instrument,
        item_id=reader.column.item,
        what=reader.column.critical.words,
        reason=reason,
        file=file,
        row=record.row,
        recorded_at=None if reader.time is None else _shown(record.cells[reader.time]),
        identity="identity unresolved",
        consent=None,
        row_state=state,
        key=reader.key(record, reason),
    )


def _shown(cell: str) -> str:
    """Return a cell as the list shows it: one line, never longer than a sheet's cell may be."""
    return "".join(c for c in cell.strip() if c.isprintable())[:LONGEST_SHOWN]
