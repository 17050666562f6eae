"""Earlier windows into the warehouse, scored and kept but not published: the demo's past."""

import datetime as dt
from pathlib import Path

from flows.run_window import holding


def record_earlier_windows(programme: Path, *, today: dt.date) -> None:
    """Score and keep every window that closed before the newest open one; write no outbox."""
    from expectations.to_tiers import steps_to_tiers
    from screening.programme.load import load_programme
    from screening.run.scores import keep
    from screening.run.window_run import open_run
    from screening.warehouse import open_warehouse

    loaded = load_programme(programme)
    newest = open_run(programme, window_id=None, today=today).window
    earlier = [window for window in loaded.settings.window if window.closes < newest.opens]
    with holding(loaded.folder):
        for window in sorted(earlier, key=lambda one: one.opens):
            run = open_run(programme, window_id=window.id, today=today)
            with open_warehouse(loaded.warehouse) as warehouse:
                steps_to_tiers(run, warehouse)
                keep(run, warehouse)
