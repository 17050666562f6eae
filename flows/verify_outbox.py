"""Compute a finished window again, aside, and compare it with what is shown."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.run_window import holding
from flows.steps import take_all
from screening.errors import DefinitionError, ScreeningError
from screening.ledger.store import read_acts
from screening.programme.load import ProgrammeFolder, open_folder
from screening.publish import Outbox
from screening.replay.aside import aside
from screening.replay.comparison import Comparison, compare
from screening.replay.input_changes import input_changes
from screening.replay.shown_alerts import alerts_on
from screening.run.record import kept_inputs_digest
from screening.run.window_run import WindowRun, inputs_of, reopen_run, shown_record
from screening.warehouse import open_warehouse


@dataclass(frozen=True)
class Verified:
    """What computing a window again has shown.

    Attributes:
        comparison: file by file; None where the window cannot be computed any more.
        causes: what differs between then and now, one sentence each.
        not_computed: why the window cannot be computed any more; empty where it can.
        alerts_missing: alerts that the inputs give and the shown safety lists do not have.
    """

    window_id: str
    comparison: Comparison | None
    causes: tuple[str, ...]
    not_computed: str = ""
    alerts_missing: int = 0

    @property
    def is_equal(self) -> bool:
        """Whether everything that is shown was computed again, and no alert is missing."""
        return (
            self.comparison is not None
            and not self.comparison.differences
            and self.alerts_missing == 0
        )


def verify_outbox(outbox: Path) -> Verified:
    """Return whether a window's outbox is what its inputs give.

    Nothing that is shown or kept is touched: everything is computed in a copy (`replay.aside`),
    with the dates and the acts of people that `run.json` names.

    Args:
        outbox: `outbox/<window>` of a programme.

    Raises:
        DefinitionError: it is no such folder, or nothing was published there.
    """
    folder, window_id = _place_of(outbox)
    shown = Outbox(folder.outbox, window_id)
    record = shown_record(shown)
    if not record:
        raise DefinitionError(f"{outbox}: nothing was published there, or run.json is damaged.")
    with ExitStack() as ending:
        with holding(folder.folder):
            copy = ending.enter_context(aside(folder))
        return _verified(copy, shown, record)


def _place_of(outbox: Path) -> tuple[ProgrammeFolder, str]:
    place = outbox.absolute()
    if place.parent.name != "outbox":
        raise DefinitionError(f"{outbox}: no window's outbox. Name one as DISTRICT/outbox/WINDOW.")
    folder = open_folder(place.parent.parent)
    return folder, folder.window(place.name).id


def _verified(copy: Path, outbox: Outbox, record: dict[str, Any]) -> Verified:
    causes: list[str] = []
    window_id = outbox.shown.name
    try:
        run = _run_as_recorded(copy, window_id, record)
        causes += _causes(run, record)
        take_all(run)
    except ScreeningError as fault:
        return Verified(window_id, None, tuple(causes), not_computed=fault.message)
    computed = run.outbox.shown
    return Verified(
        window_id,
        compare(outbox.shown, computed),
        tuple(causes),
        alerts_missing=len(alerts_on(computed) - alerts_on(outbox.shown)),
    )


def _run_as_recorded(copy: Path, window_id: str, record: dict[str, Any]) -> WindowRun:
    as_of = dt.date.fromisoformat(record["as_of"])
    return reopen_run(
        copy,
        window_id=window_id,
        as_of=as_of,
        today=dt.date.fromisoformat(record.get("list_day", record["as_of"])),
        acts_through=record.get("acts_through"),
    )


def _causes(run: WindowRun, record: dict[str, Any]) -> Iterator[str]:
    """Yield what is not as it was when the window was run."""
    for change in input_changes(record["inputs"], inputs_of(run)):
        yield f"Since the run: {change.words}."
    before = run.previous_window
    if before and record.get("window_before") != _kept_digest(run, before.id):
        yield f"The window {before.id}, with which this one is compared, was run again."
    later = [act for act in read_acts(run.programme.ledger) if act.is_of_people]
    if since := sum(act.seq > record.get("acts_through", 0) for act in later):
        yield f"People have acted {since} times since; the next run shows it, this check does not."


def _kept_digest(run: WindowRun, window_id: str) -> str | None:
    with open_warehouse(run.programme.warehouse) as warehouse:
        return kept_inputs_digest(warehouse, window_id)
