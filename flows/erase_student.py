"""Remove one student from everything kept, and prove it."""

import datetime as dt
import json
import shutil
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.run_window import HOME, holding
from flows.steps import take_all
from screening.erasure.erased import NOBODY, erased_in, listing
from screening.erasure.kept_rows import cells_that_name, forget_rows, student_codes
from screening.erasure.marks import Marks, longer_than
from screening.erasure.names import names_of
from screening.erasure.search import Searched, search
from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger, read_acts
from screening.programme.load import ProgrammeFolder, load_readable, open_folder
from screening.programme.settings import Window
from screening.publish import RUNS, Outbox
from screening.replay.aside import remove_left_over
from screening.replay.input_changes import input_changes
from screening.run.alerts import look_at
from screening.run.kept_definitions import readable_library
from screening.run.safety import renew_lists
from screening.run.window_run import WindowRun, inputs_of, open_run, shown_record
from screening.safety.alert import Alert
from screening.safety.whose_answers import students_of
from screening.warehouse import open_warehouse, rewrite_warehouse

MADE_FROM_ACTS = frozenset({"acts", "withdrawals"})
"""Inputs that an erasure itself changes."""


@dataclass(frozen=True)
class Erasure:
    """What an erasure did, and what its search found.

    Attributes:
        rows: rows removed from the warehouse.
        acts: acts removed from the ledger.
        windows: windows made again without the student.
        files_removed: files of windows whose inbox is gone, removed since they named the student.
        in_inbox: files of the inbox that still have the code: the school removes it there.
        searched: what was looked at afterwards.
    """

    rows: int
    acts: int
    windows: tuple[str, ...]
    files_removed: tuple[str, ...]
    in_inbox: tuple[str, ...]
    searched: Searched

    @property
    def counts(self) -> dict[str, int]:
        """The record of the erasure, in which nobody is named."""
        return {
            "rows_removed": self.rows,
            "acts_removed": self.acts,
            "windows_made_again": len(self.windows),
            "files_removed": len(self.files_removed),
            "files_searched": sum(self.searched.files.values()),
            "bytes_searched": sum(self.searched.bytes_read.values()),
            "found": len(self.searched.found),
            "not_looked_into": len(self.searched.unopened),
        }


def erase_student(programme: Path, student_ref: str, *, by: str, now: dt.datetime) -> Erasure:
    """Remove a student from warehouse, ledger and outboxes; search what is left.

    Each step can be done twice. A run that is broken off is finished by calling it again.

    Args:
        programme: the programme's folder or settings file.
        student_ref: the student's code, exactly as on the roster.
        by: who erases.
        now: the time of the act, in the programme's time zone.

    Raises:
        RefusedDataError: an alert of the student is open, or nobody has this code.
        ScreeningError: a window cannot be made again; nothing is lost, and calling it again ends
            it once that is mended.
    """
    folder = open_folder(programme)
    with holding(folder.folder):
        alerts = list(_alerts_of(folder, student_ref))
        _refuse_open(folder, alerts)
        codes = _codes(folder)
        _refuse_unknown(folder, student_ref, codes)
        acts = read_acts(folder.ledger)
        names = names_of(student_ref, settings=folder.settings, acts=acts, alerts=alerts)
        marks = Marks(names, longer_than(names, codes))
        _leave_out(folder, student_ref, alerts, by=by, now=now)
        rows = _forget_rows(folder, names)
        with open_ledger(folder.ledger) as ledger:
            forgotten = ledger.forget(student_ref)
        windows, gone = _make_again(folder, now=now)
        _tidy(folder)
        if folder.warehouse.exists():
            _forget_rows(folder, names)
            rewrite_warehouse(folder.warehouse)
        removed = _remove_naming(folder, gone, marks)
        in_inbox = _in_inbox(folder, replace(marks, names=(student_ref,)))
        done = Erasure(rows, forgotten, windows, removed, in_inbox, _search(folder, marks))
        _record(folder, done, by=by, now=now)
    return done


def _alerts_of(folder: ProgrammeFolder, student_ref: str) -> Iterator[Alert]:
    """Yield the student's alerts in every window, from files and ledger, erased ones too."""
    for window in folder.settings.window:
        readable = load_readable(folder.folder, library=readable_library(folder, window.id))
        for alert in look_at(readable, window, erased=NOBODY).alerts:
            if alert.entry.student_ref.strip() == student_ref:
                yield alert


def _refuse_open(folder: ProgrammeFolder, alerts: Iterable[Alert]) -> None:
    """Let nobody be erased whom a person has still to see.

    Raises:
        RefusedDataError: an alert is open.
    """
    erased = erased_in(folder.ledger)
    still_open = [
        alert
        for alert in alerts
        # Of an erasure that was broken off, the acts that closed it may be gone.
        if alert.state != "closed" and not erased.has_alert(alert.entry.key)
    ]
    if still_open:
        windows = ", ".join(dict.fromkeys(alert.window_id for alert in still_open))
        raise RefusedDataError(
            f"{len(still_open)} safety alerts of this student are open ({windows}). A person sees"
            " the student and closes them first; then erase. Nothing was erased."
        )


