"""A small published programme of two windows, for tests of replay and erasure."""

from collections.abc import Mapping
from pathlib import Path

from programme_builder import BEFORE, WINDOW, Folder, mood_of, survey_row
from programme_run import run_whole

REFS = [f"S{number:03d}" for number in range(12)]
HIGH, ALARMED, MISSING = "S009", "S003", "S011"
"""On tier 3 in both windows; with a critical item; without answers."""
TOTALS = {ref: 2 * place for place, ref in enumerate(REFS) if ref != MISSING} | {HIGH: 24}
ON = {BEFORE: "2026-04-06", WINDOW: "2026-10-06"}


def answer(
    folder: Folder, window: str, totals: Mapping[str, int], name: str = "survey.csv"
) -> None:
    """Drop a survey."""
    rows = [
        survey_row(ref, mood=mood_of(total, critical=int(ref == ALARMED)), on=ON[window])
        for ref, total in totals.items()
    ]
    folder.survey(*rows, name=name, window=window)


def published(path: Path) -> Folder:
    """Return a folder with both windows published."""
    folder = Folder(path, schools=("maple",))
    for window in (BEFORE, WINDOW):
        folder.roster(*REFS, window=window)
        answer(folder, window, TOTALS)
        run_whole(folder.open(window))
    return folder
