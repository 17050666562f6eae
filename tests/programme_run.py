"""A run without the flow: the plain functions in the flow's order, and what they left behind."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from expectations.to_tiers import steps_to_tiers
from flows.steps import take_all
from screening.problem import Problem
from screening.run import safety, scores
from screening.run.window_run import WindowRun
from screening.safety.entry import SafetyEntry
from screening.warehouse import Warehouse, open_warehouse


@dataclass(frozen=True)
class Ran:
    """A run up to the tier table, read back.

    Attributes:
        problems: as stored, by code, file, row, column.
        counts: file → (read, scored, set aside, left out).
        outcomes: (file, row) → (outcome, reason).
        tiers: student_ref → row of the tier table.
        safety: entries of the safety list.
    """

    problems: tuple[Problem, ...]
    counts: dict[str, tuple[int, int, int, int]]
    refused: dict[str, str | None]
    outcomes: dict[tuple[str, int], tuple[str, str | None]]
    scores: tuple[tuple[object, ...], ...]
    tiers: dict[str, dict[str, object]]
    safety: tuple[SafetyEntry, ...]

    @property
    def codes(self) -> list[str]:
        """Codes of the problems, sorted, each as often as it was found."""
        return sorted(problem.code for problem in self.problems)

    def places(self, code: str) -> list[tuple[str, int | None, str | None]]:
        """Return (file, row, column) of every problem of a code, as the files read."""
        found = [(each.file, each.row, each.column) for each in self.problems if each.code == code]
        return sorted(found, key=lambda place: (place[0], place[1] or 0, place[2] or ""))

    @property
    def nothing_is_lost(self) -> bool:
        """True where every file's rows add up."""
        return all(read == sum(rest) for read, *rest in self.counts.values())


def run_to_tiers(run: WindowRun) -> Ran:
    """Run every step from the safety list to the checked tier table."""
    run.outbox.start()
    entries = safety.write_safety_lists(run)
    with open_warehouse(run.programme.warehouse) as warehouse:
        steps_to_tiers(run, warehouse)
        return read_back(warehouse, entries)


def run_whole(run: WindowRun) -> Path:
    """Run a window from inbox to published outbox, as the flow does; return what is shown."""
    take_all(run)
    return run.outbox.shown


def keep_window(run: WindowRun) -> None:
    """Run a window and keep its tiers, without lists, letters and pages."""
    with open_warehouse(run.programme.warehouse) as warehouse:
        steps_to_tiers(run, warehouse)
        scores.keep(run, warehouse)


def read_back(warehouse: Warehouse, entries: Sequence[SafetyEntry]) -> Ran:
    """Return what the tables of a run hold."""
    files = warehouse.rows(
        "select file, rows_read, rows_scored, rows_set_aside, rows_left_out, refused_code"
        " from mart_file_count order by file"
    )
    tiers = warehouse.columns("mart_student_tier")
    return Ran(
        problems=tuple(
            Problem(*row)
            for row in warehouse.rows(
                "select code, file, message, row, column_name, student_ref, school_id"
                " from int_problem order by all"
            )
        ),
        counts={name: (read, *rest) for name, read, *rest, _ in files},
        refused={name: code for name, *_, code in files},
        outcomes={
            (file, row): (outcome, reason or None)
            for file, row, outcome, reason in warehouse.rows(
                "select file, source_row, outcome, reason"
                " from int_row inner join int_file using (file_id)"
            )
        },
        scores=tuple(warehouse.rows("select * from int_subscale_score order by all")),
        tiers={
            row[0]: dict(zip(tiers, row, strict=True))
            for row in warehouse.rows("select * from mart_student_tier order by student_ref")
        },
        safety=tuple(entries),
    )


def tree(folder: Path) -> dict[str, str]:
    """Return every file under a folder with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
