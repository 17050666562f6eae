"""Dropped files: notices that an inbox has changed and has come to rest."""

import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

Snapshot = frozenset[tuple[str, int, int]]
REST_SECONDS = 2.0
"""A file that did not change for so long has been copied whole."""


def snapshot(inbox: Path) -> Snapshot:
    """Return (path, size, time of last change) of every visible file in every window's folder.

    Files one folder further down count: returned workbooks, and a roster's own folder.
    """
    found = set()
    for path in (*inbox.glob("*/*"), *inbox.glob("*/*/*")):
        if not path.name.startswith((".", "~")):
            with suppress(OSError):  # gone since it was listed
                about = path.stat()
                if stat.S_ISREG(about.st_mode):
                    found.add((str(path), about.st_size, about.st_mtime_ns))
    return frozenset(found)


def changes(
    inbox: Path, *, every_seconds: float, rest_seconds: float = REST_SECONDS
) -> Iterator[frozenset[str]]:
    """Return the windows of each change, when two looks in a row see the same: copying has ended.

    Args:
        inbox: folder with a folder per window.
        every_seconds: how often it is looked at.
        rest_seconds: how long a change must have rested; never longer than between two looks.
    """
    # Looked at now and not when the first change is asked for: what is dropped between is seen.
    return _changes(inbox, snapshot(inbox), every_seconds, min(rest_seconds, every_seconds))


def _changes(
    inbox: Path, handled: Snapshot, every_seconds: float, rest_seconds: float
) -> Iterator[frozenset[str]]:
    seen = handled
    while True:
        time.sleep(every_seconds if seen == handled else rest_seconds)
        now = snapshot(inbox)
        if now == seen and now != handled:
            yield frozenset(Path(path).relative_to(inbox).parts[0] for path, _, _ in now ^ handled)
            handled = now
        seen = now
