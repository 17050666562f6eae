"""One task per step of a run: thin wrappers that receive ids and paths, never rows.

Prefect stores parameters, messages of exceptions and results. So tasks get a few short values,
give nothing back that could hold an answer, and only cleaned exceptions leave them.
"""

import datetime as dt
import traceback
from pathlib import Path
from typing import Any, NamedTuple

from prefect import task
from prefect.client.schemas.objects import State, TaskRun

from flows import progress
from flows.steps import STEPS, Step
from screening.errors import ScreeningError
from screening.run.window_run import WindowRun, reopen_run

DISK_RETRIES = 2
DISK_RETRY_SECONDS = 2


class RunKey(NamedTuple):
    """What identifies a run: a folder, a window id, two dates, a place in the ledger."""

    programme: str
    window_id: str
    as_of: str
    today: str
    acts_through: int

    def open(self) -> WindowRun:
        """Return the run; definitions are read again by every step, which costs milliseconds."""
        return reopen_run(
            Path(self.programme),
            window_id=self.window_id,
            as_of=dt.date.fromisoformat(self.as_of),
            today=dt.date.fromisoformat(self.today),
            acts_through=self.acts_through,
        )


class StepError(ScreeningError):
    """A step broke for a reason we did not foresee; the text names no content."""


def _is_disk_fault(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Return True where trying again can help: the disk or the network, nothing else."""
    fault = state.result(raise_on_failure=False)  # type: ignore[call-overload]
    return isinstance(fault, OSError)


def task_of(step: Step) -> Any:
    """Return a step as a task."""

    def take(key: RunKey) -> str | None:
        with progress.current.step(step.name):
            return _cleaned(step, key)

    take.__doc__ = step.do.__doc__
    return task(
        take,
        name=step.name,
        retries=DISK_RETRIES,
        retry_delay_seconds=DISK_RETRY_SECONDS,
        retry_condition_fn=_is_disk_fault,
        persist_result=False,
        cache_policy=None,
    )


def _cleaned(step: Step, key: RunKey) -> str | None:
    """Take a step; let only exceptions out that carry no content of any file."""
    try:
        return step.do(key.open())
    except ScreeningError as known:
        fault: Exception = known.without_context()
    except OSError as disk:
        fault = OSError(disk.errno, f"{step.name}: the disk or network answered: {disk.strerror}")
    except Exception as unknown:  # noqa: BLE001 (its text may quote an answer)
        if progress.current.is_debug:
            traceback.print_exc()
        fault = StepError(f"{step.name}: broke ({type(unknown).__name__}). Run again with --debug.")
    raise fault


TASKS = tuple(map(task_of, STEPS))
"""In the order of the steps."""
