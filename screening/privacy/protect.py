"""The way in: a publication and a rule in, tables that are safe to show out, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from screening.errors import FailedChecksError
from screening.privacy.attack import Attack
from screening.privacy.publication import Key, Publication, lay_out
from screening.privacy.secondary import hide_more
from screening.privacy.sensitive import Rule, find_sensitive


class Status(StrEnum):
    """Why a cell shows its count or not."""

    SHOWN = "shown"
    PRIMARY = "primary"
    """Hidden by the rule."""
    SECONDARY = "secondary"
    """Hidden because it would give a primary cell away."""


@dataclass(frozen=True)
class ProtectedCell:
    """A count as it may be shown; `value` is None when it is hidden."""

    value: int | None
    status: Status


@dataclass(frozen=True)
class ProtectedTable:
    """A table after disclosure control.

    Attributes:
        columns: dimension columns, in the order of a key.
        cells: each key's cell, `*` for a total, in sorted order.
    """

    name: str
    columns: Key
    cells: Mapping[Key, ProtectedCell]

    def frame(self) -> pd.DataFrame:
        """Return the table as rows: dimension columns, `value` (null = hidden), `status`."""
        return pd.DataFrame(
            [(*key, cell.value, cell.status.value) for key, cell in self.cells.items()],
            columns=[*self.columns, "value", "status"],
        ).astype({"value": "Int64"})


@dataclass(frozen=True)
class Audit:
    """What the attack on the protected tables found.

    Attributes:
        cells: number of different published cells.
        hidden: how many of them are hidden.
        sensitive: number of counts that must stay unknown.
        recoverable: how many of these a reader can narrow down too far. 0, or no release.
    """

    cells: int
    hidden: int
    sensitive: int
    recoverable: int


def protect(publication: Publication, *, rule: Rule) -> dict[str, ProtectedTable]:
    """Return every table of a publication, safe to show, by name.

    Raises:
        FailedChecksError: the audit can still work out a hidden count; nothing may be written.
    """
    layout = lay_out(publication)
    sensitive = find_sensitive(layout, publication, rule=rule)
    hidden = hide_more(layout, publication, sensitive=sensitive, rule=rule)
    columns = {table.name: table.columns for table in publication.tables}
    tables = {}
    for name, rows in layout.rows.items():
        cells = {}
        for key, cell in rows.items():
            if cell not in hidden:
                shown = layout.value(layout.cells[cell])
                cells[key] = ProtectedCell(shown, Status.SHOWN)
            else:
                status = Status.PRIMARY if cell in sensitive.primary else Status.SECONDARY
                cells[key] = ProtectedCell(None, status)
        tables[name] = ProtectedTable(name, columns[name], cells)
    require_safe(publication, tables, rule=rule)
    return tables


def audit(publication: Publication, tables: Mapping[str, ProtectedTable], *, rule: Rule) -> Audit:
    """Return what can be worked out from finished tables, read as a reader reads them.

    A cell counts as hidden only if every table that has it hides it.

    Raises:
        ValueError: the tables are not those of the publication.
    """
    layout = lay_out(publication)
    if set(tables) != set(layout.rows):
        raise ValueError("the tables to be written are not the tables audited.")
    shown: set[int] = set()
    for name, rows in layout.rows.items():
        if set(rows) != set(tables[name].cells):
            raise ValueError(f"table '{name}' has other cells than the table audited.")
        shown |= {cell for key, cell in rows.items() if tables[name].cells[key].value is not None}
    sensitive = find_sensitive(layout, publication, rule=rule)
    hidden = frozenset(range(len(layout.cells))) - shown
    recoverable = len(sensitive.primary - hidden)
    if sensitive.targets:
        attack = Attack(layout, sensitive, rule=rule)
        recoverable += len(attack.narrow(attack.explore(attack.truth(), hidden=hidden)))
    return Audit(len(layout.cells), len(hidden), len(sensitive.targets), recoverable)


def require_safe(
    publication: Publication, tables: Mapping[str, ProtectedTable], *, rule: Rule
) -> None:
    """Let tables pass, or stop the release.

    Raises:
        FailedChecksError: a count that must stay unknown is shown or can be worked out.
    """
    found = audit(publication, tables, rule=rule)
    if found.recoverable:
        raise FailedChecksError(
            f"disclosure control: {found.recoverable} small counts could be worked out from the"
            " tables. Nothing was published. Publish fewer tables or larger groups."
        )
