"""What must be true after any damage: every cell read as it says, or reported; nothing passed over.

One programme, one warehouse and one library serve all cases; each case goes through the real
safety reading, take-in, border checks and settling.
"""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grid import CRITICAL, ITEMS, Answer, Export, Perhaps, Row, Unread

from expectations.borders import check_exports
from screening.problem import Problem
from screening.run.intake import answer_tables_of, settle, take_in_files
from screening.run.window_run import WindowRun
from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items
from screening.warehouse import Warehouse

SECONDS = 60
"""A case that takes longer hangs."""
Scored = tuple[str, list[int | None]]
"""Student and answers of a scored row."""


@dataclass(frozen=True)
class Read:
    """What the pipeline made of one file.

    Attributes:
        counts: rows read, scored, set aside, left out.
        outcomes: row → outcome and reason.
        scored: row → student and answers in the order of `ITEMS`.
    """

    refused: str | None
    counts: tuple[int, int, int, int]
    outcomes: dict[int, tuple[str, str | None]]
    scored: dict[int, Scored]
    problems: tuple[Problem, ...]
    safety: tuple[SafetyEntry, ...]


@dataclass
class Verdict:
    """What is wrong with a case, and what became of its rows."""

    faults: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


@contextmanager
def in_time() -> Iterator[None]:
    """End a case that hangs."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read(run: WindowRun, warehouse: Warehouse, path: Path) -> Read:
    """Return what safety reading and intake make of the inbox's only export."""
    entries = read_critical_items(run.programme, run.inbox)
    take_in_files(run, warehouse, [path])
    check_exports(run, warehouse)
    settle(run, warehouse)
    (count,) = warehouse.rows(
        "select refused_code, rows_read, rows_scored, rows_set_aside, rows_left_out"
        " from mart_file_count"
    )
    return Read(
        refused=count[0],
        counts=count[1:],
        outcomes={
            row: (outcome, reason)
            for row, outcome, reason in warehouse.rows(
                "select source_row, outcome, reason from int_row"
            )
        },
        scored=_scored(run, warehouse),
        problems=tuple(
            Problem(*each)
            for each in warehouse.rows("select code, file, message, row from int_problem")
        ),
        safety=tuple(entries),
    )


def _scored(run: WindowRun, warehouse: Warehouse) -> dict[int, Scored]:
    found: dict[int, Scored] = {}
    for table in answer_tables_of(run, warehouse):
        columns = ", ".join(table.items)
        for row, ref, *answers in warehouse.rows(
            f"select source_row, student_ref, {columns} from {table.name}"
        ):
            _, known = found.setdefault(row, (ref, [None] * len(ITEMS)))
            for item, answer in zip(table.items, answers, strict=True):
                known[ITEMS.index(item)] = answer
    return found


def judge(export: Export, rows: Sequence[tuple[int, Row]], found: Read) -> Verdict:
    """Return what is wrong.

    Args:
        export: as it was damaged.
        rows: number and truth of every row that the file holds now.
        found: what the pipeline made of it.
    """
    verdict = Verdict()
    read_count, *rest = found.counts
    if read_count != sum(rest):
        verdict.faults.append(f"rows do not add up: {found.counts}")
    if found.refused:
        verdict.faults += _of_refused(export, found)
    else:
        verdict.faults += _of_rows(export, rows, found, verdict.counted)
    verdict.faults += _of_safety(rows, found.safety)
    verdict.counted["safety entries"] += len(found.safety)
    return verdict


def _of_refused(export: Export, found: Read) -> Iterator[str]:
    if not any(problem.code == found.refused for problem in found.problems):
        yield f"refused ({found.refused}) without a problem"
    if found.scored:
        yield "rows of a refused file are scored"
    if not (export.may_refuse or export.must_refuse):
        yield f"refused ({found.refused}) for a fault of one row"


def _of_rows(
    export: Export, rows: Sequence[tuple[int, Row]], found: Read, counted: Counter[str]
) -> Iterator[str]:
    if export.must_refuse:
        yield "not refused"
    numbers = {problem.row for problem in found.problems}
    known = dict(rows)
    for number in set(found.scored) - set(known):
        yield f"row {number} is scored and is none"
    for number, row in rows:
        outcome, reason = found.outcomes.get(number, ("", None))
        counted[f"rows {outcome or 'misshapen'}".replace("_", " ")] += 1
        if outcome == "scored":
            yield from _of_scored(number, row, found.scored[number])
        elif not row.is_touched:
            yield f"row {number} is {outcome or 'passed over'} ({reason}) and was not touched"
        elif outcome != "left_out" and number not in numbers:
            yield f"row {number} is {outcome or 'passed over'} and not reported"
        elif outcome == "left_out" and not reason:
            yield f"row {number} is left out without a reason"


def _of_scored(number: int, row: Row, scored: Scored) -> Iterator[str]:
    ref, answers = scored
    if row.is_nobodys:
        yield f"row {number} is scored and is nobody's"
    if ref != row.ref:
        yield f"row {number} is scored as {ref!r}, not {row.ref!r}"
    for item, answer, truth in zip(ITEMS, answers, row.answers, strict=True):
        if not says(truth, answer):
            yield f"row {number}, {item}: read as {answer}, says {truth}"


def says(truth: Answer, answer: int | None) -> bool:
    """Return True where an answer was read as its cell says."""
    if isinstance(truth, Unread):
        return False
    return answer == (truth.code if isinstance(truth, Perhaps) else truth)


def _of_safety(rows: Sequence[tuple[int, Row]], entries: Sequence[SafetyEntry]) -> Iterator[str]:
    if any(entry.reason == "not_read" and entry.row is None for entry in entries):
        return
    listed = {entry.row for entry in entries}
    marked = {entry.row for entry in entries if entry.reason in {"endorsed", "not_read"}}
    endorsed = {entry.row for entry in entries if entry.reason == "endorsed"}
    for number, row in rows:
        truth = row.answers[CRITICAL]
        # The damaged cell may be this one: then it is listed as unclear.
        if _endorses(truth) and number not in (listed if row.is_touched else marked):
            yield f"row {number} endorses the critical item and is not listed"
        if _may_endorse(truth) and number not in listed:
            yield f"row {number} may endorse the critical item and is not listed"
        if truth == 0 and not row.is_touched and number in endorsed:
            yield f"row {number} is listed as endorsed and says 0"


def _endorses(truth: Answer) -> bool:
    return isinstance(truth, int) and truth >= 1


def _may_endorse(truth: Answer) -> bool:
    return isinstance(truth, Unread) or (isinstance(truth, Perhaps) and truth.code >= 1)
