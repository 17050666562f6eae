"""From workbooks that came back to the ledger: each read, all acts written down at once."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import RefusedDataError, ScreeningError
from screening.followup.returned_list import read_returned_list
from screening.followup.take_back import OlderLists, Programmes, Taken, take_back
from screening.intake.open_export import sha256
from screening.intake.text_table import name_of
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import ProgrammeFolder
from screening.publish import Outbox
from screening.run.window_run import RECORD


@dataclass
class Reading:
    """What came of all workbooks of one call.

    Attributes:
        taken: one per workbook that was read.
        refused: one per workbook of which nothing was read.
        new_count: acts that the ledger did not have.
    """

    taken: list[Taken] = field(default_factory=list)
    refused: list[ScreeningError] = field(default_factory=list)
    new_count: int = 0

    @property
    def acts(self) -> list[Act]:
        """Every act, in the order of the workbooks."""
        return [act for each in self.taken for act in each.acts]

    @property
    def windows(self) -> list[str]:
        """Windows in which something changed."""
        return sorted({act.window_id for act in self.acts})


def read_workbooks(
    paths: Sequence[Path],
    *,
    folder: ProgrammeFolder,
    window_id: str | None,
    by: str,
    older: OlderLists,
    today: dt.date,
) -> Reading:
    """Read referral workbooks that came back and write down what is new in them.

    A workbook that cannot be read keeps the others from nothing. The same content is read once.

    Args:
        paths: the workbooks.
        folder: the programme.
        window_id: only this window's; None = whatever window each is of.
        by: who is named as the one who acted; empty = the owner of each row.
        older: what becomes of a workbook that a newer run has replaced.
        today: the day of the acts.

    Raises:
        ProgrammeBusyError: somebody else writes in the ledger.
        UnreadableFileError: the ledger is damaged.
    """
    against = Programmes(folder.settings, shown_runs(folder), older, today)
    reading, seen = Reading(), set[str]()
    with open_ledger(folder.ledger) as ledger:
        acts = ledger.acts()
        for path in paths:
            try:
                taken = _read(path, against=against, acts=acts, window_id=window_id, by=by)
            except ScreeningError as fault:
                reading.refused.append(fault)
                continue
            digest = sha256(path)
            if digest not in seen:
                seen.add(digest)
                reading.taken.append(taken)
                acts += taken.acts
        reading.new_count = ledger.append(reading.acts)
    return reading


def shown_runs(folder: ProgrammeFolder) -> dict[str, str]:
    """Return window id → the run that is shown; windows without one are not there."""
    runs = {}
    for window in folder.settings.window:
        record = Outbox(folder.outbox, window.id).shown / RECORD
        if record.is_file():
            runs[window.id] = str(json.loads(record.read_text(encoding="utf-8"))["run_id"])
    return runs


def _read(
    path: Path, *, against: Programmes, acts: Sequence[Act], window_id: str | None, by: str
) -> Taken:
    returned = read_returned_list(path, max_bytes=against.settings.max_file_mb * 1024**2)
    if window_id not in {None, returned.facts["window_id"]}:
        raise RefusedDataError(f"{name_of(path)}: of another window. Nothing was read from it.")
    return take_back(returned, against=against, acts=acts, by=by)
