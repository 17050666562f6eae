"""Safety lists that came back: what people did is written down, and the lists are renewed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import open_folder
from screening.run.alerts import kept_alerts
from screening.run.safety import Told, renew_lists
from screening.safety.returned import Conflict, acts_of_returned


@dataclass
class SafetyReturns:
    """What came of safety lists.

    Attributes:
        new_count: acts that the ledger did not have.
        conflicts: what was not taken.
        refused: one per workbook of which nothing was read.
    """

    new_count: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedDataError] = field(default_factory=list)


def take_safety_lists(
    programme: Path, paths: Sequence[Path], *, received_at: dt.datetime, told: Told
) -> SafetyReturns:
    """Read safety lists that came back, write down what people did, and renew the lists shown.

    Each workbook is read as the one before has left the alerts.

    Args:
        programme: the folder, or the `programme.toml` in it.
        paths: the workbooks.
        received_at: when they came back, in the programme's time zone.
        told: called with a line where a list could not be kept.

    Raises:
        ProgrammeBusyError: somebody else is writing in the ledger.
        UnreadableFileError: the ledger is damaged.
    """
    folder, returns, written = open_folder(programme), SafetyReturns(), list[Act]()
    for path in paths:
        try:
            acts, conflicts = acts_of_returned(
                path, alerts=kept_alerts(folder), received_at=received_at
            )
        except RefusedDataError as fault:
            returns.refused.append(fault)
            continue
        with open_ledger(folder.ledger) as ledger:
            returns.new_count += ledger.append(acts)
        returns.conflicts += conflicts
        written += acts
    for window_id in sorted({act.window_id for act in written}):
        renew_lists(programme, window_id=window_id, now=received_at, told=told)
    return returns
