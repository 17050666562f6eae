"""How consents moved since a window's last run, and a person's word that it is so."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from flows.run_window import holding
from screening.consent.guard import SchoolChange
from screening.intake.roster import read_roster
from screening.run.consent import accept_consent, consent_changes, consent_file, is_accepted
from screening.run.window_run import open_run
from screening.warehouse import open_warehouse


@dataclass(frozen=True)
class ConsentMoves:
    """What the roster that lies in the inbox says beside the last run.

    Attributes:
        schools: one change per school, in alphabetical order.
        outcome: what the next run does, in a sentence.
    """

    schools: tuple[SchoolChange, ...]
    outcome: str


def consent_moves(
    programme: Path, *, window_id: str | None, at: dt.datetime, accepted_by: str | None
) -> ConsentMoves:
    """Return how consents moved; with a name, write down that exactly this roster is right.

    Raises:
        RefusedFileError: the roster cannot be read.
    """
    run = open_run(programme, window_id=window_id, today=at.date())
    with holding(run.programme.folder):
        roster = read_roster(run.inbox, programme=run.programme.settings)
        with open_warehouse(run.programme.warehouse) as warehouse:
            schools = tuple(consent_changes(run, warehouse, roster))
        if accepted_by is not None:
            accept_consent(run, by=accepted_by, at=at.isoformat(timespec="seconds"))
    name = consent_file(run)
    if accepted_by is not None:
        outcome = f"{name}: accepted by {accepted_by}. The next run uses it."
    elif not any(each.is_refused for each in schools):
        outcome = f"{name}: the next run uses it."
    elif is_accepted(run):
        outcome = f"{name}: was accepted; the next run uses it."
    else:
        outcome = f"{name}: the next run refuses it (N135). To accept it: --accept --by NAME"
    return ConsentMoves(schools, outcome)
