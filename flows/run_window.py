"""Start the flow for one window: lock, orchestrator, flow; what a command or a schedule calls."""

import datetime as dt
import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from flows import orchestrator, progress
from screening.errors import DefinitionError, ProgrammeBusyError, ScreeningError

if TYPE_CHECKING:
    from screening.run.window_run import WindowRun

LOCK = ".lock"
HOME = ".orchestrator"


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold the programme; a dead process lets go of it by itself.

    Raises:
        ProgrammeBusyError: another run holds it.
    """
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ProgrammeBusyError(
                f"{folder.name}: another run holds this programme. Wait for it to end."
            ) from None
        yield


def run_window(programme: Path, *, window_id: str | None, today: dt.date) -> "WindowRun":
    """Run one window through the flow and return the run.

    The safety lists are written before anything else, even before the orchestrator starts; the
    flow's first step writes them again for what is being built.

    Raises:
        ScreeningError: what stopped it; its class carries the exit status.
    """
    from screening.run.safety import write_safety_lists

    run = open_or_read(programme, window_id=window_id, today=today)
    tell_versions(run)
    with holding(run.programme.folder):
        try:
            with progress.current.step("Safety lists written"):
                write_safety_lists(run)
        except OSError as disk:
            raise ScreeningError(f"{disk.filename}: {disk.strerror}. {NOBODY_HAS_READ}") from None
        start_flow(run)
    return run


def tell_versions(run: "WindowRun") -> None:
    """Say which definitions a window is held to, where the library has moved on."""
    from screening.run.kept_definitions import lines_of

    for line in lines_of(run.programme.library, run.window.id):
        progress.current.said(line)


def open_or_read(programme: Path, *, window_id: str | None, today: dt.date) -> "WindowRun":
    """Open the run; where a definition stops it, read critical items all the same."""
    from screening.run.safety import write_despite_faults
    from screening.run.window_run import open_run

    try:
        return open_run(programme, window_id=window_id, today=today)
    except DefinitionError as fault:
        found = fault
    try:
        with holding(programme if programme.is_dir() else programme.parent):
            entries = write_despite_faults(programme, window_id=window_id, today=today)
    except (ScreeningError, OSError):
        raise DefinitionError(f"{found.message}\n{NOBODY_HAS_READ}") from None
    told = f"Critical items were read all the same: {len(entries)} on the safety lists."
    raise DefinitionError(f"{found.message}\n{told}")


NOBODY_HAS_READ = "Critical items could not be read: nobody has read the answers yet."


def start_flow(run: "WindowRun") -> None:
    """Run the flow on the operator's server, or on an embedded one for this run alone."""
    orchestrator.prepare(run.programme.folder / HOME)
    server = nullcontext() if orchestrator.is_standing() else orchestrator.embedded_server()
    with server:
        with progress.current.step("Orchestrator started"):
            loading = threading.Thread(target=_load_heavy_packages)
            loading.start()
            orchestrator.wait()
            loading.join()
        from flows.screen_window import screen_window

        screen_window(
            str(run.programme.folder),
            run.window.id,
            run.as_of.isoformat(),
            run.today.isoformat(),
            run.acts_through,
        )


def _load_heavy_packages() -> None:
    """Import Prefect and Great Expectations while the server starts: both take seconds."""
    import flows.screen_window  # noqa: F401
