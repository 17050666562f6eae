"""An export's rows into the warehouse, a batch at a time: only columns that the layout names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pandas as pd

from screening.intake.mapping import MappedColumn, Mapping
from screening.intake.paused_collector import paused_collector
from screening.intake.personal_values import NOT_KEPT, kind_of_column, looks_personal
from screening.intake.text_table import Record, TextTable
from screening.intake.values import normalise
from screening.problem import Problem, refused
from screening.warehouse import Warehouse

BATCH = 20_000
"""Records that are in memory at a time."""
MISSHAPEN_SHARE = 0.2
"""A file with more rows that do not fit its header is refused (decision 064)."""
MISSHAPEN_AT_LEAST = 1_000
"""Fewer such rows are listed one by one, however small the file."""


@dataclass(frozen=True)
class StoredRows:
    """What became of a file's rows.

    Attributes:
        row_count: data rows read, fitting the header or not.
        problems: one per row that does not fit the header; or that the file has no rows.
    """

    row_count: int
    problems: tuple[Problem, ...]


def store_rows(
    warehouse: Warehouse, table: TextTable, mapping: Mapping, *, file_id: int, name: str
) -> StoredRows:
    """Store the mapped columns as text in `raw_<id>`: one row per record that fits the header.

    Cells that look like personal data are not stored; `NOT_KEPT` stands in their place.
    Where the mapping refuses the file, rows are counted and none is stored.

    Raises:
        RefusedFileError: the file breaks off, or too many rows do not fit its header.
    """
    raw = f"raw_{file_id}"
    readers = [(column.name, column.position, _cleaned(column)) for column in mapping.columns]
    row_count, misshapen = 0, []
    # One transaction: batches are written together.
    with paused_collector(), warehouse.transaction():
        if not mapping.refused:
            warehouse.store(raw, _frame((), readers))
        for batch in _batches(table.records):
            row_count += len(batch)
            fitting = [record for record in batch if table.fits(record)]
            if len(fitting) < len(batch):
                misshapen += [
                    _misshapen(each, table, name) for each in batch if not table.fits(each)
                ]
            _refuse_ragged(name, len(misshapen), row_count)
            if not mapping.refused:
                warehouse.append(raw, _frame(fitting, readers))
    empty = [] if row_count else [Problem("F110", name, "has a header and no rows.")]
    return StoredRows(row_count, (*empty, *misshapen))


Reader = tuple[str, int, Callable[[str], str] | None]
"""Column of `raw_<id>`, position in the file, and what is done to a cell; None = nothing."""


def _cleaned(column: MappedColumn) -> Callable[[str], str] | None:
    """Return how a column's cells are stored: answers as they are, since they are decoded later."""
    if column.block is not None:
        return None
    return cache(normalise) if column.name.startswith("filter_") else str.strip


def _frame(records: Sequence[Record], readers: Sequence[Reader]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {
        "source_row": pd.Series([record.row for record in records], dtype="int64")
    }
    columns_of_file = list(zip(*(record.cells for record in records), strict=True))
    for name, position, cleaned in readers:
        cells = _without_personal(columns_of_file[position] if records else (), name)
        texts = cells if cleaned is None else list(map(cleaned, cells))
        columns[name] = pd.Series(texts, dtype="str")
    return pd.DataFrame(columns)


def _without_personal(cells: Sequence[str], name: str) -> Sequence[str]:
    """Return a column's cells with a mark in the place of those that look like personal data."""
    kind = kind_of_column(name)
    personal = {cell for cell in set(cells) if looks_personal(cell, kind)}
    return [NOT_KEPT if cell in personal else cell for cell in cells] if personal else cells


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(records)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _misshapen(record: Record, table: TextTable, name: str) -> Problem:
    cells = f"{len(record.cells)} cells, not {len(table.columns) - table.spare}."
    return Problem("F111", name, cells, record.row)


def _refuse_ragged(name: str, misshapen: int, row_count: int) -> None:
    if misshapen >= MISSHAPEN_AT_LEAST and misshapen > MISSHAPEN_SHARE * row_count:
        raise refused("F102", name, "too many rows have more or fewer cells than the header.")
