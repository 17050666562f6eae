"""What a schedule runs: the newest open window of a programme, through the same flow."""

import datetime as dt
from pathlib import Path

from prefect import flow

from flows.run_window import holding
from flows.screen_window import screen_window
from screening.programme.load import load_programme
from screening.run.window_run import open_run


@flow(name="screen-open-window", persist_result=False, log_prints=False)
def screen_open_window(programme: str) -> None:
    """Run the newest window that has opened; a second call meanwhile ends with a clear line.

    Args:
        programme: the programme's folder.
    """
    loaded = load_programme(Path(programme))
    today = dt.datetime.now(tz=loaded.settings.zone).date()
    run = open_run(loaded.folder, window_id=None, today=today)
    with holding(loaded.folder):
        screen_window(
            str(loaded.folder), run.window.id, run.as_of.isoformat(), run.today.isoformat()
        )
