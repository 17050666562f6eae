"""One student's trail: the window's inputs scored aside in memory, nothing kept, nothing shown."""

import datetime as dt
from pathlib import Path

from expectations.to_tiers import steps_to_tiers
from screening.explain.trail import trail
from screening.run.window_run import open_run
from screening.warehouse import open_warehouse


def explain_student(
    programme: Path, student_ref: str, *, window_id: str | None, today: dt.date
) -> str:
    """Return how a student came to the tier, or to none, with the inputs as they lie there now.

    Raises:
        UnknownStudentError: the roster has no such student.
        ScreeningError: the window cannot be scored; its class carries the exit status.
    """
    run = open_run(programme, window_id=window_id, today=today)
    with open_warehouse() as aside:
        steps_to_tiers(run, aside)
        return trail(run, aside, student_ref)
