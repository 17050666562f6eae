"""A copy of a programme to compute in: nothing that is shown or kept can be touched from there.

Settings and inbox are reached by links and only read; what a run writes is a copy: the warehouse
with the kept tables of all windows, the ledger, and an outbox of its own.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from screening.ledger.store import open_ledger
from screening.outbox import FILE_MODE
from screening.programme.load import ProgrammeFolder

PREFIX = ".replay-"
LOCK = ".lock"
OUTBOX = "outbox"


@contextmanager
def aside(programme: ProgrammeFolder) -> Iterator[Path]:
    """Make the copy in the programme's folder, on the same disk; it is removed at the end.

    To be begun while no run writes; the copy does not change afterwards.
    """
    remove_left_over(programme.folder)
    copy = Path(tempfile.mkdtemp(prefix=PREFIX, dir=programme.folder))
    try:
        with (copy / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _fill(copy, programme)
            yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def remove_left_over(folder: Path) -> None:
    """Remove copies whose process ended before it could: nobody holds their lock."""
    for left in folder.glob(f"{PREFIX}*"):
        try:
            with (left / LOCK).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
        except OSError:
            continue  # another process computes there


def _fill(copy: Path, programme: ProgrammeFolder) -> None:
    written = {OUTBOX, programme.warehouse.name, programme.ledger.name}
    for each in programme.folder.iterdir():
        if each.name not in written and not each.name.startswith("."):
            (copy / each.name).symlink_to(each.resolve())
    if programme.warehouse.exists():
        shutil.copyfile(programme.warehouse, _private(copy / programme.warehouse.name))
    if programme.ledger.exists():
        with open_ledger(programme.ledger) as ledger:
            ledger.copy_to(_private(copy / programme.ledger.name))


def _private(path: Path) -> Path:
    """Make an empty file that only its owner can read."""
    path.touch(FILE_MODE)
    return path
