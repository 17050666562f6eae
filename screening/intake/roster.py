"""The roster: who is due screening, where, and with whose consent. Names never enter."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from screening.intake import read_text
from screening.intake.header_rows import table_of
from screening.intake.open_export import read_bytes
from screening.intake.paused_collector import paused_collector
from screening.intake.personal_data import announces_personal_data
from screening.intake.roster_entry import (
    CONSENT,
    NOT_RECORDED,
    Roster,
    RosterEntry,
    class_name,
    language_code,
)
from screening.intake.rosters.dropped_roster import read_dropped_roster
from screening.intake.text_table import Record, TextTable
from screening.problem import Problem, RefusedFileError, refused
from screening.programme.genders import NEITHER, canonical_gender
from screening.programme.grades import canonical_grade
from screening.programme.settings import UNASSIGNED, Programme

FILE_NAME = "roster.csv"
COLUMNS = ("student_ref", "school_id", "grade", "class_id", "home_language", "consent")


def read_roster(folder: Path, *, programme: Programme) -> Roster:
    """Return the roster of a window's inbox folder.

    It is `roster.csv`, or a OneRoster or Clever export; two rosters are refused.

    Raises:
        RefusedFileError: absent, unreadable, lacking a column, or holding personal data.
    """
    with paused_collector():
        return _read_roster(folder, programme)


def _read_roster(folder: Path, programme: Programme) -> Roster:
    if dropped := read_dropped_roster(folder, programme=programme):
        return dropped
    table = _table(folder / FILE_NAME, max_bytes=programme.max_file_mb * 1024**2)
    kept = (*COLUMNS, *programme.group_columns)
    problems = _refuse_or_drop(table, kept)
    found: dict[str, RosterEntry] = {}
    problems += [
        Problem("F111", FILE_NAME, "cells missing or too many.", row=record.row)
        for record in table.misshapen
    ]
    for record in table.rows:
        if any(cell.strip() for cell in record.cells):
            entry, faults = _entry(record, table=table, programme=programme)
            problems.extend(faults)
            if entry:
                problems.extend(_add(entry, found))
    return Roster(tuple(found.values()), tuple(problems), table.row_count)


def _table(path: Path, *, max_bytes: int) -> TextTable:
    try:
        text = read_text.decode(
            read_bytes(path, max_bytes=max_bytes), encodings=("utf-8",), name=path.name
        )
        delimiter = read_text.likely_delimiter(text.split("\n", 1)[0])
        records = read_text.text_records(text, delimiter=delimiter, name=path.name)
        table = table_of("plain", records)
    except RefusedFileError as fault:
        raise refused("N101", FILE_NAME, fault.problem.message) from None
    if not table.rows:
        uneven = "no row has as many cells as the header."
        raise refused("N101", FILE_NAME, uneven if table.misshapen else "has no students.")
    return table


def _refuse_or_drop(table: TextTable, kept: Sequence[str]) -> list[Problem]:
    for header in table.header:
        if header not in COLUMNS and announces_personal_data(header):
            raise refused("N103", FILE_NAME, "personal data.", column=header)
    for name in kept:
        if len(table.positions(name)) != 1:
            raise refused("N102", FILE_NAME, "is missing or there twice.", column=name)
    return [
        Problem("N104", FILE_NAME, "not one of the roster's columns, dropped.", column=header)
        for header in table.header
        if header and header not in kept
    ]


def _entry(
    record: Record, *, table: TextTable, programme: Programme
) -> tuple[RosterEntry | None, list[Problem]]:
    cells = {name: cell.strip() for name, cell in zip(table.header, record.cells, strict=True)}
    if not re.fullmatch(programme.student_ref_pattern, cells["student_ref"]):
        return None, [_fault("N105", record, "student_ref")]
    faults = []
    school_id = cells["school_id"]
    if school_id not in {school.id for school in programme.school}:
        faults.append(_fault("N106", record, "school_id"))
        school_id = UNASSIGNED
    consent = cells["consent"].lower()
    if consent not in CONSENT:
        faults.append(_fault("N107", record, "consent", school_id=school_id))
        consent = NOT_RECORDED
    grade = canonical_grade(cells["grade"], country=programme.country)
    state = "conflict" if faults else "ok"
    if grade is None:
        faults.append(_fault("N108", record, "grade", school_id=school_id))
    entry = RosterEntry(
        student_ref=cells["student_ref"],
        school_id=school_id,
        grade=grade or "unknown",
        gender=canonical_gender(cells.get(programme.gender_column or "", NEITHER)),
        class_id=class_name(cells["class_id"]),
        home_language=language_code(cells["home_language"]),
        consent=consent,
        state=state,
        row=record.row,
        groups={name: cells[name] for name in programme.group_columns},
    )
    return entry, faults


def _add(entry: RosterEntry, found: dict[str, RosterEntry]) -> list[Problem]:
    """Add an entry; a second, different one makes the student's entry uncertain."""
    first = found.get(entry.student_ref)
    if first is None:
        found[entry.student_ref] = entry
        return []
    if replace(entry, row=first.row) == first:
        return [_double("N110", entry, entry.school_id)]
    found[entry.student_ref] = replace(first, state="conflict")
    schools = dict.fromkeys((first.school_id, entry.school_id))
    return [_double("N109", entry, school_id) for school_id in schools]


def _double(code: str, entry: RosterEntry, school_id: str) -> Problem:
    return Problem(
        code,
        FILE_NAME,
        "the student is listed twice.",
        row=entry.row,
        student_ref=entry.student_ref,
        school_id=school_id,
    )


def _fault(code: str, record: Record, column: str, *, school_id: str = UNASSIGNED) -> Problem:
    message = "is empty or not one of the accepted entries."
    return Problem(code, FILE_NAME, message, row=record.row, column=column, school_id=school_id)


def summary(entries: Sequence[RosterEntry], *, groups: Sequence[str]) -> pd.DataFrame:
    """Return `stg_roster`: one row per student, all text.

    Columns: those of the contract, `gender` (as norms know it), `roster_state`, and `group_<name>`
    per group column.
    """
    columns = {name: [getattr(entry, name) for entry in entries] for name in COLUMNS}
    columns["gender"] = [entry.gender for entry in entries]
    columns["roster_state"] = [entry.state for entry in entries]
    columns |= {f"group_{name}": [entry.groups[name] for entry in entries] for name in groups}
    return pd.DataFrame(columns, dtype="str")
