"""What is known about one file after it was examined."""

from dataclasses import dataclass

from expectations.examining.column_views import ColumnView
from expectations.examining.known_items import KnownItems
from expectations.examining.nature import Nature
from expectations.examining.rehearsal import RowReason
from screening.problem import Problem


@dataclass(frozen=True)
class Examination:
    """One file, examined; the four counts are data rows.

    Attributes:
        file: its name, without folders.
        sha256: of its content; empty for a folder.
        platform: as the contract names it; None where that is not certain.
        layout: id of the layout that fits it.
        records: data rows that a run would read; without a run, those that can be seen.
        rows_seen: data rows that can be seen without a layout; 0 where a layout reads the file.
        would_score, set_aside, left_out: what a run would make of them.
        refused: True where none of its rows would be used.
        columns: in the file's order.
        problems: by row, those of the whole file first.
        nature: what it is by its content alone.
        instruments: those whose items its columns are called as.
        reasons: why rows are not scored.
        notes: what a person should know besides.
    """

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
    nature: Nature
    rows_seen: int = 0
    instruments: tuple[KnownItems, ...] = ()
    reasons: tuple[RowReason, ...] = ()
    notes: tuple[str, ...] = ()
