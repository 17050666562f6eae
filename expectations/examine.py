"""What an export is and what would become of it, without loading anything."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from expectations.borders import check_exports
from screening.errors import UnreadableFileError
from screening.instruments.library import instrument_ids, load_instrument
from screening.intake.layout import Layout
from screening.intake.mapping import layout_for, map_columns, unknown_item
from screening.intake.open_export import PLATFORMS, read_export, read_records, recognise, sha256
from screening.intake.personal_data import announces_personal_data
from screening.intake.read_text import likely_delimiter
from screening.intake.roster import COLUMNS as ROSTER_COLUMNS
from screening.intake.text_table import name_of
from screening.problem import Problem, RefusedFileError
from screening.run.intake import settle, take_in_files
from screening.run.lists import file_counts
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse

ANY_ENCODING = ("utf-8", "cp1252")


@dataclass(frozen=True)
class ColumnView:
    """How one column is understood; `becomes` is empty where it is dropped."""

    position: int
    header: str
    becomes: str
    why: str


@dataclass(frozen=True)
class Examination:
    """One file, examined; the four counts are data rows."""

    file: str
    sha256: str
    platform: str | None
    layout: str | None
    records: int
    would_score: int
    set_aside: int
    left_out: int
    refused: bool
    columns: tuple[ColumnView, ...]
    problems: tuple[Problem, ...]


def examine(path: Path, *, run: WindowRun | None, layout_id: str | None) -> Examination:
    """Return what is known about a file.

    Args:
        path: the export.
        run: the window whose roster and dates hold; None = no programme, so no layout either.
        layout_id: the layout to use whatever the file is called.

    Raises:
        UnreadableFileError: the file is not there.
    """
    if not path.is_file():
        raise UnreadableFileError(f"{name_of(path)}: there is no such file.")
    if run is None:
        return _without_programme(path)
    layouts = _layouts(run, path, layout_id)
    layout, problem = layout_for(name_of(path), layouts)
    if layout is None:
        bare = _without_programme(path)
        problems = (*bare.problems, *([problem] if problem else []))
        return replace(bare, problems=problems, refused=True)
    return _with_layout(path, run, layout)


def _layouts(run: WindowRun, path: Path, layout_id: str | None) -> Sequence[Layout]:
    if layout_id is None:
        return run.programme.layouts
    fits_this_file = {"files": (glob.escape(name_of(path)),)}
    return [
        layout.model_copy(update=fits_this_file)
        for layout in run.programme.layouts
        if layout.id == layout_id
    ]


def _without_programme(path: Path) -> Examination:
    """Return what the content alone says: the tool, the columns, what looks personal."""
    problems: tuple[Problem, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    platform, rows = None, 0
    try:
        first = path.read_bytes()[:4096].decode("utf-8", errors="replace").split("\n", 1)[0]
        records = read_records(
            path,
            delimiter=likely_delimiter(first),
            encodings=ANY_ENCODING,
            max_bytes=path.stat().st_size,
        )
        platform = recognise(records) or "plain"
        table = PLATFORMS[platform].table(records)
        rows = table.row_count
        columns = tuple(_bare_view(place, name) for place, name in enumerate(table.header, start=1))
    except RefusedFileError as fault:
        problems = (fault.problem,)
    return Examination(
        file=name_of(path),
        sha256=sha256(path),
        platform=platform,
        layout=None,
        records=rows,
        would_score=0,
        set_aside=rows,
        left_out=0,
        refused=bool(problems),
        columns=columns,
        problems=problems,
    )


def _bare_view(position: int, header: str) -> ColumnView:
    plain = header.strip().lower()
    if plain in _known_names():
        return ColumnView(position, header, plain, "recognised by its name; a layout must say so")
    if announces_personal_data(header):
        return ColumnView(position, header, "", "personal data: would be dropped unread")
    return ColumnView(position, header, "", "no layout says what it means")


@cache
def _known_names() -> frozenset[str]:
    """Return the names that mean one thing everywhere: the roster's columns and item ids."""
    items = {item for name in instrument_ids() for item in load_instrument(name).columns}
    return frozenset(items | set(ROSTER_COLUMNS))


def _with_layout(path: Path, run: WindowRun, layout: Layout) -> Examination:
    with open_warehouse() as warehouse:
        only_this = replace(run.programme, layouts=(layout,))
        chosen = WindowRun(only_this, run.window, run.as_of, run.today)
        take_in_files(chosen, warehouse, [path])
        check_exports(chosen, warehouse)
        settle(chosen, warehouse)
        return _summary(path, layout, warehouse, run)


def _summary(path: Path, layout: Layout, warehouse: Warehouse, run: WindowRun) -> Examination:
    counts = file_counts(warehouse)[0]
    problems = tuple(
        Problem(*row)
        for row in warehouse.rows(
            "select code, file, message, row, column_name from int_problem where file = ?"
            " order by row nulls first, code, column_name",
            [name_of(path)],
        )
    )
    return Examination(
        file=name_of(path),
        sha256=sha256(path),
        platform=layout.platform,
        layout=layout.id,
        records=counts.read_count,
        would_score=counts.scored_count,
        set_aside=counts.set_aside_count,
        left_out=counts.left_out_count,
        refused=any(problem.severity == "critical" for problem in problems),
        columns=_views(path, layout, run),
        problems=problems,
    )


def _views(path: Path, layout: Layout, run: WindowRun) -> tuple[ColumnView, ...]:
    try:
        table = read_export(path, layout, max_bytes=run.programme.settings.max_file_mb * 1024**2)
    except RefusedFileError:
        return ()
    meanings = {c.position: c.name for c in map_columns(table, layout, file=name_of(path)).columns}
    return tuple(
        ColumnView(
            place + 1, header, meanings.get(place, ""), _why(place, header, layout, meanings)
        )
        for place, header in enumerate(table.header)
    )


def _why(place: int, header: str, layout: Layout, meanings: dict[int, str]) -> str:
    if place in meanings:
        return "named in the layout"
    if header in layout.ignore:
        return "the layout ignores it"
    if unknown_item(header, layout.block):
        return "looks like an item the instrument does not have"
    if announces_personal_data(header):
        return "personal data: dropped unread"
    return "not in the layout: dropped"
