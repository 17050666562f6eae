"""The one place that imports SQLite: acts in, acts out, none changed.

A second database beside the warehouse, because what people did cannot be computed again, and must
be written within a moment while a run holds the warehouse (decision 093).
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from screening.errors import ProgrammeBusyError, UnreadableFileError
from screening.ledger.act import COLUMNS, Act, ActKind

OWNER_ONLY = 0o600
WAIT_SECONDS = 10.0
"""How long to wait for somebody else's writing, which takes milliseconds."""
SET_UP = f"""
pragma secure_delete = on;
pragma synchronous = full;
create table if not exists act (
    {", ".join(f"{name} text not null" for name in COLUMNS[:-1])},
    seq integer primary key autoincrement,
    identity text not null unique
);
create trigger if not exists act_stands before update on act
begin select raise(abort, 'an act is never changed'); end;
"""
"""Journal mode stays `delete`: a write-ahead log would keep erased bytes in a file of its own."""


class Ledger:
    """An open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def append(self, acts: Sequence[Act]) -> int:
        """Write acts down, all of them or none; return how many were not there yet."""
        marks = ", ".join("?" * len(COLUMNS))
        statement = f"insert or ignore into act ({', '.join(COLUMNS[:-1])}, identity)"
        rows = [(*(getattr(act, name) for name in COLUMNS[:-1]), act.identity) for act in acts]
        before = self._connection.total_changes
        with self._connection:
            self._connection.execute("begin immediate")
            self._connection.executemany(f"{statement} values ({marks})", rows)
        return self._connection.total_changes - before

    def acts(
        self,
        *,
        kinds: Sequence[ActKind] = (),
        window_id: str | None = None,
        through: int | None = None,
    ) -> list[Act]:
        """Return acts in the order in which they were written.

        Args:
            kinds: only these; none = all.
            window_id: only of this window.
            through: only up to this place.
        """
        wanted, values = ["true"], list[object]()
        if kinds:
            wanted.append(f"kind in ({', '.join('?' * len(kinds))})")
            values += kinds
        if window_id is not None:
            wanted.append("window_id = ?")
            values.append(window_id)
        if through is not None:
            wanted.append("seq <= ?")
            values.append(through)
        statement = f"select {', '.join(COLUMNS)} from act where {' and '.join(wanted)}"
        rows = self._connection.execute(f"{statement} order by seq", values)
        return [Act(*row) for row in rows]

    def copy_to(self, path: Path) -> None:
        """Write the ledger as it is now to a new file, every act in its place."""
        self._connection.execute("vacuum into ?", [str(path)])

    def forget(self, student_ref: str) -> int:
        """Remove every act that concerns a student, so that no byte of it stays; return how many.

        The only way by which an act goes: erasure (`screening/erasure`).
        """
        with self._connection:
            removed = self._connection.execute(
                "delete from act where student_ref = ? or subject = ?", [student_ref] * 2
            ).rowcount
        self._connection.execute("vacuum")
        return removed


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger, made with mode 0600 if absent.

    Raises:
        ProgrammeBusyError: somebody else has been writing for ten seconds.
        UnreadableFileError: the file is damaged or is no ledger.
    """
    path.touch(OWNER_ONLY)
    path.chmod(OWNER_ONLY)
    try:
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        with closing(connection):
            connection.executescript(SET_UP)
            yield Ledger(connection)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise ProgrammeBusyError(
                f"{path.name}: somebody else is writing in it. Try again in a moment."
            ) from None
        raise UnreadableFileError(f"{path.name}: cannot be written or read.") from None
    except sqlite3.DatabaseError:
        raise UnreadableFileError(f"{path.name}: damaged. Restore a copy of it.") from None


def read_acts(
    path: Path,
    *,
    kinds: Sequence[ActKind] = (),
    window_id: str | None = None,
    through: int | None = None,
) -> list[Act]:
    """Return a ledger's acts as `Ledger.acts` does; none, and no file, where there is none."""
    if not path.exists():
        return []
    with open_ledger(path) as ledger:
        return ledger.acts(kinds=kinds, window_id=window_id, through=through)
