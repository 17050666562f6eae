"""Dropped files: notices that an inbox has changed and has come to rest."""

import time
from collections.abc import Iterator
from pathlib import Path

Snapshot = frozenset[tuple[str, int, int]]


def snapshot(inbox: Path) -> Snapshot:
    """Return (path, size, time of last change) of every visible file in every window's folder."""
    return frozenset(
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for path in inbox.glob("*/*")
        if path.is_file() and not path.name.startswith((".", "~"))
    )


def changes(inbox: Path, *, every_seconds: float) -> Iterator[Snapshot]:
    """Yield once for every change, when two looks in a row see the same: copying has ended."""
    handled = seen = snapshot(inbox)
    while True:
        time.sleep(every_seconds)
        now = snapshot(inbox)
        if now == seen and now != handled:
            handled = now
            yield now
        seen = now
