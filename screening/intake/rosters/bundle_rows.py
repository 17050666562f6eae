"""Rows of a roster's files: only the columns that are named, everything else stays behind."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from screening.intake.bounded_lines import bounded_lines
from screening.intake.personal_data import announces_personal_data
from screening.intake.rosters.bundle import Bundle
from screening.intake.rosters.bundle_columns import Columns, roster_words
from screening.problem import Problem, refused

Cells = dict[str, str]
"""What we call a column → its cell, blanks trimmed."""
TELLTALE = "password"


@dataclass
class Notes:
    """What is found while a bundle is read; no cell's content is in it."""

    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, problem: Problem) -> None:
        """Keep a problem while there are few, then only count."""
        if len(self.problems) < roster_words().limits.listed_problems:
            self.problems.append(problem)
        else:
            self.more += 1


def rows_of(
    bundle: Bundle, file: str, columns: Columns, notes: Notes, *, needed: Sequence[str]
) -> Iterator[tuple[int, Cells]]:
    """Yield row number and wanted cells of one file.

    Args:
        bundle: where the file is.
        file: lower-case name.
        columns: what is wanted, with the headers it may have; a column that is not there is empty.
        notes: receives rows that do not fit the header, and personal columns left behind.
        needed: wanted columns without which nothing can be read.

    Raises:
        RefusedFileError: the file or a needed column is not there, or it cannot be read.
    """
    label = bundle.label(file)
    if file not in bundle.files:
        raise refused("N124", label, "is not there.")
    csv.field_size_limit(roster_words().limits.longest_line)
    with bundle.open(file) as text:
        lines = bounded_lines(text, longest=roster_words().limits.longest_line, name=label)
        reader = csv.reader(lines, strict=True)
        try:
            header = _trimmed(next(reader, []))
            places = _places(header, columns, label, needed)
            _note_personal(header, places, label, notes)
            for row, cells in enumerate(reader, start=2):
                found = _trimmed(cells, width=len(header))
                if len(found) == len(header):
                    yield row, {name: found[place].strip() for name, place in places.items()}
                elif any(found):
                    notes.add(
                        Problem("F111", label, f"{len(found)} cells, not {len(header)}.", row)
                    )
        except csv.Error:
            raise refused("N121", label, "the quotation marks do not match.") from None


def _trimmed(cells: list[str], *, width: int = 0) -> list[str]:
    """Return cells without the blank ones that stand beyond the width."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _places(
    header: Sequence[str], columns: Columns, label: str, needed: Sequence[str]
) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    places: dict[str, int] = {}
    for wanted, spellings in columns.items():
        there = [each.casefold() for each in spellings if each.casefold() in names]
        if there and names.count(there[0]) > 1:
            raise refused("N124", label, "is there twice.", column=spellings[0])
        if there:
            places[wanted] = names.index(there[0])
        elif wanted in needed:
            raise refused("N124", label, "is not there.", column=spellings[0])
    return places


def _note_personal(header: Sequence[str], places: dict[str, int], label: str, notes: Notes) -> None:
    left = [cell for place, cell in enumerate(header) if place not in places.values()]
    if any(TELLTALE in cell.casefold() for cell in left):
        notes.add(Problem("N134", label, "has a column with passwords; it was not read."))
    if any(announces_personal_data(cell) for cell in left):
        notes.add(Problem("N131", label, "has names or other personal columns; not read."))
