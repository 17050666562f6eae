"""One export whose rows are stored, as its checks and its decoding see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from screening.instruments.library import Library
from screening.intake.layout import Layout
from screening.intake.mapping import Mapping
from screening.intake.meanings import ItemGroup, item_groups
from screening.problem import Problem
from screening.warehouse import Warehouse, quoted


@dataclass(frozen=True)
class StoredExport:
    """An export after `store_rows`.

    Attributes:
        warehouse: holds `raw_<id>`.
        mapping: which column became what.
        name: the file's name, as problems give it.
    """

    warehouse: Warehouse
    layout: Layout
    library: Library
    mapping: Mapping
    file_id: int
    name: str
    _seen: dict[tuple[str, ...], list[str]] = field(default_factory=dict, repr=False)

    @property
    def raw(self) -> str:
        """The table with the file's cells: one row per row of the file."""
        return f"raw_{self.file_id}"

    @cached_property
    def groups(self) -> list[ItemGroup]:
        """The items and results, those together whose cells mean the same."""
        return item_groups(self.mapping, self.layout, self.library)

    def cells(self, columns: Sequence[str]) -> list[str]:
        """Return the distinct cells of some columns together, sorted; asked of the table once."""
        key = tuple(columns)
        if key not in self._seen:
            cells = ", ".join(map(quoted, columns))
            statement = f"select distinct unnest([{cells}]) as cell from {self.raw} order by cell"
            self._seen[key] = [cell for (cell,) in self.warehouse.rows(statement)]
        return self._seen[key]

    def problem(self, code: str, message: str, *, column: str | None = None) -> Problem:
        """Return a problem of this file; `column` as in the mapping, as `recorded_at`."""
        header = self.mapping.header_of(column) if column else None
        return Problem(code, self.name, message, column=header)
