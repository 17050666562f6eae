"""What `serve` does beside the schedule: lists within seconds, and a look every minute."""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flows import clock, progress
from flows.notify_aside import tell
from flows.orchestrator import START_LIMIT_SECONDS
from flows.watch import changes
from screening.errors import ScreeningError
from screening.programme.load import open_folder

LOOK_SECONDS = 60.0
"""How often it is looked whether somebody is to be told, or once more."""


def watch_aside(folder: Path, *, every_seconds: float) -> None:
    """Start both watches in threads that end with the process."""
    # Two threads that import the orchestrator at the same time may wait for each other for good.
    import flows.notify
    import flows.scheduled  # noqa: F401 (for the threads)

    threading.Thread(target=_watch_inbox, args=(folder, every_seconds), daemon=True).start()
    threading.Thread(target=_watch_clock, args=(folder,), daemon=True).start()


def list_at_once(folder: Path, *, windows: frozenset[str] | None = None) -> None:
    """Write the safety lists of windows; None = of the newest that has opened.

    Raises:
        ScreeningError: the settings themselves cannot be read.
        OSError: the disk took no list.
    """
    from screening.run.safety import renew_lists

    opened = open_folder(folder)
    now = clock.moment(None, zone=opened.settings.zone)
    known = {window.id for window in opened.settings.window}
    for window_id in (None,) if windows is None else sorted(windows & known):
        renew_lists(folder, window_id=window_id, now=now, told=progress.current.said)


def look_once(folder: Path) -> None:
    """Tell people where a message is due.

    Raises:
        ScreeningError: the settings or the ledger cannot be read.
    """
    opened = open_folder(folder)
    tell(opened, now=clock.moment(None, zone=opened.settings.zone))


def run_window_aside(folder: Path) -> None:
    """Have the orchestrator run the window; wait while it does not know the schedule yet.

    Raises:
        ObjectNotFound: it still does not after two minutes.
    """
    from prefect.deployments import run_deployment
    from prefect.exceptions import ObjectNotFound

    limit = time.monotonic() + START_LIMIT_SECONDS
    while True:
        try:
            run_deployment(f"screen-open-window/{folder.name}", timeout=0)
        except ObjectNotFound:
            if time.monotonic() > limit:
                raise
            time.sleep(1)
        else:
            return


def _watch_inbox(folder: Path, every_seconds: float) -> None:
    dropped = changes(folder / "inbox", every_seconds=every_seconds)
    _said(lambda: list_at_once(folder))
    for windows in dropped:
        progress.current.said("A file was dropped: its safety list comes first, then the window.")
        _said(partial(list_at_once, folder, windows=windows))
        # A mail server may take its time: neither the window nor the next drop waits for it.
        threading.Thread(target=_said, args=(partial(look_once, folder),), daemon=True).start()
        _said(partial(run_window_aside, folder))


def _watch_clock(folder: Path) -> None:
    while True:
        time.sleep(LOOK_SECONDS)
        _said(partial(look_once, folder))


def _said(do: Callable[[], object]) -> None:
    """Do something; say what went wrong, so that no watch ever ends."""
    try:
        do()
    except ScreeningError as fault:
        progress.current.said(fault.message)
    except Exception as fault:  # noqa: BLE001 (whatever it is, the next look comes)
        progress.current.said(f"The watch over the inbox broke ({type(fault).__name__}).")