def _codes(folder: ProgrammeFolder) -> set[str]:
    """Return every student code that rosters, warehouse and ledger know."""
    codes = {act.student_ref for act in read_acts(folder.ledger)}
    for window in folder.settings.window:
        readable = load_readable(folder.folder, library=readable_library(folder, window.id))
        codes |= set(students_of(readable, folder.inbox(window.id)))
    if folder.warehouse.exists():
        with open_warehouse(folder.warehouse) as warehouse:
            codes |= student_codes(warehouse)
    return codes - {""}


def _refuse_unknown(folder: ProgrammeFolder, student_ref: str, codes: Container[str]) -> None:
    """Refuse a code that nobody has: a misspelt one would be called erased.

    Raises:
        RefusedDataError: it is nowhere, and was not erased before.
    """
    if student_ref not in codes and not erased_in(folder.ledger).has(student_ref):
        raise RefusedDataError("Nobody has this code: compare it with the roster. Nothing done.")


def _in_inbox(folder: ProgrammeFolder, marks: Marks) -> tuple[str, ...]:
    """Return the inbox files that have the code, and those that cannot be looked into."""
    found = search({"inbox": folder.folder / "inbox"}, marks, root=folder.folder)
    unopened = [f"{each}: look yourself" for each in found.unopened]
    return (*found.files_found, *unopened)


def _leave_out(
    folder: ProgrammeFolder,
    student_ref: str,
    alerts: Sequence[Alert],
    *,
    by: str,
    now: dt.datetime,
) -> None:
    """Put the student on the list of whom no run takes in again, before anything is removed."""
    keys = dict.fromkeys(alert.entry.key for alert in alerts)
    acts = listing(
        student_ref,
        keys,
        erased=erased_in(folder.ledger),
        by=by,
        at=now.isoformat(timespec="seconds"),
    )
    with open_ledger(folder.ledger) as ledger:
        ledger.append(acts)


def _forget_rows(folder: ProgrammeFolder, names: Sequence[str]) -> int:
    if not folder.warehouse.exists():
        return 0
    with open_warehouse(folder.warehouse) as warehouse:
        return forget_rows(warehouse, names)


def _make_again(
    folder: ProgrammeFolder, *, now: dt.datetime
) -> tuple[tuple[str, ...], tuple[Window, ...]]:
    """Make every shown window again; return these, and those whose inbox is gone."""
    made, gone = [], []
    for window in sorted(folder.settings.window, key=lambda each: each.opens):
        outbox = Outbox(folder.outbox, window.id)
        if not outbox.shown.exists():
            continue
        if not folder.inbox(window.id).is_dir():
            gone.append(window)
        elif shown_record(outbox):
            run = open_run(folder.folder, window_id=window.id, today=now.date())
            take_all(_as_shown(run))
            made.append(window.id)
        else:
            renew_lists(folder.folder, window_id=window.id, now=now)
    return tuple(made), tuple(gone)


def _as_shown(run: WindowRun) -> WindowRun:
    """Return the run with the date of what is shown, where the erasure alone changes anything."""
    record = shown_record(run.outbox)
    changed = {each.name for each in input_changes(record["inputs"], inputs_of(run))}
    if changed <= MADE_FROM_ACTS:
        return replace(run, as_of=dt.date.fromisoformat(record["as_of"]))
    return run


def _tidy(folder: ProgrammeFolder) -> None:
    """Remove what broken runs have left: nobody sees it, and it may name the student."""
    remove_left_over(folder.folder)
    for left in (folder.outbox / RUNS).glob("*.building"):
        shutil.rmtree(left)
    shutil.rmtree(folder.folder / f"{folder.warehouse.name}.tmp", ignore_errors=True)


def _remove_naming(
    folder: ProgrammeFolder, gone: Iterable[Window], marks: Marks
) -> tuple[str, ...]:
    """Remove the files that name the student, of windows that cannot be made again."""
    removed: list[str] = []
    for window in gone:
        shown = (folder.outbox / window.id).resolve()
        found = search({window.id: shown}, marks, root=folder.folder.resolve())
        for name in found.files_found:
            (folder.folder / name).unlink(missing_ok=True)
            removed.append(name)
    return tuple(removed)


def _search(folder: ProgrammeFolder, marks: Marks) -> Searched:
    """Search everything in the programme's folder but the inbox, which is the school's."""
    known = {
        folder.warehouse.name: "warehouse",
        folder.ledger.name: "ledger",
        folder.outbox.name: "outboxes",
        HOME: "orchestrator",
    }
    places: dict[str, Path] = {}
    found: tuple[str, ...] = ()
    for each in sorted(folder.folder.iterdir()):
        if each.name != "inbox":
            places[known.get(each.name, each.name)] = each
    if folder.warehouse.exists():
        with open_warehouse(folder.warehouse) as warehouse:
            found = tuple(f"warehouse, {each}" for each in cells_that_name(warehouse, marks))
    searched = search(places, marks, root=folder.folder)
    return replace(searched, found=(*found, *searched.found))


def _record(folder: ProgrammeFolder, done: Erasure, *, by: str, now: dt.datetime) -> None:
    at = now.isoformat(timespec="seconds")
    act = Act(
        kind="erased",
        window_id="",
        school_id="",
        student_ref="",
        subject=f"erasure of {at}",
        field="proof",
        new=json.dumps(done.counts),
        by=by,
        at=at,
        source="command",
    )
    with open_ledger(folder.ledger) as ledger:
        ledger.append([act])
