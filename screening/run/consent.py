"""Steps about consent: a partial file refused, a withdrawal carried to earlier windows."""

import hashlib
from dataclasses import replace

import pandas as pd

from screening.consent.guard import LastRun, SchoolChange, last_run, school_changes
from screening.consent.withdrawal import (
    KIND,
    WITHDRAWN,
    Listed,
    acts_to_add,
    mark_of,
    standing,
    withdrawn_later,
)
from screening.intake.open_export import sha256
from screening.intake.roster import FILE_NAME as ROSTER
from screening.intake.roster_entry import Roster
from screening.intake.rosters.consent_list import FILE_NAME as CONSENT_LIST
from screening.intake.rosters.dropped_roster import roster_inputs
from screening.ledger.act import Act, ActKind
from screening.ledger.store import open_ledger, read_acts
from screening.problem import refused
from screening.publish import Outbox
from screening.run.window_run import LATER_WITHDRAWALS, WindowRun, shown_record
from screening.warehouse import Warehouse

PARTIAL = "N135"
MOST_SCHOOLS_NAMED = 3
ACCEPTED: ActKind = "consent_accepted"


def refuse_partial_consent(run: WindowRun, warehouse: Warehouse, roster: Roster) -> None:
    """Let a roster pass whose consents cover about whom those of the last run did.

    Raises:
        RefusedFileError: far fewer are covered or far more have turned, and nobody has said that
            exactly this file is right (`screening consent … --accept`).
    """
    if is_accepted(run):
        return
    found = [each for each in consent_changes(run, warehouse, roster) if each.is_refused]
    if not found:
        return
    lines = [each.line for each in found[:MOST_SCHOOLS_NAMED]]
    if rest := len(found) - len(lines):
        lines.append(f"And {rest} more schools.")
    raise refused(PARTIAL, consent_file(run), " ".join(lines))


def consent_changes(run: WindowRun, warehouse: Warehouse, roster: Roster) -> list[SchoolChange]:
    """Return how consents moved since the last run, by school of the settings."""
    settings = run.programme.settings
    previous = run.previous_window
    before = last_run(
        warehouse, window_id=run.window.id, previous_window_id=previous.id if previous else None
    )
    there = {school.id for school in settings.school}
    still = {ref: was for ref, was in before.students.items() if was.school_id in there}
    sure = [entry for entry in roster.entries if entry.state == "ok"]
    now = {entry.student_ref: entry.consent == "yes" for entry in sure}
    return school_changes(
        LastRun(before.window_id, still), now, window_id=run.window.id, limits=settings.consent
    )


def consent_file(run: WindowRun) -> str:
    """Return the name of the file that says who may be screened."""
    return ROSTER if (run.inbox / ROSTER).exists() else CONSENT_LIST


def roster_digest(run: WindowRun) -> str:
    """Return one digest of the roster's files, that with the consents among them."""
    told = "\n".join(sha256(path) for path in roster_inputs(run.inbox))
    return hashlib.sha256(told.encode()).hexdigest()


def is_accepted(run: WindowRun) -> bool:
    """Return True where somebody has said that exactly these files are right."""
    accepted = {act.subject for act in run.acts if act.kind == ACCEPTED}
    return bool(accepted) and roster_digest(run) in accepted


def accept_consent(run: WindowRun, *, by: str, at: str) -> None:
    """Write down that a person has compared the roster's files and found them right."""
    act = Act(
        kind=ACCEPTED,
        window_id=run.window.id,
        school_id="",
        student_ref="",
        subject=roster_digest(run),
        by=by,
        at=at,
        source="command",
    )
    with open_ledger(run.programme.ledger) as ledger:
        ledger.append([act])


def withdrawals(run: WindowRun) -> list[Act]:
    """Return every withdrawal that the ledger knows, and its lifting, in its order."""
    return read_acts(run.programme.ledger, kinds=(KIND,))


