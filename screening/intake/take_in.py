"""One window's exports into the warehouse: raw rows, codes, column profile. No row is judged here.

Only columns that a layout names are stored; everything else is gone before anything is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from screening.instruments.library import Library
from screening.intake.layout import Block, Layout
from screening.intake.mapping import Mapping, layout_for, map_columns
from screening.intake.open_export import read_export, sha256
from screening.intake.returned_workbook import FOLDER as CORRECTIONS
from screening.intake.roster import FILE_NAME as ROSTER
from screening.intake.text_table import TextTable, name_of
from screening.intake.values import NoAnswer, known_values
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
    """Return the window's exports by name: everything visible but the roster and corrections.

    Other folders and broken links are among them, so that each is refused by name and none passed
    over.
    """
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.name != ROSTER and not path.name.startswith((".", "~"))
        if not (path.name == CORRECTIONS and path.is_dir())
    )


def take_in_export(
    warehouse: Warehouse,
    path: Path,
    *,
    file_id: int,
    layouts: Sequence[Layout],
    library: Library,
    max_bytes: int,
) -> TakenFile:
    """Store one export as `raw_<id>` and `decoded_<id>`; return what was found about the file."""
    name, digest = name_of(path), sha256(path)
    layout, problem = layout_for(name, layouts)
    if layout is None:
        assert problem is not None  # noqa: S101 (one of the two)
        return TakenFile(file_id, name, digest, 0, None, None, (problem,))
    try:
        table = read_export(path, layout, max_bytes=max_bytes)
    except RefusedFileError as fault:
        problems: tuple[Problem, ...] = (fault.problem,)
        return TakenFile(file_id, name, digest, 0, layout.id, layout.informant, problems)
    mapping = map_columns(table, layout, file=name)
    problems = (*_no_rows(table, name), *mapping.problems, *_misshapen(table, name))
    taken = TakenFile(file_id, name, digest, table.row_count, layout.id, layout.informant, problems)
    if taken.refused_code is None:
        store_raw(warehouse, table, mapping, file_id=file_id)
        decode_raw(warehouse, mapping, layout, library, file_id=file_id)
    return taken


def _no_rows(table: TextTable, name: str) -> list[Problem]:
    return [] if table.row_count else [Problem("F110", name, "has a header and no rows.")]


def _misshapen(table: TextTable, name: str) -> list[Problem]:
    return [
        Problem("F111", name, f"{len(record.cells)} cells, not {len(table.header)}.", record.row)
        for record in table.misshapen
    ]


def store_raw(warehouse: Warehouse, table: TextTable, mapping: Mapping, *, file_id: int) -> None:
    """Store the mapped columns as text in `raw_<id>`: one row per fitting record."""
    columns: dict[str, list[str]] = {}
    for column in mapping.columns:
        cells = [record.cells[column.position] for record in table.rows]
        # Codes, times and marks lose their outer blanks of any kind; answers are normalised later.
        columns[column.name] = cells if column.block is not None else [c.strip() for c in cells]
    rows = pd.DataFrame(columns, dtype="str")
    rows.insert(0, "source_row", [record.row for record in table.rows])
    warehouse.store(f"raw_{file_id}", rows)


def decode_raw(
    warehouse: Warehouse, mapping: Mapping, layout: Layout, library: Library, *, file_id: int
) -> None:
    """Make `decoded_<id>` from `raw_<id>`.

    Rows: one per row of `raw_<id>`. Columns: source_row, student_ref, recorded_at and
    duration_seconds (null = cannot be read or no such column), filter columns, one TINYINT per
    item or result: its code, T score or rank, or a `NoAnswer` below zero.
    """
    raw = f"raw_{file_id}"
    selected = ["source_row", "student_ref", _recorded_at(layout), _duration(layout)]
    selected += [f"filter_{i}" for i in range(len(layout.rows))]
    maps: list[str] = []
    parameters: dict[str, list[str] | list[int]] = {}
    for index, block in enumerate(layout.block):
        for (codes, printed), items in _same_meaning(mapping, index, block, library).items():
            name = f"codes_{len(maps)}"
            cells = _distinct(warehouse, raw, items)
            known = known_values(cells, block=block, codes=codes, printed=dict(printed))
            maps.append(f"map($texts_{name}, $codes_{name}::tinyint[]) as {name}")
            parameters |= {f"texts_{name}": list(known), f"codes_{name}": list(known.values())}
            selected += [
                f"coalesce({name}[{quoted(item)}], {int(NoAnswer.UNKNOWN)})::tinyint as {item}"
                for item in items
            ]
    lines = ",\n    ".join(selected)
    warehouse.execute(
        f"create or replace table decoded_{file_id} as\n"
        f"with known as (select {', '.join(maps)})\n"
        f"select\n    {lines}\nfrom {raw} cross join known\norder by source_row",
        parameters,
    )


def allowed_codes(library: Library, instrument_id: str, item: str) -> tuple[int, ...]:
    """Return the codes that one item or result allows, ascending."""
    return tuple(sorted(library.get(instrument_id).columns[item]))


Meaning = tuple[tuple[int, ...], tuple[tuple[str, int], ...]]
"""Codes that a column allows, and the labels that a vendor prints for them."""


def _same_meaning(
    mapping: Mapping, index: int, block: Block, library: Library
) -> dict[Meaning, list[str]]:
    """Return a block's items grouped by the codes and labels they allow."""
    groups: dict[Meaning, list[str]] = {}
    for item in mapping.items(index):
        printed = tuple(library.get(block.instrument).labels_of(item).items())
        codes = allowed_codes(library, block.instrument, item)
        groups.setdefault((codes, printed), []).append(item)
    return groups


def _distinct(warehouse: Warehouse, table: str, items: Sequence[str]) -> list[str]:
    cells = ", ".join(quoted(item) for item in items)
    statement = f"select distinct unnest([{cells}]) as cell from {table} order by cell"
    return [cell for (cell,) in warehouse.rows(statement)]


def _recorded_at(layout: Layout) -> str:
    if layout.recorded_at is None:
        return "null::timestamp as recorded_at"
    formats = ", ".join("'" + f.replace("'", "''") + "'" for f in layout.recorded_at.formats)
    return f"try_strptime(recorded_at, [{formats}]) as recorded_at"


def _duration(layout: Layout) -> str:
    seconds = "null::double" if layout.duration is None else "try_cast(duration as double)"
    return f"{seconds} as duration_seconds"
