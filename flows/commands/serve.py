"""`screening serve`: runs on a schedule, and when a file is dropped; safety lists come first."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer


def serve(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
) -> None:
    """Run the newest open window on the programme's schedule and whenever a file is dropped.

    A dropped file's safety list is written within seconds, before the run. Every minute it is
    looked whether somebody has to be told of a list, or once more because nobody has taken it.
    Uses the Prefect server that PREFECT_API_URL names, or a local one of its own. Stop with
    Ctrl-C or SIGTERM.

    Example: screening serve riverbend
    """
    from flows import orchestrator
    from flows.run_window import HOME
    from flows.safety_watch import watch_aside
    from screening.programme.load import load_programme

    loaded = load_programme(programme)
    folder, schedule = loaded.folder.resolve(), loaded.settings.schedule
    orchestrator.prepare(loaded.folder / HOME)
    with nullcontext() if orchestrator.is_standing() else orchestrator.standing_server():
        orchestrator.wait()
        typer.echo(
            f"Serving {folder.name}: cron '{schedule.cron}' ({loaded.settings.timezone}), and"
            f" every file dropped into {folder / 'inbox'}. Stop with Ctrl-C.",
            err=True,
        )
        watch_aside(folder, every_seconds=schedule.watch_seconds)
        _serve(folder, schedule.cron, loaded.settings.timezone)


def _serve(folder: Path, cron: str, timezone: str) -> None:
    from prefect.schedules import Cron

    from flows.scheduled import screen_open_window

    screen_open_window.serve(
        name=folder.name,
        schedules=[Cron(cron, timezone=timezone)],
        parameters={"programme": str(folder)},
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=1,
    )