def with_later_withdrawals(run: WindowRun, roster: Roster) -> Roster:
    """Return the roster in which nobody agrees whom a later window's roster calls withdrawn."""
    out = withdrawn_later(withdrawals(run), run.window.id)
    entries = tuple(
        replace(entry, consent=WITHDRAWN)
        if entry.student_ref in out and entry.consent == "yes"
        else entry
        for entry in roster.entries
    )
    return replace(roster, entries=entries)


def forget_withdrawn(run: WindowRun, warehouse: Warehouse) -> None:
    """Take tiers and scores of whoever withdrew from what is kept of earlier windows.

    Before anything is scored, so that no comparison with an earlier window rests on them. What is
    shown of an earlier window changes when that window is run again (`windows_to_run_again`).
    """
    warehouse.run_step("kept_tables")
    listed = _of_earlier_windows(run, warehouse)
    own = _withdrawn_on_roster(run, warehouse)
    out = {(each.window_id, each.student_ref) for each in listed if each.student_ref in own}
    out |= {key for key in standing(withdrawals(run)) if key[0] != run.window.id}
    pairs = pd.DataFrame(sorted(out), columns=["window_id", "student_ref"], dtype="str")
    warehouse.store("stg_withdrawn", pairs)
    of_them = "(window_id, student_ref) in (select (window_id, student_ref) from stg_withdrawn)"
    with warehouse.transaction():
        warehouse.execute(f"delete from kept_score where {of_them}")
        warehouse.execute(
            f"delete from kept_tier_change where {of_them} and tier_after <> 'withdrawn'"
        )
        warehouse.execute(
            "update kept_tier set tier = null, no_tier_reason = 'withdrawn',"
            f" data_confidence = null where tier is not null and {of_them}"
        )


def note_withdrawals(run: WindowRun, warehouse: Warehouse) -> None:
    """Write down who withdrew, and who agrees again, in every window that it reaches."""
    known = withdrawals(run)
    listed = [*_of_this_window(run, warehouse), *_of_earlier_windows(run, warehouse)]
    own = _withdrawn_on_roster(run, warehouse)
    acts = acts_to_add(known, listed, own, window_id=run.window.id, on=run.as_of.isoformat())
    if acts:
        with open_ledger(run.programme.ledger) as ledger:
            ledger.append(acts)


def _withdrawn_on_roster(run: WindowRun, warehouse: Warehouse) -> set[str]:
    """Return whom this window's own roster calls withdrawn."""
    rows = warehouse.rows(
        "select student_ref from stg_roster where consent = 'withdrawn' and roster_state = 'ok'"
    )
    return {ref for (ref,) in rows} - set(withdrawn_later(withdrawals(run), run.window.id))


def _of_this_window(run: WindowRun, warehouse: Warehouse) -> list[Listed]:
    rows = warehouse.rows("select school_id, student_ref from stg_roster order by student_ref")
    return [Listed(run.window.id, school, ref) for school, ref in rows]


def _of_earlier_windows(run: WindowRun, warehouse: Warehouse) -> list[Listed]:
    windows = run.programme.settings.window
    earlier = [each.id for each in windows if each.opens < run.window.opens]
    rows = warehouse.rows(
        "select window_id, kept_tier.school_id, student_ref from kept_tier"
        " semi join stg_roster using (student_ref)"
        " where list_contains(?::varchar[], window_id) order by all",
        [earlier],
    )
    return [Listed(*row) for row in rows]


def windows_to_run_again(run: WindowRun) -> list[str]:
    """Return the ids of windows that show another state of later withdrawals than the ledger's."""
    acts = withdrawals(run)
    found = []
    for window in run.programme.settings.window:
        record = shown_record(Outbox(run.programme.outbox, window.id))
        mark = mark_of(withdrawn_later(acts, window.id))
        if record and record.get("inputs", {}).get(LATER_WITHDRAWALS, "") != mark:
            found.append(window.id)
    return found
