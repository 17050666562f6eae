"""The steps of a run as plain functions in their order; the flow makes a task of each."""

from collections.abc import Callable
from typing import NamedTuple

from expectations import borders
from expectations.quality_report import write_quality_report
from flows import progress
from screening.errors import LetterError
from screening.ledger.store import open_ledger
from screening.run import (
    change,
    doubt,
    intake,
    letters,
    lists,
    pages,
    record,
    safety,
    score_quality,
    scores,
)
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse


class Step(NamedTuple):
    """One step of a run.

    Attributes:
        name: shown as progress, and the task's name.
        do: takes the run; returns what is missing all the same, in a sentence, or None.
    """

    name: str
    do: Callable[[WindowRun], str | None]


def _on_warehouse(
    function: Callable[[WindowRun, Warehouse], None],
) -> Callable[[WindowRun], None]:
    """Return the function of a run that opens the warehouse for one step."""

    def opened(run: WindowRun) -> None:
        with open_warehouse(run.programme.warehouse) as warehouse:
            function(run, warehouse)

    opened.__doc__ = function.__doc__
    return opened


def read_critical_items(run: WindowRun) -> None:
    """Write the safety lists before anything can stop the run."""
    run.outbox.start()
    safety.write_safety_lists(run)


def score(run: WindowRun, warehouse: Warehouse) -> None:
    """Score every answer table; keep the SQL that did it beside the run."""
    record.write_scoring_sql(run, scores.score(run, warehouse))


def write_letters(run: WindowRun) -> str | None:
    """Write the letters; return why there are none, since lists and pages must not wait."""
    with open_warehouse(run.programme.warehouse) as warehouse:
        try:
            letters.write_due_letters(run, warehouse, shown=progress.current.shown)
        except LetterError as fault:
            return fault.message
    return None


def write_pages(run: WindowRun, warehouse: Warehouse) -> None:
    """Write the pages of schools and district, and the data-quality report."""
    pages.write_pages(run, warehouse)
    write_quality_report(run, warehouse)


def read_again(run: WindowRun, _warehouse: Warehouse) -> None:
    """Write the safety lists once more: an export may have been replaced under way."""
    safety.write_safety_lists(run)


def promise(run: WindowRun, warehouse: Warehouse) -> None:
    """Write down on which day each referral was first listed: deadlines count from it."""
    acts = lists.issued_acts(run, warehouse)
    with open_ledger(run.programme.ledger) as ledger:
        ledger.append(acts)


def show(run: WindowRun, _warehouse: Warehouse) -> None:
    """Show what was built."""
    run.outbox.publish()


PUBLISHING: tuple[Callable[[WindowRun, Warehouse], None], ...] = (
    read_again,
    intake.refuse_changed_exports,
    promise,
    scores.keep,
    record.write_record,
    show,
)
"""The moves of the last step, in order.

Whatever is cut off between two of these is done again by the next run, and comes to the same.
"""


def publish(run: WindowRun, warehouse: Warehouse) -> None:
    """Keep the window's results, write the run's record, show the outbox whole."""
    for move in PUBLISHING:
        move(run, warehouse)


STEPS = (
    Step("Critical items read first", read_critical_items),
    Step("Roster and exports taken in", _on_warehouse(intake.take_in)),
    Step("Exports checked at the border", _on_warehouse(borders.check_exports)),
    Step("Rows settled", _on_warehouse(intake.settle)),
    Step("Answers checked", _on_warehouse(borders.check_settled_answers)),
    Step("Answers scored", _on_warehouse(score)),
    Step("Tiers decided", _on_warehouse(scores.decide_tiers)),
    Step("Scored tables checked", _on_warehouse(borders.check_scored_tables)),
    Step("Score quality described", _on_warehouse(score_quality.describe_scores)),
    Step("Doubt described", _on_warehouse(doubt.describe_doubt)),
    Step("Classes and change described", _on_warehouse(change.describe_change)),
    Step("Referral and problem workbooks written", _on_warehouse(lists.write_lists)),
    Step("Letters written", write_letters),
    Step("Pages written", _on_warehouse(write_pages)),
    Step("Published", _on_warehouse(publish)),
)
"""From the inbox to the outbox."""


def take_all(run: WindowRun) -> None:
    """Take every step in this process, without an orchestrator."""
    for step in STEPS:
        step.do(run)
