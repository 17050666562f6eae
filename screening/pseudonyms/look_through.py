"""The first reading of a file: its columns, its student numbers, and what stands against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from screening.intake.personal_data import announces_personal_data
from screening.intake.recognise import filled, recognise
from screening.intake.survey_tool import roles_of, survey_tools
from screening.intake.text_table import Column, Record
from screening.problem import RefusedFileError, refused
from screening.pseudonyms.source_rows import SourceRows
from screening.pseudonyms.students import STUDENT_REF, Students

PERSONAL = "personal"
"""Role of the columns in which a survey tool itself writes addresses and names."""


@dataclass(frozen=True)
class Columns:
    """What becomes of each column.

    Attributes:
        names: the header, blanks trimmed.
        number: position of the student number.
        announced: positions of the columns whose headers announce personal data.
        last_header_row: as a spreadsheet counts.
    """

    names: tuple[str, ...]
    number: int
    announced: frozenset[int]
    last_header_row: int


def columns_of(
    source: SourceRows, *, column: str, header_rows: int | None, keep: Sequence[str]
) -> Columns:
    """Return the file's columns.

    Args:
        source: the file.
        column: exact name of the column with the student number.
        header_rows: filled records above the first row; None = as the survey tool writes them.
        keep: columns that stay although their name announces personal data.

    Raises:
        RefusedFileError: the column is missing or there twice; a column to keep is not there;
            there is a `student_ref` already.
    """
    top = filled(list(islice(source, survey_tools().recognising.records)))
    if not top:
        raise refused("F110", source.name, "is empty.")
    names = tuple(cell.strip() for cell in top[0].cells)
    _refuse_wrong_names(source, names, column=column, keep=keep)
    count, personal = _as_its_tool_writes(top, names)
    count = header_rows or count
    personal |= {
        place
        for record in top[:count]
        for place, cell in enumerate(record.cells[: len(names)])
        if announces_personal_data(cell)
    }
    number = names.index(column)
    kept = {place for place, name in enumerate(names) if name in keep} | {number}
    return Columns(names, number, frozenset(personal - kept), top[:count][-1].row)


def _refuse_wrong_names(
    source: SourceRows, names: Sequence[str], *, column: str, keep: Sequence[str]
) -> None:
    if names.count(column) != 1:
        there = "is there twice" if column in names else "is not there"
        raise refused("I621", source.name, f"{there}.", column=column)
    if STUDENT_REF in names and column != STUDENT_REF:
        raise refused("I621", source.name, "is there already.", column=STUDENT_REF)
    if lost := [name for name in keep if name not in names]:
        raise refused("I621", source.name, "is not there, so it cannot be kept.", column=lost[0])


def _as_its_tool_writes(top: Sequence[Record], names: Sequence[str]) -> tuple[int, set[int]]:
    """Return how many header rows the file's survey tool writes, and its own personal columns."""
    found = recognise(top)
    if found.platform is None:
        return 1, set()
    tool = survey_tools().tool[found.platform]
    count = next(each.header_rows for each in tool.signature if each.shape == found.shape)
    roles = roles_of(found.platform, [Column(name) for name in names], shape=found.shape)
    return count, {place for place, role in roles.items() if role == PERSONAL}


def body(source: SourceRows, columns: Columns) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row below the header rows that has something in it.

    Raises:
        RefusedFileError: a row has more or fewer cells than the header: a name could stand in a
            column that stays.
    """
    width = len(columns.names)
    for record in source:
        if record.row <= columns.last_header_row:
            continue
        cells = fitted(record.cells, width)
        if cells is None:
            raise _uneven(source, record.row)
        if any(cells):
            yield record.row, cells


def fitted(cells: Sequence[str], width: int) -> list[str] | None:
    """Return a row as wide as the header; None where that would drop a cell or make one up."""
    surplus = any(cell.strip() for cell in cells[width:])
    if surplus or (len(cells) < width and any(cells)):
        return None
    return list(chain(cells[:width], [""] * (width - len(cells))))


def _uneven(source: SourceRows, row: int) -> RefusedFileError:
    return refused("I626", source.name, f"row {row} has more or fewer cells than the header.")


def look_through(source: SourceRows, columns: Columns, *, students: Students) -> None:
    """Register the file's student numbers; nothing is written.

    Args:
        source: the file.
        columns: what stands where.
        students: receives the numbers, the rows and the columns that repeat a number.

    Raises:
        RefusedFileError: two numbers have the same code, there are too many, or the file cannot
            be read to its end.
    """
    aside = columns.announced | {columns.number}
    for _, cells in body(source, columns):
        students.rows += 1
        number = students.reader.normalised(cells[columns.number])
        if students.reader.fault(number) is None:
            students.count_repeats(number, cells, aside=aside)
            students.register(number)
