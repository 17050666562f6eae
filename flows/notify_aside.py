"""People are told of safety lists aside: no step of a run waits for a mail server."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows import progress
from screening.errors import ScreeningError
from screening.programme.load import ProgrammeFolder
from screening.run.alerts import kept_alerts
from screening.safety.notices import Notice, due_notices

NOT_TOLD = "NOT EVERYBODY WAS TOLD OF THE SAFETY LISTS"


@contextmanager
def telling_aside(folder: ProgrammeFolder, *, now: dt.datetime) -> Iterator[None]:
    """Tell people while the block runs, on the orchestrator that stands; wait for it at the end."""
    if folder.settings.notify is None:
        yield
        return
    telling = threading.Thread(target=tell, args=(folder,), kwargs={"now": now})
    telling.start()
    try:
        yield
    finally:
        telling.join()


def due_now(folder: ProgrammeFolder, *, now: dt.datetime) -> list[Notice]:
    """Return the messages that are due; no file but the ledger is opened.

    Raises:
        ScreeningError: the ledger cannot be read.
    """
    if folder.settings.notify is None:
        return []
    return due_notices(kept_alerts(folder), settings=folder.settings, now=now)


def tell(folder: ProgrammeFolder, *, now: dt.datetime) -> None:
    """Run the flow `notify-safety` where a message is due; what goes wrong stops nothing."""
    try:
        if due_now(folder, now=now):
            from flows.notify import notify_safety

            notify_safety(str(folder.folder), now.isoformat(timespec="seconds"))
    except ScreeningError as fault:
        progress.current.said(fault.message)
    except Exception as fault:  # noqa: BLE001 (the run goes on, and people hear of it)
        progress.current.said(f"{NOT_TOLD}: it broke ({type(fault).__name__}).")
