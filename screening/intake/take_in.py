"""One window's exports into the warehouse: raw rows, codes, column profile. No row is judged here.

Only columns that a layout names are stored; everything else is gone before anything is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.erasure.erased import NOBODY, Erased, without_erased
from screening.instruments.library import Library
from screening.intake.file_checks.kept_columns import kept_column_problems
from screening.intake.file_checks.stored_export import StoredExport
from screening.intake.layout import Layout
from screening.intake.mapping import layout_for, map_columns, places_of
from screening.intake.nominations import is_nominations
from screening.intake.open_export import read_export, sha256
from screening.intake.recorded_time import recorded_at_sql
from screening.intake.returned_workbook import FOLDER as CORRECTIONS
from screening.intake.roster import FILE_NAME as ROSTER
from screening.intake.rosters.dropped_roster import roster_places
from screening.intake.store_rows import StoredRows, store_rows
from screening.intake.text_table import name_of
from screening.intake.values import NoAnswer
from screening.problem import Problem, RefusedFileError
from screening.warehouse import Warehouse, quoted


@dataclass(frozen=True)
class TakenFile:
    """One export after reading.

    Attributes:
        file_id: position among the window's exports by name, from 1.
        row_count: data rows; 0 where the file could not be read.
        layout_id: None where no layout fits.
    """

    file_id: int
    name: str
    sha256: str
    row_count: int
    layout_id: str | None
    informant: str | None
    problems: tuple[Problem, ...]

    @property
    def refused_code(self) -> str | None:
        """Code of the problem that refuses the file; None if it is not refused."""
        return next((p.code for p in self.problems if p.severity == "critical"), None)


def exports_in(folder: Path) -> list[Path]:
    """Return the window's exports by name: everything but roster, nominations and corrections.

    Other folders and broken links are among them, so that each is refused by name and none passed
    over.
    """
    if not folder.is_dir():
        return []
    roster = roster_places(folder)
    return sorted(
        path
        for path in folder.iterdir()
        if path.name != ROSTER and not path.name.startswith((".", "~"))
        if path not in roster and not (path.name == CORRECTIONS and path.is_dir())
        if not is_nominations(path)
    )


def take_in_export(
    warehouse: Warehouse,
    path: Path,
    *,
    file_id: int,
    layouts: Sequence[Layout],
    library: Library,
    max_bytes: int,
    timezone: str,
    erased: Erased = NOBODY,
) -> TakenFile:
    """Store one export as `raw_<id>` and `decoded_<id>`; return what was found about the file.

    Args:
        warehouse: where its tables are made.
        path: the export.
        file_id: its position among the window's exports.
        layouts: the programme's layouts; one of them must fit the file's name.
        library: the instruments.
        max_bytes: a larger file is refused.
        timezone: the programme's time zone, in which dates count.
        erased: whose rows are read as blank ones.
    """
    name, digest = name_of(path), sha256(path)
    layout, problem = layout_for(name, layouts)
    if layout is None:
        assert problem is not None  # noqa: S101 (one of the two)
        return TakenFile(file_id, name, digest, 0, None, None, (problem,))
    try:
        table = read_export(path, layout, max_bytes=max_bytes)
    except RefusedFileError as fault:
        return TakenFile(file_id, name, digest, 0, layout.id, layout.informant, (fault.problem,))
    table = without_erased(table, places_of(table, layout.student_ref), erased)
    mapping = map_columns(table, layout, file=name)
    found = [*mapping.problems]
    try:
        stored = store_rows(warehouse, table, mapping, file_id=file_id, name=name)
        found.extend(stored.problems)
    except RefusedFileError as fault:
        warehouse.execute(f"drop table if exists raw_{file_id}")
        stored = StoredRows(0, (fault.problem,))
        found.append(fault.problem)
    if not any(problem.severity == "critical" for problem in found):
        export = StoredExport(warehouse, layout, library, mapping, file_id, name)
        found.extend(kept_column_problems(export))
        decode_raw(export, timezone=timezone)
    return TakenFile(
        file_id, name, digest, stored.row_count, layout.id, layout.informant, tuple(found)
    )


def decode_raw(export: StoredExport, *, timezone: str) -> None:
    """Make `decoded_<id>` from `raw_<id>`; also of a file that its columns refuse: who answered.

    Rows: one per row of `raw_<id>`. Columns: source_row, student_ref, recorded_at (in `timezone`)
    and duration_seconds (null = cannot be read or no such column), is_undated (the time stands for
    none), filter columns, one TINYINT per item or result: its code, T score or rank, or a
    `NoAnswer` below zero.
    """
    recorded_at, is_undated = recorded_at_sql(export.layout, timezone=timezone)
    selected = ["source_row", "student_ref", f"{recorded_at} as recorded_at"]
    selected += [f"{is_undated} as is_undated", _duration(export.layout)]
    selected += [f"filter_{i}" for i in range(len(export.layout.rows))]
    maps: list[str] = []
    parameters: dict[str, list[str] | list[int]] = {}
    for group in export.groups:
        name = f"codes_{len(maps)}"
        known = group.known(export.cells(group.items))
        maps.append(f"map($texts_{name}, $codes_{name}::tinyint[]) as {name}")
        parameters |= {f"texts_{name}": list(known), f"codes_{name}": list(known.values())}
        selected += [
            f"coalesce({name}[{quoted(item)}], {int(NoAnswer.UNKNOWN)})::tinyint as {item}"
            for item in group.items
        ]
    lines = ",\n    ".join(selected)
    export.warehouse.execute(
        f"create or replace table decoded_{export.file_id} as\n"
        f"with known as (select {', '.join(maps)})\n"
        f"select\n    {lines}\nfrom {export.raw} cross join known\norder by source_row",
        parameters,
    )


def _duration(layout: Layout) -> str:
    seconds = "null::double" if layout.duration is None else "try_cast(duration as double)"
    return f"{seconds} as duration_seconds"
