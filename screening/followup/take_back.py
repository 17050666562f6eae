"""Returned referral workbooks into acts: which are taken, row by row, and what is said of each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from screening.consent.withdrawal import standing
from screening.erasure.erased import Erased, erased_of
from screening.errors import RefusedDataError
from screening.followup.entries import EntryDays
from screening.followup.finding import Finding
from screening.followup.merge import Known, Return, RowMerge
from screening.followup.returned_list import ReturnedList, ReturnedRow, ReturnedSheet
from screening.followup.state import concerns_of, states_of
from screening.ledger.act import Act
from screening.programme.settings import Programme, Window

MIXED = 3
"""Locked cells that differ from here on say that cells of two rows were mixed, as by sorting."""
OlderLists = Literal["refused", "taken"]
"""What becomes of a workbook that a newer run has replaced."""


@dataclass(frozen=True)
class Programmes:
    """What workbooks are held against.

    Attributes:
        settings: whose schools and windows there are.
        shown_runs: window id → run that is shown; a window that was never run is not there.
        older: what becomes of a workbook that a newer run has replaced.
        today: the day of the acts.
    """

    settings: Programme
    shown_runs: Mapping[str, str]
    older: OlderLists
    today: dt.date


@dataclass(frozen=True)
class Taken:
    """What came of one workbook.

    Attributes:
        acts: what is new, in the order of the sheet.
        findings: what was not taken, conflicts, and what is worth a look.
        row_count: rows of the list that came back.
    """

    workbook: str
    window_id: str
    school_id: str
    row_count: int
    acts: tuple[Act, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    def count(self, outcome: str) -> int:
        """Return how many findings have an outcome."""
        return sum(finding.outcome == outcome for finding in self.findings)


def take_back(
    returned: ReturnedList, *, against: Programmes, acts: Sequence[Act], by: str
) -> Taken:
    """Return what a workbook that came back changes; nothing is written down yet.

    Rows that are missing change nothing. A row is taken cell by cell (`merge.py`).

    Args:
        returned: the workbook.
        against: settings and runs.
        acts: of the ledger, in its order, with those of workbooks read before this one.
        by: who is named as the one who acted; empty = the owner of each row.

    Raises:
        RefusedDataError: of another programme, school or window, or of an older run.
    """
    window = _window_of(returned, against)
    back = Return(
        workbook=returned.name,
        source=returned.sha256,
        window_id=window.id,
        school_id=returned.facts["school_id"],
        by=by,
        days=EntryDays.of(window, today=against.today),
    )
    own = [act for act in acts if act.window_id == window.id]
    gone = {ref for of_window, ref in standing(own) if of_window == window.id}
    returned = _without_erased(returned, erased_of(acts))
    merged = [
        *_merged(returned.referrals, _known_referrals(own), back=back, gone=gone),
        *_merged(returned.not_screened, _known_concerns(returned, own), back=back, gone=gone),
    ]
    return Taken(
        returned.name,
        window.id,
        back.school_id,
        len(returned.referrals.rows),
        tuple(act for acts_of_row, _ in merged for act in acts_of_row),
        (*_missing_columns(returned), *(each for _, findings in merged for each in findings)),
    )


def _without_erased(returned: ReturnedList, erased: Erased) -> ReturnedList:
    """Return a workbook in which nobody stands who was erased since: nothing is told of them."""

    def left(sheet: ReturnedSheet) -> ReturnedSheet:
        return replace(sheet, rows=tuple(row for row in sheet.rows if not _is_of(row, erased)))

    return replace(
        returned, referrals=left(returned.referrals), not_screened=left(returned.not_screened)
    )


def _is_of(row: ReturnedRow, erased: Erased) -> bool:
    return erased.has(row.key) or erased.has(row.cells.get("student_code", ""))


def _window_of(returned: ReturnedList, against: Programmes) -> Window:
    """Return the window of a workbook that may be read."""
    facts, settings, name = returned.facts, against.settings, returned.name
    if facts["programme_id"] != settings.id:
        raise RefusedDataError(f"{name}: the list of another programme. Nothing was read from it.")
    if facts["school_id"] not in {school.id for school in settings.school}:
        raise RefusedDataError(f"{name}: the settings have no such school. Nothing was read.")
    window = {each.id: each for each in settings.window}.get(facts["window_id"])
    shown = against.shown_runs.get(facts["window_id"])
    if window is None or shown is None:
        raise RefusedDataError(f"{name}: of a window that was never run. Nothing was read from it.")
    if facts["run_id"] != shown and against.older == "refused":
        raise RefusedDataError(
            f"{name}: of the list made on {facts['as_of']}; a newer one is out. Nothing was read."
            " To take what is still right in it, row by row: add --older."
        )
    return window


def _known_referrals(acts: Iterable[Act]) -> dict[str, Known]:
    return {
        key: Known("followup", state.student_ref, state.fields, state.history)
        for key, state in states_of(acts).items()
    }


def _known_concerns(returned: ReturnedList, acts: Sequence[Act]) -> dict[str, Known]:
    """Return what staff said of the students on the sheet of those not screened."""
    told, history = concerns_of(acts), defaultdict(list)
    for act in acts:
        if act.kind == "staff_concern":
            history[act.student_ref].append(act)
    return {
        row.key: Known("staff_concern", row.key, told.get(row.key, {}), history[row.key])
        for row in returned.not_screened.rows
        if row.seals
    }


Merged = tuple[Sequence[Act], Sequence[Finding]]


def _merged(
    sheet: ReturnedSheet, known: Mapping[str, Known], *, back: Return, gone: set[str]
) -> Iterator[Merged]:
    """Yield what came of each row; rows that say nothing come to nothing."""
    entries = [column.id for column in sheet.columns if column.entry != "none"]
    locked = [column.id for column in sheet.columns if column.entry == "none"]
    by_key: dict[str, list[ReturnedRow]] = defaultdict(list)
    for row in sheet.rows:
        by_key[row.key].append(row)
    for row in sheet.rows:
        said = any(
            row.cells.get(column) and not row.is_as_issued(column, row.cells[column])
            for column in entries
        )
        fault = _fault(row, known, twins=by_key[row.key], gone=gone, locked=locked)
        if fault:
            yield (), [_finding(row, fault, back)] if said else []
        elif row is by_key[row.key][0]:
            merge = RowMerge(row, columns=sheet.columns, known=known[row.key], back=back)
            yield merge.acts, merge.findings


def _fault(
    row: ReturnedRow,
    known: Mapping[str, Known],
    *,
    twins: Sequence[ReturnedRow],
    gone: set[str],
    locked: Sequence[str],
) -> str:
    """Return why nothing is read from a row, as the id of a finding; empty where it is read."""
    if not row.key:
        return "no_id"
    if row.key not in known:
        return "unknown_id"
    if not row.seals:
        return "other_list"
    is_code = row.is_as_issued("student_code", row.cells.get("student_code", ""))
    if not is_code or row.changed_locked(locked) >= MIXED:
        return "mixed_row"
    if known[row.key].student_ref in gone:
        return "withdrawn"
    return "stands_twice" if any(twin.cells != row.cells for twin in twins) else ""


def _finding(row: ReturnedRow, finding: str, back: Return) -> Finding:
    return Finding(finding, back.workbook, row.sheet, row.row, referral_id=row.key)


def _missing_columns(returned: ReturnedList) -> list[Finding]:
    return [
        Finding("column_missing", returned.name, sheet.name, column=heading)
        for sheet in (returned.referrals, returned.not_screened)
        for heading in sheet.missing
    ]
