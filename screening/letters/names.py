"""The school's key file: which child a student_ref is. Read for letters only, never kept."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.errors import RefusedDataError, UnreadableFileError

NEEDED = ("student_ref", "child_first_name", "addressee")
OPTIONAL = ("address_1", "address_2", "address_3", "address_4", "strength")


@dataclass(frozen=True)
class ChildName:
    """How a letter names the child and its reader.

    Attributes:
        first_name: the child's.
        addressee: whom the letter is for, as on an envelope.
        address: address lines, none to four.
        strength: id of a sentence in `[strengths]`; empty = none.
    """

    first_name: str
    addressee: str
    address: tuple[str, ...] = ()
    strength: str = ""


def read_names(path: Path) -> Mapping[str, ChildName]:
    """Return the names of a CSV key file by student_ref.

    Columns: student_ref, child_first_name, addressee; optional address_1 to address_4, strength.

    Raises:
        UnreadableFileError: the file is absent or not UTF-8 text.
        RefusedDataError: a column or cell is missing, or a student_ref comes twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UnreadableFileError(
            f"{path.name}: cannot be read. Save it as CSV in UTF-8 and run again."
        ) from None
    names: dict[str, ChildName] = {}
    for number, row in enumerate(rows, start=2):
        _check(row, number=number, path=path, seen=names)
        names[row["student_ref"].strip()] = _child_name(row)
    return names


def _check(
    row: Mapping[str | None, object], *, number: int, path: Path, seen: Mapping[str, ChildName]
) -> None:
    """Refuse a row that could name the wrong child."""
    unknown = {str(column) for column in row} - {*NEEDED, *OPTIONAL}
    missing = set(NEEDED) - set(row)
    if unknown or missing:
        raise RefusedDataError(
            f"{path.name}: the columns must be {', '.join(NEEDED)} and may be "
            f"{', '.join(OPTIONAL)}. Nothing was read. Mend the first row."
        )
    empty = [column for column in NEEDED if not str(row[column] or "").strip()]
    if empty:
        raise RefusedDataError(
            f"{path.name}, row {number}, column {empty[0]}: is empty. Fill it in, or take the row "
            "out: the letter then says 'your child'."
        )
    if str(row["student_ref"]).strip() in seen:
        raise RefusedDataError(
            f"{path.name}, row {number}: this student_ref comes twice. Keep one row."
        )


def _child_name(row: Mapping[str, str]) -> ChildName:
    address = (str(row.get(column) or "").strip() for column in OPTIONAL[:-1])
    return ChildName(
        first_name=row["child_first_name"].strip(),
        addressee=row["addressee"].strip(),
        address=tuple(line for line in address if line),
        strength=str(row.get("strength") or "").strip(),
    )
