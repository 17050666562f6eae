"""`consent.csv`: who may be screened, beside a roster that does not say."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.intake import read_text
from screening.intake.personal_data import announces_personal_data
from screening.intake.roster_entry import CONSENT, NOT_RECORDED
from screening.problem import Problem, refused

FILE_NAME = "consent.csv"
NEEDED = ("student_ref", "consent")
LANGUAGE = "home_language"


@dataclass(frozen=True)
class Recorded:
    """What is recorded about one student.

    Attributes:
        consent: `yes`, `opted_out` or `withdrawn`.
        is_certain: False where the cell was none of these, or two rows differ.
        language: empty where it is not said.
        groups: the programme's group columns.
    """

    consent: str
    is_certain: bool
    row: int
    language: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)


def read_consent(
    folder: Path, *, groups: Sequence[str], max_bytes: int
) -> tuple[dict[str, Recorded], list[Problem]]:
    """Return what is recorded by student_ref, and what was found wrong.

    Columns: student_ref, consent, optional home_language, and every group column of the
    programme, which no bundle is asked for.

    Raises:
        RefusedFileError: a column is missing or personal, or the file cannot be read.
    """
    header, rows = _table(folder / FILE_NAME, max_bytes=max_bytes)
    for name in (*NEEDED, *groups):
        if header.count(name) != 1:
            raise refused("N124", FILE_NAME, "is missing or there twice.", column=name)
    for name in header:
        if announces_personal_data(name):
            raise refused("N103", FILE_NAME, "personal data.", column=name)
    found: dict[str, Recorded] = {}
    problems: list[Problem] = []
    for row, cells in rows:
        if len(cells) != len(header):
            problems.append(Problem("F111", FILE_NAME, "cells missing or too many.", row=row))
            continue
        one = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        _record(one, row, found=found, problems=problems, groups=groups)
    return found, problems


def _record(
    cells: Mapping[str, str],
    row: int,
    *,
    found: dict[str, Recorded],
    problems: list[Problem],
    groups: Sequence[str],
) -> None:
    consent = cells["consent"].lower()
    is_certain = consent in CONSENT
    if not is_certain:
        message = "is empty or not one of the accepted entries."
        problems.append(Problem("N107", FILE_NAME, message, row=row, column="consent"))
        consent = NOT_RECORDED
    ref = cells["student_ref"]
    first = found.get(ref)
    if first is not None and (first.consent != consent or not first.is_certain):
        problems.append(Problem("N109", FILE_NAME, "the student is listed twice.", row=row))
        # Of two entries the careful one holds until a person has decided.
        consent, is_certain = NOT_RECORDED, False
    kept = {name: cells[name] for name in groups}
    found[ref] = Recorded(consent, is_certain, row, cells.get(LANGUAGE, ""), kept)


def _table(path: Path, *, max_bytes: int) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError:
        raise refused("N121", FILE_NAME, "cannot be opened.") from None
    if len(content) > max_bytes:
        raise refused("N121", FILE_NAME, "is larger than `max_file_mb`.")
    text = read_text.decode(content, encodings=("utf-8",), name=FILE_NAME)
    mark = read_text.likely_delimiter(text.split("\n", 1)[0])
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        rows = list(enumerate(reader, start=1))
    except csv.Error:
        raise refused("N121", FILE_NAME, "the quotation marks do not match.") from None
    filled = [(row, cells) for row, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise refused("N121", FILE_NAME, "is empty.")
    return [cell.strip() for cell in filled[0][1]], filled[1:]
