"""Start the flow for one window: lock, orchestrator, flow; what a command or a schedule calls."""

import datetime as dt
import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from flows import clock, orchestrator, progress
from flows.notify_aside import telling_aside
from screening.errors import DefinitionError, ProgrammeBusyError, ScreeningError
from screening.programme.load import open_folder

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
    run = open_or_read(programme, window_id=window_id, today=today)
    tell_versions(run)
    with holding(run.programme.folder):
        list_first(run)
        try:
            start_flow(run)
        finally:
            catch_up(run)
    return run


def list_first(run: "WindowRun") -> None:
    """Write the safety lists that people see, and keep what is on them.

    Raises:
        ScreeningError: the disk took no list.
    """
    from screening.run.safety import write_safety_lists

    try:
        with progress.current.step("Safety lists written"):
            write_safety_lists(run, now=_now(run), told=progress.current.said)
    except OSError as disk:
        raise ScreeningError(f"{disk.filename}: {disk.strerror}. {NOBODY_HAS_READ}") from None


def catch_up(run: "WindowRun") -> None:
    """Renew the lists where somebody acted on an alert while the run was under way."""
    from screening.run.alerts import acted_since
    from screening.run.safety import renew_lists

    with suppress(ScreeningError, OSError):  # the run says itself what it could not read
        if acted_since(run):
            folder = run.programme.folder
            renew_lists(folder, window_id=run.window.id, now=_now(run), told=progress.current.said)


def _now(run: "WindowRun") -> dt.datetime:
    return clock.moment_of(run.today, zone=run.programme.settings.zone)


def tell_versions(run: "WindowRun") -> None:
    """Say which definitions a window is held to, where the library has moved on."""
    from screening.run.kept_definitions import lines_of
    from screening.run.kept_tier_rule import line_of

    rule = line_of(run.programme.tier_rule, run.programme.tier_rule_in_file(), run.window.id)
    for line in (*lines_of(run.programme.library, run.window.id), *rule):
        progress.current.said(line)


def open_or_read(programme: Path, *, window_id: str | None, today: dt.date) -> "WindowRun":
    """Open the run; where a definition stops it, read critical items all the same."""
    from screening.run.safety import renew_lists
    from screening.run.window_run import open_run

    try:
        return open_run(programme, window_id=window_id, today=today)
    except DefinitionError as fault:
        found = fault
    try:
        with holding(programme if programme.is_dir() else programme.parent):
            now = clock.moment_of(today, zone=open_folder(programme).settings.zone)
            lists = renew_lists(programme, window_id=window_id, now=now, told=progress.current.said)
    except (ScreeningError, OSError):
        raise DefinitionError(f"{found.message}\n{NOBODY_HAS_READ}") from None
    told = f"Critical items were read all the same: {len(lists.entries)} on the safety lists."
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

        with telling_aside(run.programme, now=_now(run)):
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
