"""`screening serve`: runs on a schedule, and when a file is dropped."""

import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer


def serve(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
) -> None:
    """Run the newest open window on the programme's schedule and whenever a file is dropped.

    Uses the Prefect server that PREFECT_API_URL names, or a local one of its own. Stop with
    Ctrl-C or SIGTERM.

    Example: screening serve riverbend
    """
    from flows import orchestrator
    from flows.run_window import HOME
    from screening.programme.load import load_programme

    loaded = load_programme(programme)
    orchestrator.prepare(loaded.folder / HOME)
    with nullcontext() if orchestrator.is_standing() else orchestrator.standing_server():
        orchestrator.wait()
        _serve(loaded.folder.resolve(), loaded.settings.schedule, loaded.settings.timezone)


def _serve(folder: Path, schedule, timezone: str) -> None:  # noqa: ANN001 (settings' own model)
    from prefect.schedules import Cron

    from flows.scheduled import screen_open_window

    typer.echo(
        f"Serving {folder.name}: cron '{schedule.cron}' ({timezone}), and every file dropped into"
        f" {folder / 'inbox'}. Stop with Ctrl-C.",
        err=True,
    )
    _watch_aside(folder, schedule.watch_seconds)
    screen_open_window.serve(
        name=folder.name,
        schedules=[Cron(schedule.cron, timezone=timezone)],
        parameters={"programme": str(folder)},
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=1,
    )


def _watch_aside(folder: Path, every_seconds: float) -> None:
    """Start the watch in a thread that ends with the process."""
    from prefect.deployments import run_deployment

    from flows.watch import changes

    def watch() -> None:
        for _ in changes(folder / "inbox", every_seconds=every_seconds):
            typer.echo("A file was dropped: the window runs.", err=True)
            run_deployment(f"screen-open-window/{folder.name}", timeout=0)

    threading.Thread(target=watch, daemon=True).start()
