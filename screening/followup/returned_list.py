"""One returned referral workbook, read: which cells people changed, and nothing believed yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.errors import RefusedDataError
from screening.followup.entries import fold, one_line
from screening.intake.open_export import refuse_by_size, sha256
from screening.intake.read_workbook import read_named_sheets
from screening.intake.returned_workbook import seal
from screening.intake.text_table import Record, name_of
from screening.referrals.issued_cells import IssuedCells, issued_cells
from screening.referrals.referral import load_columns
from screening.referrals.rules import load_rules
from screening.referrals.workbook_words import load_words
from screening.spreadsheet import Column

HEADER_ROWS = 10
"""The header stands in the first rows, or the sheet is not the one looked for."""
REFERRALS, NOT_SCREENED = "referral", "not_screened"
"""Names of the two sheets in the hidden one."""
MARKS = {REFERRALS: "status", NOT_SCREENED: "staff_concern"}
"""Columns that no other sheet has."""
KEYS = ("workbook_version", "programme_id", "school_id", "window_id", "as_of", "run_id")


@dataclass(frozen=True)
class ReturnedRow:
    """One row of a sheet that came back.

    Attributes:
        sheet: name of the sheet.
        row: row as a spreadsheet shows it.
        key: referral id, or student code on the sheet of those not screened.
        cells: column id → text; a column that is missing is not there.
        seals: column id → seal of the cell as it was issued; empty where this list never had the
            row.
    """

    sheet: str
    row: int
    key: str
    cells: dict[str, str]
    seals: dict[str, str]

    def is_as_issued(self, column: str, text: str) -> bool:
        """Return whether a text is what the list had in a column when it was issued."""
        return self.seals.get(column) == seal([text])

    def changed_locked(self, locked: Sequence[str]) -> int:
        """Return in how many of these columns the cell is not what was issued."""
        there = [column for column in locked if column in self.cells]
        return sum(not self.is_as_issued(column, self.cells[column]) for column in there)


@dataclass(frozen=True)
class ReturnedSheet:
    """One sheet that came back.

    Attributes:
        columns: the columns of such a sheet, in order.
        rows: rows with any content, from top to bottom.
        missing: headings of columns that are no longer there.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[ReturnedRow, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnedList:
    """One referral workbook that came back.

    Attributes:
        name: name of the file.
        sha256: its digest.
        facts: what the hidden sheet says, by `KEYS`.
        referrals: the sheet of referrals.
        not_screened: the sheet of students without a result; without rows where it had none.
    """

    name: str
    sha256: str
    facts: dict[str, str]
    referrals: ReturnedSheet
    not_screened: ReturnedSheet


def read_returned_list(path: Path, *, max_bytes: int) -> ReturnedList:
    """Return what a returned workbook holds.

    Raises:
        UnreadableFileError: it cannot be opened safely.
        RefusedDataError: it is no referral workbook of this version, its hidden sheet is gone, or
            a sheet or column stands there twice.
    """
    refuse_by_size(path, max_bytes=max_bytes)
    digest, name = sha256(path), name_of(path)
    sheets = read_named_sheets(path)
    hidden = [tuple(record.cells) for record in sheets.get(load_words().meta_sheet, ())]
    facts = {row[0]: row[1].strip() for row in hidden if row[0] in KEYS and len(row) > 1}
    if set(facts) != set(KEYS):
        raise RefusedDataError(
            f"{name}: no referral workbook, or its hidden sheet was removed. Copy the entries into"
            " the workbook as it was issued and return that."
        )
    if facts["workbook_version"] != load_rules().workbook_version:
        raise RefusedDataError(
            f"{name}: made by another version of this software. Copy the entries into the newest"
            " list and return that."
        )
    return ReturnedList(
        name,
        digest,
        facts,
        _sheet(REFERRALS, load_columns(), sheets, hidden=hidden, workbook=name),
        _sheet(
            NOT_SCREENED, load_words().not_screened_column, sheets, hidden=hidden, workbook=name
        ),
    )


def _sheet(
    name: str,
    columns: Sequence[Column],
    sheets: dict[str, list[Record]],
    *,
    hidden: Sequence[Sequence[str]],
    workbook: str,
) -> ReturnedSheet:
    """Return one of the two sheets, wherever it stands and whatever it is called now."""
    issued = issued_cells(name, hidden=hidden)
    wanted = [issued.headings.get(each) for each in (columns[0].id, MARKS[name])]
    found = [
        (title, place)
        for title, records in sheets.items()
        if None not in wanted
        for place, record in enumerate(records[:HEADER_ROWS])
        if {fold(str(heading)) for heading in wanted} <= set(map(fold, record.cells))
    ]
    if len(found) > 1:
        raise RefusedDataError(f"{workbook}: the same sheet stands there twice. Keep one.")
    if not found:
        if issued.seals:
            raise RefusedDataError(
                f"{workbook}: the sheet of the list is missing. Return it whole."
            )
        return ReturnedSheet(name, tuple(columns))
    title, place = found[0]
    records = sheets[title]
    places = _places(records[place], issued, workbook=workbook)
    return ReturnedSheet(
        title,
        tuple(columns),
        tuple(_row(record, title, places, issued, columns) for record in records[place + 1 :]),
        tuple(text for id_, text in issued.headings.items() if id_ not in places),
    )


def _places(head: Record, issued: IssuedCells, *, workbook: str) -> dict[str, int]:
    """Return column id → its place; columns may have been moved or added."""
    folded = [fold(cell) for cell in head.cells]
    twice = [text for text, count in Counter(folded).items() if text and count > 1]
    if twice:
        raise RefusedDataError(f"{workbook}: a column stands there twice. Keep one.")
    places = {id_: fold(heading) for id_, heading in issued.headings.items()}
    return {id_: folded.index(heading) for id_, heading in places.items() if heading in folded}


def _row(
    record: Record,
    sheet: str,
    places: dict[str, int],
    issued: IssuedCells,
    columns: Sequence[Column],
) -> ReturnedRow:
    cells = {
        id_: record.cells[place].strip() if place < len(record.cells) else ""
        for id_, place in places.items()
    }
    key = one_line(cells[columns[0].id])
    return ReturnedRow(sheet, record.row, key, cells, issued.seals.get(key, {}))
