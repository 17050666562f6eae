"""The one place that imports DuckDB: open the warehouse, hand tables in and out, run statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from screening.errors import ProgrammeBusyError, UnreadableFileError

if TYPE_CHECKING:
    import pandas as pd

OWNER_ONLY = 0o600
LOCKED = "Could not set lock"
"""How DuckDB says that another process has the file open."""


class Warehouse:
    """An open DuckDB database.

    Files outside it cannot be read by any statement, except through `read_csv_at`: SQL text never
    reaches the disk or the network by itself.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._in_transaction = False

    def execute(self, statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(statement, parameters or None).fetchall()

    def rows(
        self, statement: str, parameters: Sequence[Any] | dict[str, Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Return a statement's rows."""
        return list(self._connection.execute(statement, parameters or None).fetchall())

    def value(self, statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first value of a statement's only row."""
        return self.rows(statement, parameters)[0][0]

    def frame(
        self, statement: str, parameters: Sequence[Any] | dict[str, Any] = ()
    ) -> pd.DataFrame:
        """Return a statement's rows as a frame."""
        return self._connection.execute(statement, parameters or None).df()

    def columns(self, table: str) -> list[str]:
        """Return a table's column names in order; empty when there is no such table."""
        found = self.rows(
            "select column_name from information_schema.columns"
            " where table_name = ? order by ordinal_position",
            [table],
        )
        return [name for (name,) in found]

    def store(self, table: str, frame: pd.DataFrame) -> None:
        """Make `table` from a frame, replacing an older one."""
        self._connection.register("handed_in", frame)
        try:
            self.execute(f"create or replace table {quoted(table)} as select * from handed_in")
        finally:
            self._connection.unregister("handed_in")

    def append(self, table: str, frame: pd.DataFrame) -> None:
        """Add a frame's rows to `table`, columns matched by name."""
        self._connection.register("handed_in", frame)
        try:
            self.execute(f"insert into {quoted(table)} by name select * from handed_in")
        finally:
            self._connection.unregister("handed_in")

    def run_step(self, step: str) -> None:
        """Run `screening/scoring/sql/<step>.sql`, which makes the table of that name."""
        self.execute(step_text(step))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements inside, or none of them; inside another one, they belong to that."""
        if self._in_transaction:
            yield
            return
        self.execute("begin transaction")
        self._in_transaction = True
        try:
            yield
        except BaseException:
            self.execute("rollback")
            raise
        else:
            self.execute("commit")
        finally:
            self._in_transaction = False


def quoted(name: str) -> str:
    """Return a name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return text as a quoted SQL string."""
    return "'" + text.replace("'", "''") + "'"


def step_text(step: str) -> str:
    """Return the SQL of a step."""
    return files("screening").joinpath(f"scoring/sql/{step}.sql").read_text(encoding="utf-8")


@contextmanager
def open_warehouse(path: Path | None = None) -> Iterator[Warehouse]:
    """Open the warehouse file, made with mode 0600 if absent; None opens one in memory.

    Raises:
        ProgrammeBusyError: another process holds the file.
        UnreadableFileError: the file is damaged or is no warehouse.
    """
    connection = _connect(path)
    try:
        if path is not None:
            path.chmod(OWNER_ONLY)
        _set_up(connection)
        yield Warehouse(connection)
    finally:
        connection.close()


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    try:
        return duckdb.connect(str(path))
    except duckdb.IOException as fault:
        if LOCKED in str(fault):
            raise ProgrammeBusyError(
                f"{path.name}: another run holds the warehouse. Wait for it to end."
            ) from None
        raise UnreadableFileError(f"{path.name}: cannot be opened. Restore a copy.") from None
    except duckdb.Error:
        raise UnreadableFileError(f"{path.name}: damaged. Restore a copy of it.") from None


def _set_up(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in (
        "set enable_external_access = false",
        "set python_enable_replacements = false",
        "set enable_progress_bar = false",
        "set preserve_insertion_order = true",
    ):
        connection.execute(statement).fetchall()
    for statement in step_text("macros").split(";\n"):
        if statement.strip():
            connection.execute(statement).fetchall()
