"""Which column of an export is what, by the layout alone."""

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass

from screening.intake.layout import Block, Layout
from screening.intake.personal_data import announces_personal_data
from screening.intake.text_table import TextTable
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
        return [column.name for column in self.columns if column.block == block]


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
    for name, header, block in wanted_columns(layout):
        positions = table.positions(header)
        if len(positions) == 1:
            columns.append(MappedColumn(name, positions[0], header, block))
        else:
            code, what = ("M302", "is there twice") if positions else ("M301", "is not there")
            problems.append(Problem(code, file, f"the column {what}.", column=header))
    problems.extend(_unmapped(table, layout, columns, file))
    return Mapping(tuple(columns), tuple(problems))


def wanted_columns(layout: Layout) -> list[tuple[str, str, int | None]]:
    """Return (name, header, block) of every column a layout names; a header may serve twice."""
    wanted: list[tuple[str, str, int | None]] = [("student_ref", layout.student_ref, None)]
    if layout.recorded_at:
        wanted.append(("recorded_at", layout.recorded_at.column, None))
    if layout.duration:
        wanted.append(("duration", layout.duration, None))
    wanted.extend((f"filter_{i}", rule.column, None) for i, rule in enumerate(layout.rows))
    for index, block in enumerate(layout.block):
        wanted.extend((item, header, index) for item, header in block.columns.items())
    return wanted


def _unmapped(
    table: TextTable, layout: Layout, columns: Sequence[MappedColumn], file: str
) -> list[Problem]:
    used = {column.position for column in columns} | {
        position for header in layout.ignore for position in table.positions(header)
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
        re.fullmatch(rf"{re.escape(block.instrument)}_\d+", header.strip().lower())
        and header.strip().lower() not in block.columns
        for block in blocks
    )
