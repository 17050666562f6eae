"""Fix workbooks that came back: only what people filled in is read; the rest is compared.

A line names the export by its SHA-256, the record and the item in hidden cells. Its seal is a
digest of every cell as it was sent, so that a cell that was changed or moved is noticed.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from screening.intake.open_export import read_bytes, sha256
from screening.intake.problem_words import load_words
from screening.intake.read_workbook import read_sheets
from screening.intake.text_table import Record, name_of
from screening.problem import Problem, RefusedFileError

FOLDER = "corrections"
"""Folder of a window's inbox into which returned workbooks are dropped."""
SHA256, RECORD, ITEM, LABEL, SEAL = "sha256", "record", "item", "label", "seal"
"""Headings of the hidden cells."""
HEADER_ROWS = 10
"""The header stands in the first rows, or the sheet is not one of ours."""
SEAL_CHARACTERS = 16
WORKBOOKS_REMEMBERED = 64
ROW_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class ReturnedLine:
    """One line that somebody filled in, or in which something was changed.

    Attributes:
        workbook: the returned workbook's name.
        workbook_sha256: its digest.
        row: the line's row in its sheet.
        sha256: digest of the export that the line is about.
        record: row in that export; None where the line decides on a label.
        item: item or result id.
        label: the label as it is compared; None where the line corrects one cell.
        text: what the school wrote; empty where nothing.
        is_intact: False where a cell is not as it was sent.
    """

    workbook: str
    workbook_sha256: str
    row: int
    sha256: str
    record: int | None
    item: str
    label: str | None
    text: str
    is_intact: bool

    @property
    def target(self) -> tuple[str, int | None, str, str | None]:
        """What the line is about: two lines about the same must say the same."""
        return self.sha256, self.record, self.item, self.label


@dataclass(frozen=True)
class ReturnedWorkbooks:
    """All workbooks that came back for a window, each content once."""

    lines: tuple[ReturnedLine, ...]
    problems: tuple[Problem, ...]

    def digest(self) -> str:
        """Return a digest of what they say; empty where they say nothing.

        A workbook that comes back twice, or with nothing filled in, does not change it.
        """
        said = {
            json.dumps([*line.target, line.text, "" if line.is_intact else line.workbook])
            for line in self.lines
        }
        said |= {json.dumps([problem.code, problem.file]) for problem in self.problems}
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest() if said else ""


def seal(cells: Sequence[str]) -> str:
    """Return the digest of a line's issued cells, whatever a spreadsheet does to blanks."""
    plain = [" ".join("".join(c if c.isprintable() else " " for c in t).split()) for t in cells]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:SEAL_CHARACTERS]


def read_returned(inbox: Path, *, max_bytes: int) -> ReturnedWorkbooks:
    """Return what the returned workbooks of a window say, whatever is wrong with them.

    Args:
        inbox: the window's inbox folder.
        max_bytes: a larger workbook is refused.
    """
    folder = inbox / FOLDER
    if not folder.is_dir():
        return ReturnedWorkbooks((), ())
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith((".", "~"))]
    except OSError:
        return _refused(folder, "cannot be opened.")
    lines: list[ReturnedLine] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    # A copy bears a longer name as a rule: what is said comes from the workbook it is a copy of.
    for path in sorted(found, key=lambda path: (len(path.name), path.name)):
        digest = sha256(path) if path.is_file() else ""
        if digest and digest in seen:
            continue
        seen.add(digest)
        one = _read_once(path, digest, max_bytes)
        lines.extend(one.lines)
        problems.extend(one.problems)
    return ReturnedWorkbooks(tuple(lines), tuple(problems))


@lru_cache(maxsize=WORKBOOKS_REMEMBERED)
def _read_once(path: Path, digest: str, max_bytes: int) -> ReturnedWorkbooks:
    """Return what one workbook says; the same content is opened once in a run."""
    if not path.is_file():
        return _refused(path, "is no file.")
    try:
        read_bytes(path, max_bytes=max_bytes)
        sheets = read_sheets(path)
    except RefusedFileError as fault:
        return _refused(path, f"cannot be opened safely ({fault.problem.code}).")
    tables = [(head, rows) for head, rows in map(_headed, sheets) if head]
    if not tables:
        return _refused(path, "has no sheet of a fix workbook.")
    lines = [
        line
        for head, rows in tables
        for record in rows
        for line in _line(path, digest, head, record)
    ]
    return ReturnedWorkbooks(tuple(lines), ())


def _refused(path: Path, why: str) -> ReturnedWorkbooks:
    return ReturnedWorkbooks((), (Problem("C101", name_of(path), why),))


def _headed(records: Sequence[Record]) -> tuple[tuple[str, ...], Sequence[Record]]:
    """Return a sheet's headings and the rows below them; no headings where it is not ours."""
    for place, record in enumerate(records[:HEADER_ROWS]):
        head = tuple(cell.strip() for cell in record.cells)
        ours = {SHA256, ITEM, SEAL, _correction()} <= set(head) and {RECORD, LABEL} & set(head)
        if ours and len(set(head)) - ("" in head) == sum(map(bool, head)):
            return head, records[place + 1 :]
    return (), ()


def _correction() -> str:
    """Return the heading of the column that people fill in."""
    return next(each.heading for each in load_words().fix.rows if each.entry != "none")


def _line(path: Path, digest: str, head: tuple[str, ...], record: Record) -> Iterator[ReturnedLine]:
    """Yield the row as a line, where it says something or is not as it was sent."""
    cells = dict(zip(head, (*record.cells, *[""] * len(head)), strict=False))
    issued = [cells[name] for name in head if name and name not in {SEAL, _correction()}]
    is_intact = seal(issued) == cells[SEAL].strip()
    text = cells[_correction()].strip()
    number = cells.get(RECORD, "").strip()
    is_line = any(cells[name].strip() for name in (SHA256, ITEM, SEAL))
    if text or (is_line and not is_intact):
        yield ReturnedLine(
            workbook=name_of(path),
            workbook_sha256=digest,
            row=record.row,
            sha256=cells[SHA256].strip(),
            record=int(number) if ROW_NUMBER.fullmatch(number) else None,
            item=cells[ITEM].strip(),
            label=cells[LABEL].strip() if LABEL in cells else None,
            text=text,
            is_intact=is_intact,
        )
