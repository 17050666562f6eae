"""Re-score an old window with the newest definitions: who would change, and going over to them."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from expectations.to_tiers import steps_to_tiers
from flows.run_window import holding
from screening.errors import DefinitionError, RefusedDataError
from screening.programme.load import open_folder
from screening.replay.tier_changes import keep_tier_changes
from screening.run.intake import forget_files
from screening.run.kept_definitions import KeptDefinition
from screening.run.kept_tier_rule import KeptTierRule, kept_of_window
from screening.run.rescore import (
    Change,
    Results,
    changes_between,
    kept_results,
    later_windows,
    record_rescore,
    record_rule_rescore,
    run_results,
    students_of,
)
from screening.run.scores import make_kept_tables, replace_kept
from screening.run.window_run import WindowRun, open_newest, open_run
from screening.warehouse import open_warehouse


@dataclass(frozen=True)
class Rescore:
    """What the newest definitions would change in a window.

    Attributes:
        run: the window with the newest definitions.
        older: what it is scored with, where the newest is another version.
        older_rule: the tier rule it is decided with, where the file's is another version.
        changes: one entry per student and subscale.
        students: how many students have a tier or a reason why not.
        unlike_kept: students who would change by scoring again with the same definitions, since
            files, settings or rules changed after the window's last run.
        not_kept: why the older definitions could not be used; then `changes` compares with the
            kept scores, and holds what other changes did too. Empty where they could.
        later: windows whose tiers are compared with this one's.
    """

    run: WindowRun
    older: tuple[KeptDefinition, ...]
    older_rule: KeptTierRule | None = None
    changes: tuple[Change, ...] = ()
    students: int = 0
    unlike_kept: int = 0
    not_kept: str = ""
    later: tuple[str, ...] = ()

    @property
    def is_newest(self) -> bool:
        """True where there is nothing to go over to."""
        return not self.older and self.older_rule is None


def rescore_window(
    programme: Path, *, window_id: str, today: dt.date, accepted_by: str | None
) -> Rescore:
    """Return who would change; with a name, go over to the newest definitions in one step.

    Args:
        programme: the programme's folder or settings file.
        window_id: a window that was scored.
        today: the date of the act.
        accepted_by: who accepts the newest definitions; None = nothing is kept.

    Raises:
        DefinitionError: the window was never scored, or facts changed under the same version.
        RefusedDataError: it is to be accepted, and more than the definitions has changed.
    """
    folder = open_folder(programme)
    folder.window(window_id)
    with holding(folder.folder):
        found = _compared(programme, window_id=window_id, today=today)
        if accepted_by is not None and not found.is_newest:
            _accept(found, accepted_by)
    return found


def _compared(programme: Path, *, window_id: str, today: dt.date) -> Rescore:
    run = open_newest(programme, window_id=window_id, today=today)
    found, rule = kept_of_window(run.programme, window_id)
    kept = [each for each in found if not each.is_former]
    if not kept:
        raise DefinitionError(f"{window_id}: was never scored. `screening run` scores it.")
    older = tuple(each for each in kept if not each.is_in(run.programme.library))
    older_rule = None if rule is None or rule.is_same(run.programme.tier_rule) else rule
    if not older and older_rule is None:
        return Rescore(run, older)
    with open_warehouse(run.programme.warehouse) as warehouse:
        published = kept_results(warehouse, window_id)
        later = later_windows(run, warehouse)
    before, not_kept = _before(programme, published, window_id=window_id, today=today)
    after = _results_of(run)
    return Rescore(
        run=run,
        older=older,
        older_rule=older_rule,
        changes=tuple(changes_between(before, after)),
        students=len(after.tiers),
        unlike_kept=len(students_of(changes_between(published, before))),
        not_kept=not_kept,
        later=tuple(later),
    )


def _before(
    programme: Path, published: Results, *, window_id: str, today: dt.date
) -> tuple[Results, str]:
    """Return what the same files give with the older definitions; where those are gone, why."""
    try:
        return _results_of(open_run(programme, window_id=window_id, today=today)), ""
    except DefinitionError as gone:
        return published, gone.message


def _results_of(run: WindowRun) -> Results:
    """Score a window aside: nothing is kept and nothing is shown."""
    with open_warehouse() as aside:
        steps_to_tiers(run, aside)
        return run_results(aside)


def _accept(found: Rescore, accepted_by: str) -> None:
    """Replace definitions, scores and tiers, and record who did: all of it or nothing."""
    if found.unlike_kept:
        raise RefusedDataError(
            f"{found.run.window.id}: {found.unlike_kept} students differ from what is kept without"
            " any newer definition. Run the window first, then accept."
        )
    run = found.run
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_kept_tables(warehouse)
        with warehouse.transaction():
            steps_to_tiers(run, warehouse)
            keep_tier_changes(run, warehouse)
            replace_kept(run, warehouse)
            record_rescore(
                run, warehouse, older=found.older, changes=found.changes, accepted_by=accepted_by
            )
            if found.older_rule is not None:
                record_rule_rescore(
                    run, warehouse, found.older_rule, changes=found.changes, accepted_by=accepted_by
                )
            forget_files(warehouse)
