"""A run's intake rehearsed in memory: the same steps over the same files, and nothing is kept."""

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from expectations.borders import check_exports
from screening.errors import DefinitionError
from screening.intake.layout import Layout
from screening.intake.mapping import layout_for
from screening.intake.problem_workbook import FileCount
from screening.intake.take_in import exports_in
from screening.intake.text_table import name_of
from screening.problem import Problem
from screening.run.intake import settle, take_in_files
from screening.run.lists import file_counts
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse

PROBLEMS = (
    "select code, file, message, row, column_name from int_problem where file = ?"
    " order by row nulls first, code, column_name"
)
REASONS = (
    "select outcome, reason, count(*)::integer as row_count from int_row"
    " inner join int_file using (file_id)"
    " where int_file.file = ? and int_file.refused_code is null and outcome <> 'scored'"
    " group by outcome, reason order by row_count desc, reason"
)
MISSHAPEN = "select misshapen_count from int_file where file = ? and refused_code is null"


@dataclass(frozen=True)
class RowReason:
    """Rows of one file with one fate for one reason.

    Attributes:
        outcome: `set_aside` or `left_out`.
        reason: a problem's code, or the reason of a row left out, as `partial`.
        row_count: how many; at least 1.
    """

    outcome: Literal["set_aside", "left_out"]
    reason: str
    row_count: int


@dataclass(frozen=True)
class Rehearsed:
    """What a run would make of one file.

    Attributes:
        layout: the layout that fits it; None where there is none.
        counts: what becomes of its rows.
        reasons: why rows are not scored; of a refused file, none.
        problems: every problem of the file, by row.
    """

    layout: Layout | None
    counts: FileCount
    reasons: tuple[RowReason, ...]
    problems: tuple[Problem, ...]


def company_of(run: WindowRun, named: Sequence[Path]) -> list[Path]:
    """Return the files that a run would take in together: the window's inbox and those named.

    A file whose name is in the inbox already takes that one's place.
    """
    by_name = {path.name: path for path in (*exports_in(run.inbox), *named)}
    return [by_name[name] for name in sorted(by_name)]


def rehearse(run: WindowRun, exports: Sequence[Path]) -> dict[str, Rehearsed]:
    """Return what a run would make of files that it takes in together, by their names.

    Args:
        run: the window whose roster, layouts, dates and corrections hold.
        exports: files of different names, in the order in which a run takes them in.

    Raises:
        RefusedFileError: the roster is refused; a run would stop there.
    """
    with open_warehouse() as warehouse:
        take_in_files(run, warehouse, exports)
        check_exports(run, warehouse)
        settle(run, warehouse)
        counts = {each.file: each for each in file_counts(warehouse)}
        return {name: _rehearsed(run, warehouse, counts[name]) for name in map(name_of, exports)}


def under_layout(run: WindowRun, layout_id: str, *, names: Sequence[str]) -> WindowRun:
    """Return the run with one layout alone, which fits these files whatever they are called.

    Raises:
        DefinitionError: there is no such layout.
    """
    patterns = {"files": tuple(map(glob.escape, names))}
    chosen = [
        layout.model_copy(update=patterns)
        for layout in run.programme.layouts
        if layout.id == layout_id
    ]
    if not chosen:
        known = ", ".join(sorted(layout.id for layout in run.programme.layouts))
        raise DefinitionError(f"there is no layout '{layout_id}'. Known are: {known}.")
    return replace(run, programme=replace(run.programme, layouts=tuple(chosen)))


def _rehearsed(run: WindowRun, warehouse: Warehouse, counts: FileCount) -> Rehearsed:
    name = counts.file
    layout, _ = layout_for(name, run.programme.layouts)
    problems = tuple(Problem(*fields) for fields in warehouse.rows(PROBLEMS, [name]))
    return Rehearsed(layout, counts, tuple(_reasons(warehouse, name)), problems)


def _reasons(warehouse: Warehouse, name: str) -> Iterator[RowReason]:
    for (misshapen,) in warehouse.rows(MISSHAPEN, [name]):
        if misshapen:
            yield RowReason("set_aside", "F111", misshapen)
    for outcome, reason, row_count in warehouse.rows(REASONS, [name]):
        yield RowReason(outcome, reason, row_count)
