"""Trails of a window that was scored aside in memory, and what stands in them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from programme_builder import Folder

from expectations.to_tiers import steps_to_tiers
from screening.explain.trail import trail
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse

TITLES = (
    *("FILES AND ROWS", "ANSWERS", "SCORES", "NOMINATIONS", "SECOND SCREENERS", "TIER RULE"),
    *("MINIMUM", "INFORMANTS", "CRITICAL ITEMS", "TIER"),
)


@contextmanager
def aside(run: WindowRun) -> Iterator[Warehouse]:
    """Score a window as `--explain` does."""
    with open_warehouse() as warehouse:
        steps_to_tiers(run, warehouse)
        yield warehouse


def told_of(folder: Folder, ref: str) -> str:
    """Return the trail of one student of a small folder."""
    run = folder.open()
    with aside(run) as warehouse:
        return trail(run, warehouse, ref)


def parts(text: str) -> dict[str, str]:
    """Return title → its lines, joined to one line with single blanks."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in text.splitlines():
        if line in TITLES:
            title = line
        found.setdefault(title, []).append(line.strip())
    return {name: " ".join(lines) for name, lines in found.items()}


def last_word(text: str) -> str:
    """Return the tier, or the reason why there is none, as the trail ends."""
    final = text.splitlines()[text.splitlines().index("TIER") :]
    joined = " ".join(line.strip() for line in final)
    tier, reason = re.search(r"(?:TIER (\d)|NO TIER \((\w+)\).*)$", joined).groups()
    return tier or reason
