"""`nominations.csv`: whom a person asks to look at more closely. Four columns, no free text."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import get_args

import pandas as pd

from screening.instruments.definition import AreaOfNeed
from screening.intake import read_text
from screening.intake.header_rows import table_of
from screening.intake.open_export import read_bytes
from screening.intake.text_table import TextTable
from screening.problem import Problem, RefusedFileError, refused
from screening.programme.kinds import Nominator

FILE_NAME = "nominations.csv"
NEEDED = ("student_ref", "nominated_by")
OPTIONAL = ("nominated_on", "area")
FIRST_LINE = 4096
"""Bytes in which the header of such a file ends."""


@dataclass(frozen=True)
class Nomination:
    """One row.

    Attributes:
        nominated_by: `self`, `caregiver`, `teacher` or `staff`.
        nominated_on: ISO date; empty where it is not said.
        area: an area of need; empty where it is not said.
    """

    student_ref: str
    nominated_by: str
    nominated_on: str = ""
    area: str = ""


COLUMNS = tuple(field.name for field in fields(Nomination))


def is_nominations(path: Path) -> bool:
    """Return True for a file of this name whose header says so; any other file is an export.

    Answers dropped under this name must be read for critical items as every export is.
    """
    if path.name != FILE_NAME or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            start = file.read(FIRST_LINE).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    first = start.split("\n", 1)[0]
    header = {cell.strip().strip('"') for cell in first.split(read_text.likely_delimiter(first))}
    return header <= set(COLUMNS) and set(NEEDED) <= header


def nomination_inputs(folder: Path) -> list[Path]:
    """Return the nominations among the window's inputs; none where there is no such file."""
    path = folder / FILE_NAME
    return [path] if path.is_file() else []


def read_nominations(
    folder: Path, *, students: Mapping[str, str], max_bytes: int
) -> tuple[list[Nomination], list[Problem]]:
    """Return the nominations of students on the roster, and what was found wrong.

    Args:
        folder: the window's inbox folder; without the file there are no nominations.
        students: student_ref → school_id of the roster.
        max_bytes: a larger file is refused.

    Raises:
        RefusedFileError: it cannot be read, lacks a column, or has one beside the four, which may
            hold names or free text. Gates must not stay closed because a file was passed over.
    """
    if not (folder / FILE_NAME).exists():
        return [], []
    table = _table(folder / FILE_NAME, max_bytes=max_bytes)
    _refuse_columns(table.header)
    found: list[Nomination] = []
    problems = [
        Problem("F111", FILE_NAME, "cells missing or too many.", row=record.row)
        for record in table.misshapen
    ]
    for record in table.rows:
        cells = {name: each.strip() for name, each in zip(table.header, record.cells, strict=True)}
        one = Nomination(**cells)
        faults = list(_faults(one, record.row, students))
        problems += faults
        if not faults:
            found.append(one)
    return found, problems


def _table(path: Path, *, max_bytes: int) -> TextTable:
    try:
        content = read_bytes(path, max_bytes=max_bytes)
        text = read_text.decode(content, encodings=("utf-8",), name=path.name)
        delimiter = read_text.likely_delimiter(text.split("\n", 1)[0])
        return table_of("plain", read_text.text_records(text, delimiter=delimiter, name=path.name))
    except RefusedFileError as fault:
        raise refused("N141", FILE_NAME, fault.problem.message) from None
    except OSError:
        raise refused("N141", FILE_NAME, "cannot be opened.") from None


def _refuse_columns(header: Collection[str]) -> None:
    for name in NEEDED:
        if list(header).count(name) != 1:
            raise refused("N141", FILE_NAME, "is missing or there twice.", column=name)
    for name in header:
        if name not in COLUMNS or list(header).count(name) != 1:
            raise refused("N142", FILE_NAME, "is not one of the four columns.", column=name)


def _faults(one: Nomination, row: int, students: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem per cell that is not one of the accepted entries; never its content."""
    school_id = students.get(one.student_ref)
    if school_id is None:
        message = "this student is not on the roster."
        yield Problem("N143", FILE_NAME, message, row=row, column="student_ref")
    accepted = {
        "nominated_by": one.nominated_by in get_args(Nominator),
        "nominated_on": not one.nominated_on or _is_date(one.nominated_on),
        "area": not one.area or one.area in get_args(AreaOfNeed),
    }
    ref = one.student_ref if school_id else None
    for column, is_accepted in accepted.items():
        if not is_accepted:
            message = "is not one of the accepted entries."
            yield Problem("N144", FILE_NAME, message, row, column, ref, school_id)


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def nomination_table(nominations: Collection[Nomination]) -> pd.DataFrame:
    """Return `stg_nomination`: one row per nomination, all text; the same one is there once."""
    rows = sorted({astuple(each) for each in nominations})
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
