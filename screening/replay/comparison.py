"""What is shown beside what was computed again: which files differ, and since when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from screening.run.window_run import RECORD

LIVE = ("safety.xlsx", "safety_before.xlsx")
"""Written anew whenever critical items are read, so no part of one run (decision 011)."""


@dataclass(frozen=True)
class Difference:
    """One file that is not as it was computed again.

    Attributes:
        name: path in the window's outbox.
        how: `missing` is computed and not shown, `unknown` is shown and not computed.
        changed_on: when the shown file was changed, where that was after the run; UTC.
    """

    name: str
    how: Literal["differs", "missing", "unknown"]
    changed_on: dt.datetime | None = None

    @property
    def line(self) -> str:
        """The difference in one line."""
        told = {
            "differs": "differs",
            "missing": "is not shown any more",
            "unknown": "is shown and is no result of the run",
        }[self.how]
        if self.changed_on is None:
            return f"{self.name}: {told}."
        return f"{self.name}: {told}; changed after the run, {self.changed_on:%Y-%m-%d %H:%M} UTC."


@dataclass(frozen=True)
class Comparison:
    """Shown and computed files beside each other, the live safety lists left out.

    Attributes:
        file_count: files that are equal.
        byte_count: bytes in them.
    """

    file_count: int
    byte_count: int
    differences: tuple[Difference, ...]


def compare(shown: Path, computed: Path) -> Comparison:
    """Return how two outboxes of a window differ, byte by byte."""
    ours, theirs = _files(shown), _files(computed)
    equal = [name for name in ours if name in theirs and _same(ours[name], theirs[name])]
    return Comparison(
        file_count=len(equal),
        byte_count=sum(ours[name].stat().st_size for name in equal),
        differences=tuple(_differences(ours, theirs, set(equal), ended=_ended(shown))),
    )


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in LIVE)
    return {path.relative_to(folder).as_posix(): path for path in found}


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _ended(shown: Path) -> float:
    """Return when the run was over: its record is the last file that a run writes."""
    record = shown / RECORD
    return record.stat().st_mtime if record.exists() else 0.0


def _differences(
    ours: dict[str, Path], theirs: dict[str, Path], equal: set[str], *, ended: float
) -> Iterator[Difference]:
    for name in sorted({*ours, *theirs} - equal):
        if name not in ours:
            yield Difference(name, "missing")
            continue
        changed = ours[name].stat().st_mtime
        since = dt.datetime.fromtimestamp(changed, dt.UTC) if changed > ended else None
        yield Difference(name, "differs" if name in theirs else "unknown", since)
