"""A file that no layout explains yet: how it can be read, and what its columns hold."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import RefusedDataError
from screening.intake.dialect import dialect_of
from screening.intake.header_rows import head_of
from screening.intake.open_export import (
    first_records,
    read_records,
    refuse_by_size,
    start_of,
)
from screening.intake.platforms.redcap_dictionary import fields_of
from screening.intake.read_spss import SPSS_STARTS, read_spss
from screening.intake.recognise import recognise
from screening.intake.survey_tool import Role, roles_of, survey_tool, survey_tools
from screening.intake.text_table import Column, Head, Record, TextTable, name_of, table_under
from screening.problem import refused

MOST_DISTINCT = 60
"""Different contents that are kept of one column; no item has as many."""


@dataclass
class ColumnSeen:
    """What one column holds.

    Attributes:
        position: where it stands, from 0.
        column: its name, text and occurrence.
        filled: rows in which it holds something.
        cells: content → in how many rows; no longer complete once there are more than
            `MOST_DISTINCT`.
        stated: code → label, where an SPSS file or a REDCap dictionary says so.
    """

    position: int
    column: Column
    filled: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    stated: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_many(self) -> bool:
        """True where it holds more different contents than an item can."""
        return len(self.cells) > MOST_DISTINCT


@dataclass(frozen=True)
class SeenExport:
    """One export before anybody has said what it means.

    Attributes:
        name: the file's name.
        platform: the tool that wrote it; `plain` where no tool's marks were found.
        head: its header rows.
        table: its rows, read anew each time they are asked for.
        columns: what each column holds, in the file's order.
        row_count: data rows.
        delimiter: what divides its columns; a comma for workbooks and SPSS files.
        encoding: how its text is written; `utf-8` where a byte-order mark says it anyway.
    """

    name: str
    platform: str
    head: Head
    table: TextTable
    columns: tuple[ColumnSeen, ...]
    row_count: int
    delimiter: str
    encoding: str

    @property
    def roles(self) -> dict[int, Role]:
        """Position → role of the columns that the tool writes by itself."""
        return roles_of(self.platform, self.head.columns, shape=self.head.shape)

    def cells(self, position: int) -> Iterator[str]:
        """Yield the cells of one column that hold something."""
        for record in self.table.records:
            if self.table.fits(record) and (cell := record.cells[position].strip()):
                yield cell


def see_export(path: Path, *, max_bytes: int, dictionary: Path | None = None) -> SeenExport:
    """Return what can be seen of a file without a layout.

    Args:
        path: the export.
        max_bytes: the largest file that is opened.
        dictionary: REDCap's data dictionary of the same project, which states the answers.

    Raises:
        RefusedFileError: it cannot be read, has lost its header row, or two tools could have
            written it.
        RefusedDataError: it is a roster or a dictionary, not an export of answers.
    """
    refuse_by_size(path, max_bytes=max_bytes)
    if start_of(path).startswith(SPSS_STARTS):
        return _spss(path)
    dialect = dialect_of(path)
    delimiter, encoding = dialect.delimiter, dialect.encoding
    records = read_records(path, delimiter=delimiter, encodings=(encoding,))
    first = first_records(records)
    platform = _platform(name_of(path), first)
    head = head_of(platform, first)
    if head is None:
        raise refused("F110", name_of(path), "holds no row.")
    table = table_under(head, records)
    stated = _choices(dictionary) if dictionary else {}
    columns, row_count = _seen(table)
    for each in columns:
        each.stated = stated.get(each.column.name, {})
    return SeenExport(name_of(path), platform, head, table, columns, row_count, delimiter, encoding)


def _spss(path: Path) -> SeenExport:
    table = read_spss(path).table
    columns, row_count = _seen(table)
    for each in columns:
        labels = dict(each.column.labels)
        each.stated = {c: text for c, text in labels.items() if not each.column.declares_missing(c)}
    head = Head(table.columns, last_row=0)
    return SeenExport(name_of(path), "spss", head, table, columns, row_count, ",", "utf-8")


def _platform(name: str, first: Sequence[Record]) -> str:
    found = recognise(first)
    if found.code:
        raise refused(found.code, name, " ".join(found.why))
    if found.platform is None:
        is_tie = found.score >= survey_tools().recognising.least_score
        if is_tie or len(found.why) == 1:
            raise RefusedDataError(
                f"{name}: {found.why[-1]} Export it again, or write the layout by hand."
            )
        return "plain"
    tool = survey_tool(found.platform)
    if tool and tool.kind != "answers":
        raise RefusedDataError(
            f"{name}: has the marks of {tool.title}: no export of answers."
            " Name the survey's own export."
        )
    return found.platform


def _choices(dictionary: Path) -> dict[str, dict[str, str]]:
    """Return field -> code -> label of a REDCap data dictionary."""
    dialect = dialect_of(dictionary)
    records = read_records(dictionary, delimiter=dialect.delimiter, encodings=(dialect.encoding,))
    fields = fields_of(list(records))
    if not fields:
        raise RefusedDataError(
            f"{name_of(dictionary)}: this is no REDCap data dictionary. Download it under"
            " 'Data Dictionary' of the project."
        )
    return {each.name: each.choices for each in fields if each.choices}


def _seen(table: TextTable) -> tuple[tuple[ColumnSeen, ...], int]:
    seen = tuple(ColumnSeen(position, column) for position, column in enumerate(table.columns))
    row_count = 0
    for record in table.records:
        row_count += 1
        if table.fits(record):
            for each, cell in zip(seen, record.cells, strict=True):
                if text := cell.strip():
                    each.filled += 1
                    if not each.has_many:
                        each.cells[text] += 1
    return seen, row_count
