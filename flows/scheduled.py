"""What a schedule runs: the newest open window of a programme, through the same flow."""

from pathlib import Path

from prefect import flow

from flows import clock
from flows.notify_aside import telling_aside
from flows.run_window import catch_up, holding, list_first, open_or_read, tell_versions
from flows.screen_window import screen_window
from screening.programme.load import open_folder


@flow(name="screen-open-window", persist_result=False, log_prints=False)
def screen_open_window(programme: str) -> None:
    """Run the newest window that has opened; a second call meanwhile ends with a clear line.

    Args:
        programme: the programme's folder.
    """
    folder = open_folder(Path(programme))
    now = clock.moment(None, zone=folder.settings.zone)
    run = open_or_read(folder.folder, window_id=None, today=now.date())
    tell_versions(run)
    with holding(folder.folder):
        list_first(run)
        try:
            with telling_aside(folder, now=now):
                screen_window(
                    str(folder.folder),
                    run.window.id,
                    run.as_of.isoformat(),
                    run.today.isoformat(),
                    run.acts_through,
                )
        finally:
            catch_up(run)
