"""The list of a school's letters: what was made, in which language, or why not. No name in it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Literal

Status = Literal["made", "held", "blocked"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet reads a cell that starts so as a formula."""


@dataclass(frozen=True, order=True)
class ManifestRow:
    """One letter that was due.

    Attributes:
        letter_ref: printed on the letter and its file name.
        student_ref: whose letter.
        purpose: which letter.
        language: of the letter; empty where none was made.
        language_wanted: the family's home language, as on the roster.
        template_version: of the body; ` unsigned` is added while nobody has signed it off.
        status: `held` = a person acts first; `blocked` = something is missing.
        reason: a code for held and blocked rows; empty for made ones.
        pages: whole, 0 where none was made.
        pdf_sha256: of the PDF file; empty where none was made.
    """

    letter_ref: str
    student_ref: str
    purpose: str
    language: str
    language_wanted: str
    template_version: str
    status: Status
    reason: str
    pages: int
    pdf_sha256: str


def manifest_text(rows: Iterable[ManifestRow]) -> str:
    """Return the manifest as CSV, sorted by student_ref and purpose."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field.name for field in fields(ManifestRow))
    for row in sorted(rows, key=lambda row: (row.student_ref, row.purpose)):
        writer.writerow(_safe(str(cell)) for cell in astuple(row))
    return text.getvalue()


def _safe(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
