"""One task per step of a run: thin wrappers that receive ids and paths, never rows.

Prefect stores parameters, messages of exceptions and results. So tasks get four short texts, give
nothing back that could hold an answer, and only cleaned exceptions leave them.
"""

import datetime as dt
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from prefect import task
from prefect.client.schemas.objects import State, TaskRun

from expectations import borders
from expectations.quality_report import write_quality_report
from flows import progress
from screening.errors import LetterError, ScreeningError
from screening.run import intake, letters, lists, pages, record, safety, score_quality, scores
from screening.run.window_run import WindowRun, reopen_run
from screening.warehouse import Warehouse, open_warehouse

Result = TypeVar("Result")
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


def step(name: str) -> Callable[[Callable[[WindowRun], Result]], Any]:
    """Return a decorator that makes a task of a function of the run."""

    def decorate(function: Callable[[WindowRun], Result]) -> Any:
        def run_step(key: RunKey) -> Result:
            with progress.current.step(name):
                return _cleaned(name, function, key)

        run_step.__doc__ = function.__doc__
        return task(
            run_step,
            name=name,
            retries=DISK_RETRIES,
            retry_delay_seconds=DISK_RETRY_SECONDS,
            retry_condition_fn=_is_disk_fault,
            persist_result=False,
            cache_policy=None,
        )

    return decorate


def _cleaned(name: str, function: Callable[[WindowRun], Result], key: RunKey) -> Result:
    """Run a step; let only exceptions out that carry no content of any file."""
    try:
        return function(key.open())
    except ScreeningError as known:
        fault: Exception = known.without_context()
    except OSError as disk:
        fault = OSError(disk.errno, f"{name}: the disk or network answered: {disk.strerror}")
    except Exception as unknown:  # noqa: BLE001 (its text may quote an answer)
        if progress.current.is_debug:
            traceback.print_exc()
        fault = StepError(f"{name}: broke ({type(unknown).__name__}). Run again with --debug.")
    raise fault


def on_warehouse(
    function: Callable[[WindowRun, Warehouse], Result],
) -> Callable[[WindowRun], Result]:
    """Return the function of a run that opens the warehouse for one step."""

    def opened(run: WindowRun) -> Result:
        with open_warehouse(run.programme.warehouse) as warehouse:
            return function(run, warehouse)

    opened.__doc__ = function.__doc__
    return opened


@step("Critical items read first")
def read_critical_items(run: WindowRun) -> None:
    """Write the safety lists before anything can stop the run."""
    run.outbox.start()
    safety.write_safety_lists(run)


take_in = step("Roster and exports taken in")(on_warehouse(intake.take_in))
check_exports = step("Exports checked at the border")(on_warehouse(borders.check_exports))
settle_rows = step("Rows settled")(on_warehouse(intake.settle))
check_answers = step("Answers checked")(on_warehouse(borders.check_settled_answers))


@step("Answers scored")
@on_warehouse
def score(run: WindowRun, warehouse: Warehouse) -> None:
    """Score every answer table; keep the SQL that did it beside the run."""
    record.write_scoring_sql(run, scores.score(run, warehouse))


decide_tiers = step("Tiers decided")(on_warehouse(scores.decide_tiers))
check_scores = step("Scored tables checked")(on_warehouse(borders.check_scored_tables))
describe_scores = step("Score quality described")(on_warehouse(score_quality.describe_scores))
write_lists = step("Referral and problem workbooks written")(on_warehouse(lists.write_lists))


@step("Letters written")
@on_warehouse
def write_letters(run: WindowRun, warehouse: Warehouse) -> str | None:
    """Write the letters; return why there are none, since lists and pages must not wait."""
    try:
        letters.write_due_letters(run, warehouse, shown=progress.current.shown)
    except LetterError as fault:
        return fault.message
    return None


@step("Pages written")
@on_warehouse
def write_pages(run: WindowRun, warehouse: Warehouse) -> None:
    """Write the pages of schools and district, and the data-quality report."""
    pages.write_pages(run, warehouse)
    write_quality_report(run, warehouse)


@step("Published")
@on_warehouse
def publish(run: WindowRun, warehouse: Warehouse) -> None:
    """Keep the window's results, write the run's record, show the outbox whole.

    Critical items are read once more before: an export may have been replaced under way.
    """
    safety.write_safety_lists(run)
    intake.refuse_changed_exports(run, warehouse)
    scores.keep(run, warehouse)
    record.write_record(run, warehouse)
    run.outbox.publish()
