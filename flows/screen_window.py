"""The flow: one screening window from inbox to outbox."""

from prefect import flow

from flows import tasks
from screening.errors import LetterError


@flow(name="screen-window", flow_run_name="{window_id}", persist_result=False, log_prints=False)
def screen_window(
    programme: str, window_id: str, as_of: str, today: str, acts_through: int
) -> None:
    """Run one window; every argument is short, because Prefect stores arguments.

    Args:
        programme: the programme's folder.
        window_id: the window.
        as_of: ISO date that lists and letters carry.
        today: ISO date of the run.
        acts_through: place in the ledger of the last act that the run sees.

    Raises:
        ScreeningError: what stopped it; the safety lists stand all the same.
    """
    key = tasks.RunKey(programme, window_id, as_of, today, acts_through)
    missing = [sentence for task in tasks.TASKS if (sentence := task(key))]
    if missing:
        raise LetterError(" ".join(missing))
