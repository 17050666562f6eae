"""The one place that imports DuckDB: open the warehouse, hand tables in and out, run statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from screening.errors import ProgrammeBusyError, UnreadableFileError
from screening.outbox import sync

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


def rewrite_warehouse(path: Path) -> None:
    """Put a new file with the same tables in the place of the warehouse's.

    DuckDB keeps the bytes of deleted rows; only what is left is copied. It is written without
    compression, which would hide a text from whoever searches the bytes. Until the last moment the
    old file stands; a crash leaves it, or the new one.

    Raises:
        ProgrammeBusyError, UnreadableFileError: as `open_warehouse`; or the copy is not complete.
    """
    fresh = path.with_name(f"{path.name}.rewriting")
    _remove(fresh)
    connection = _connect(None)
    try:
        connection.execute("set force_compression = 'uncompressed'")
        _attach(connection, path, "kept")
        _attach(connection, fresh, "fresh")
        connection.execute("copy from database kept to fresh")
        counts = [_row_counts(connection, name) for name in ("kept", "fresh")]
        connection.execute("checkpoint fresh; checkpoint kept; detach fresh; detach kept")
    finally:
        connection.close()
    if counts[0] != counts[1] or _log_of(path).exists() or _log_of(fresh).exists():
        raise UnreadableFileError(f"{path.name}: could not be written anew; it is as it was.")
    fresh.chmod(OWNER_ONLY)
    sync()
    fresh.replace(path)
    sync()


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    try:
        connection.execute(f"attach {literal(str(path))} as {name}")
    except duckdb.Error as fault:
        raise _told(path, fault) from None


def _row_counts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    tables = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? order by all", [database]
    ).fetchall()
    counts = {}
    for (table,) in tables:
        of = f"select count(*) from {database}.{quoted(table)}"
        ((counts[table],),) = connection.execute(of).fetchall()
    return counts


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _log_of(path).unlink(missing_ok=True)


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    try:
        return duckdb.connect(str(path))
    except duckdb.Error as fault:
        raise _told(path, fault) from None


def _told(path: Path, fault: duckdb.Error) -> ProgrammeBusyError | UnreadableFileError:
    """Return in our words why a file cannot be opened."""
    if not isinstance(fault, duckdb.IOException):
        return UnreadableFileError(f"{path.name}: damaged. Restore a copy of it.")
    if LOCKED in str(fault):
        busy = f"{path.name}: another run holds the warehouse. Wait for it to end."
        return ProgrammeBusyError(busy)
    return UnreadableFileError(f"{path.name}: cannot be opened. Restore a copy.")


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
