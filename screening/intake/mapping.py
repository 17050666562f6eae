"""Which column of an export is what, by the layout alone."""

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from screening.intake.column_address import ColumnAddress
from screening.intake.layout import Block, Layout
from screening.intake.personal_data import announces_personal_data
from screening.intake.text_table import Column, TextTable
from screening.intake.values import normalise
from screening.problem import Problem


@dataclass(frozen=True)
class MappedColumn:
    """One column that is read: where it stands and what it becomes."""

    name: str
    """`student_ref`, `recorded_at`, `duration`, `filter_0` … or an item id."""
    position: int
    header: str
    block: int | None = None
    """Index of the layout's block, for items."""
    stated: Column = field(default_factory=lambda: Column(""))
    """The file's own column: what it states about codes and missing values."""


@dataclass(frozen=True)
class Mapping:
    """Every column of one export: what is read, and the problems of the rest."""

    columns: tuple[MappedColumn, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """True where a problem refuses the file."""
        return any(problem.severity == "critical" for problem in self.problems)

    def header_of(self, name: str) -> str:
        """Return the school's own column name."""
        return next(column.header for column in self.columns if column.name == name)

    def items(self, block: int) -> list[str]:
        """Return the item ids of a block in the layout's order."""
        return [column.name for column in self.columns_of(block)]

    def columns_of(self, block: int) -> list[MappedColumn]:
        """Return the columns of a block's items in the layout's order."""
        return [column for column in self.columns if column.block == block]


def layout_for(name: str, layouts: Sequence[Layout]) -> tuple[Layout | None, Problem | None]:
    """Return the one layout whose patterns fit a file name, or the problem that there is none."""
    fitting = [
        layout
        for layout in layouts
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in layout.files)
    ]
    if len(fitting) == 1:
        return fitting[0], None
    if not fitting:
        return None, Problem("R203", name, "no layout fits this file name.")
    names = " and ".join(sorted(layout.id for layout in fitting))
    return None, Problem("R204", name, f"the layouts {names} all fit this file name.")


def map_columns(table: TextTable, layout: Layout, *, file: str) -> Mapping:
    """Return the mapping of a table's columns under a layout."""
    columns: list[MappedColumn] = []
    problems: list[Problem] = []
    for name, address, block in wanted_columns(layout):
        places = places_of(table, address)
        if len(places) == 1:
            stated = table.columns[places[0]]
            columns.append(MappedColumn(name, places[0], str(address), block, stated))
        else:
            code, what = ("M302", "is there twice") if places else ("M301", "is not there")
            problems.append(Problem(code, file, f"the column {what}.", column=str(address)))
    problems.extend(_read_twice(columns, file))
    # Where no column is found, what stands in the header's place may be somebody's answers.
    if columns:
        problems.extend(_unmapped(table, layout, columns, file))
    return Mapping(tuple(columns), tuple(problems))


def places_of(table: TextTable, address: ColumnAddress) -> list[int]:
    """Return the positions (from 0) of the columns that an address fits; one, where all is well."""
    return table.places(address.name, text=address.text, occurrence=address.occurrence)


def _read_twice(columns: Sequence[MappedColumn], file: str) -> list[Problem]:
    """Return a problem per column that two addresses found: it cannot mean both."""
    meanings: dict[int, str] = {}
    problems = []
    for column in columns:
        if column.name.startswith("filter_"):
            continue
        if meanings.setdefault(column.position, column.name) != column.name:
            said = f"the layout reads the column as {meanings[column.position]} too."
            problems.append(Problem("M302", file, said, column=column.header))
    return problems


def wanted_columns(layout: Layout) -> list[tuple[str, ColumnAddress, int | None]]:
    """Return (name, address, block) of every column a layout names; a filter's may serve twice."""
    wanted: list[tuple[str, ColumnAddress, int | None]] = [
        ("student_ref", layout.student_ref, None)
    ]
    if layout.recorded_at:
        wanted.append(("recorded_at", layout.recorded_at.column, None))
        if layout.recorded_at.fallback:
            wanted.append(("recorded_at_fallback", layout.recorded_at.fallback, None))
    if layout.duration:
        wanted.append(("duration", layout.duration, None))
    wanted.extend((f"filter_{i}", rule.column, None) for i, rule in enumerate(layout.rows))
    for index, block in enumerate(layout.block):
        wanted.extend((item, address, index) for item, address in block.columns.items())
    return wanted


def _unmapped(
    table: TextTable, layout: Layout, columns: Sequence[MappedColumn], file: str
) -> list[Problem]:
    used = {column.position for column in columns} | {
        position for header in layout.ignore for position in table.places(header)
    }
    problems = []
    for position, header in enumerate(table.header):
        if position in used or not header:
            continue
        if unknown_item(header, layout.block):
            problems.append(Problem("M306", file, "looks like an unknown item.", column=header))
        elif announces_personal_data(header):
            problems.append(Problem("P403", file, "personal data, dropped unread.", column=header))
        else:
            problems.append(Problem("P401", file, "not in the layout, dropped.", column=header))
    return problems


def unknown_item(header: str, blocks: Sequence[Block]) -> bool:
    """Return True where a header has the shape of an item id of the layout's instruments."""
    return any(
        re.fullmatch(rf"{re.escape(block.instrument)}_\d+", normalise(header))
        and normalise(header) not in block.columns
        for block in blocks
    )
