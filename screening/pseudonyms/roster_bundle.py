"""A OneRoster or Clever bundle written again with codes, and without anybody's name.

Only the files and columns that the roster reader reads are written, and of people only students.
So the bundle with names, birth dates and passwords never needs to lie in an inbox.
"""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from screening.errors import DefinitionError
from screening.intake.rosters.bundle import Bundle
from screening.intake.rosters.bundle_columns import Columns, roster_words
from screening.intake.rosters.bundle_rows import Cells, Notes, rows_of
from screening.problem import Problem, refused
from screening.pseudonyms.private_file import private_text
from screening.pseudonyms.students import Students

PEOPLE = {"oneroster": "users", "clever": "students"}
"""The file in which each student has one row."""
LEFT_BEHIND = "N131"
"""Personal columns are left behind: that is what this is for, and no finding."""
ROLES, ROLE, STUDENT, NUMBER = "roles", "role", "student", "number"


def pseudonymise_bundle(
    bundle: Bundle, *, column: str | None, students: Students, to: Path
) -> tuple[int, list[Problem]]:
    """Write a bundle's students into a new folder; return how many were written, and problems.

    Args:
        bundle: the roster with real numbers.
        column: of the students' file, as `identifier`; None = their id.
        students: the key and how numbers are read; receives the bundle's numbers.
        to: a folder that is not there yet.

    Raises:
        RefusedFileError: the bundle cannot be read, or two students would have one code.
        DefinitionError: the folder is there already.
    """
    if to.exists():
        raise DefinitionError(f"{to.name}: is there already. Name a folder that is not.")
    notes = Notes()
    codes = _codes(bundle, column, students, notes)
    if not codes:
        raise refused("F110", bundle.name, "has no student with a number.")
    try:
        # Beside the folder and hidden: an inbox that is watched sees it whole.
        part = Path(tempfile.mkdtemp(dir=to.parent, prefix=".writing-"))
    except OSError:
        raise DefinitionError(f"{to.parent}: is no folder that can be written to.") from None
    try:
        for table, columns in _tables(bundle).items():
            _write_table(bundle, table, columns, codes=codes, to=part)
        part.rename(to)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(codes), [each for each in notes.problems if each.code != LEFT_BEHIND]


def _tables(bundle: Bundle) -> dict[str, Columns]:
    tables = getattr(roster_words(), bundle.system).columns
    return {table: columns for table, columns in tables.items() if f"{table}.csv" in bundle.files}


def _codes(bundle: Bundle, column: str | None, students: Students, notes: Notes) -> dict[str, str]:
    """Return id → code of every student whose number can be trusted."""
    table = PEOPLE[bundle.system]
    columns = _tables(bundle).get(table, {})
    wanted = {**columns, NUMBER: (column,) if column else columns[STUDENT]}
    pupils = _pupils(bundle)
    found = []
    for row, cells in _rows(bundle, table, wanted, notes, needed=(STUDENT, NUMBER)):
        if pupils is None or cells[STUDENT] in pupils:
            number = students.reader.normalised(cells[NUMBER])
            found.append((row, cells[STUDENT], number))
            if students.reader.fault(number) is None:
                students.register(number)
    codes = {}
    for row, student, number in found:
        if fault := students.fault(number):
            label = bundle.label(f"{table}.csv")
            notes.add(Problem(fault.code, label, fault.message, row, wanted[NUMBER][0]))
        else:
            codes[student] = students.codes[number]
    return codes


def _pupils(bundle: Bundle) -> frozenset[str] | None:
    """Return the ids of those who are students; None where the file lists nobody else."""
    if bundle.system == "clever":
        return None
    tables = _tables(bundle)
    table = ROLES if ROLES in tables else PEOPLE[bundle.system]
    kinds = roster_words().oneroster.student_roles
    return frozenset(
        cells[STUDENT]
        for _, cells in _rows(bundle, table, tables[table], Notes(), needed=(STUDENT, ROLE))
        if cells[ROLE].casefold() in kinds
    )


def _rows(
    bundle: Bundle, table: str, columns: Columns, notes: Notes, *, needed: tuple[str, ...]
) -> Iterator[tuple[int, Cells]]:
    return rows_of(bundle, f"{table}.csv", columns, notes, needed=needed)


def _write_table(
    bundle: Bundle, table: str, columns: Columns, *, codes: dict[str, str], to: Path
) -> None:
    """Write one file: the wanted columns under their first spelling, students by code."""
    with private_text(to / f"{table}.csv") as file:
        writer = csv.writer(file, lineterminator="\n")
        header: list[str] | None = None
        for _, cells in _rows(bundle, table, columns, Notes(), needed=()):
            if header is None:
                header = list(cells)
                writer.writerow(columns[name][0] for name in header)
            if STUDENT in cells:
                if cells[STUDENT] not in codes:
                    continue
                cells[STUDENT] = codes[cells[STUDENT]]
            writer.writerow(cells[name] for name in header)
