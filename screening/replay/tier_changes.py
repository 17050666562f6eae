"""Who changed tier since the last run of a window and why: kept, and shown school by school."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from screening.ledger.act import Act
from screening.outbox import write_text
from screening.replay.input_changes import InputChange, input_changes
from screening.replay.tier_reasons import (
    NO_CONSENT,
    FormKey,
    FormScores,
    Known,
    Placed,
    reasons,
)
from screening.run.window_run import WindowRun, inputs_of, shown_record
from screening.scoring.score_output import csv_of
from screening.warehouse import Warehouse

FILE_NAME = "tier_changes.csv"
COLUMNS = ("student_ref", "tier_before", "tier_after", "why", "changed_on")
KEPT = "(select * from kept_tier where window_id = $window)"
KEPT_SCORES = "(select * from kept_score where window_id = $window)"


@dataclass(frozen=True)
class TierChange:
    """One student whose tier, or the reason why there is none, is another than at the last run.

    Attributes:
        tier_before: empty for whoever has no consent now: an earlier tier is not told of them.
        why: in plain words; no score.
    """

    student_ref: str
    school_id: str
    tier_before: str
    tier_after: str
    why: str


def keep_tier_changes(run: WindowRun, warehouse: Warehouse) -> None:
    """Add who changed to `kept_tier_change`; a run that changes nobody adds nothing.

    To be called before the window's kept tiers are replaced, in the same transaction.
    """
    changes = tier_changes(run, warehouse)
    # An earlier tier of whoever withdrew is told no more.
    warehouse.execute(
        "delete from kept_tier_change where window_id = ? and student_ref in"
        " (select student_ref from mart_student_tier where consent = 'withdrawn')"
        " and tier_after <> 'withdrawn'",
        [run.window.id],
    )
    if changes:
        _add(run, warehouse, changes)


def write_tier_changes(run: WindowRun, warehouse: Warehouse) -> None:
    """Write `tier_changes.csv` of the last run that changed somebody; running again changes none.

    A school where nobody changed has no file.
    """
    for school_id, rows in _by_school(run, warehouse):
        folder = run.outbox.building / "schools" / school_id
        write_text(folder / FILE_NAME, csv_of(COLUMNS, rows))


def tier_changes(run: WindowRun, warehouse: Warehouse) -> list[TierChange]:
    """Return who changed since the window's last run, by student; nobody in a first run."""
    window = {"window": run.window.id}
    if not warehouse.rows("select 1 from kept_run where window_id = $window", window):
        return []
    before = _placed(warehouse, KEPT, window)
    version = run.programme.tier_rule.version
    now = f"(select *, '{version}' as tier_rule_version from mart_student_tier)"
    after = _placed(warehouse, now, {})
    refs = [
        ref for ref in sorted({*before, *after}) if _outcome(before, ref) != _outcome(after, ref)
    ]
    before = _with_forms(warehouse, before, refs, KEPT_SCORES, window)
    after = _with_forms(warehouse, after, refs, "int_subscale_score", {})
    known = _Knowing(run, warehouse)
    return [_change(ref, before.get(ref), after.get(ref), known) for ref in refs]


def _outcome(placed: Mapping[str, Placed], ref: str) -> str | None:
    return placed[ref].outcome if ref in placed else None


def _placed(warehouse: Warehouse, table: str, parameters: dict[str, str]) -> dict[str, Placed]:
    rows = warehouse.rows(
        "select student_ref, coalesce(tier::varchar, no_tier_reason), school_id, grade,"
        f" class_id, tier_rule_version from {table}",
        parameters,
    )
    return {ref: Placed(outcome, tuple(place), rule) for ref, outcome, *place, rule in rows}


def _with_forms(
    warehouse: Warehouse,
    placed: Mapping[str, Placed],
    refs: Sequence[str],
    table: str,
    parameters: dict[str, str],
) -> dict[str, Placed]:
    """Return the named students with what their forms gave."""
    rows = warehouse.rows(
        "select student_ref, instrument_id, informant, any_value(instrument_version),"
        " any_value(scheme), list((subscale_id, subscale_score, answered_count)"
        f" order by subscale_id), list(band order by subscale_id) from {table}"
        " where list_contains($refs::varchar[], student_ref) group by all",
        {**parameters, "refs": list(refs)},
    )
    forms: dict[str, dict[FormKey, FormScores]] = {}
    for ref, instrument, informant, version, scheme, scores, bands in rows:
        form = FormScores(version, scheme, tuple(map(tuple, scores)), tuple(bands))
        forms.setdefault(ref, {})[instrument, informant] = form
    return {
        ref: Placed(was.outcome, was.place, was.rule_version, forms.get(ref, {}))
        for ref, was in placed.items()
        if ref in set(refs)
    }


class _Knowing:
    """What is known about the two runs beside the students' own rows."""

    def __init__(self, run: WindowRun, warehouse: Warehouse) -> None:
        shown = shown_record(run.outbox)
        # A record without inputs is one that cannot be read: then nothing is known of that run.
        earlier = shown.get("inputs")
        self._inputs: tuple[InputChange, ...] = ()
        if isinstance(earlier, dict):
            self._inputs = tuple(input_changes(earlier, inputs_of(run)))
        self._titles = {each: run.programme.library.get(each).title for each in _in_use(run)}
        seen = int(shown.get("acts_through", 0))
        self._decisions = {
            act.student_ref: _decision(act)
            for act in run.acts
            if act.kind == "override" and act.seq > seen and act.window_id == run.window.id
        }
        compared = warehouse.rows("select distinct student_ref from int_district_percentile")
        self._compared = {ref for (ref,) in compared}

    def of(self, student_ref: str) -> Known:
        """Return what is known beside one student's rows."""
        return Known(
            self._titles,
            self._inputs,
            self._decisions.get(student_ref, ""),
            student_ref in self._compared,
        )


def _in_use(run: WindowRun) -> list[str]:
    ours = {screener.instrument for screener in run.programme.settings.screener}
    return [each for each in run.programme.library.ids if each in ours]


def _decision(act: Act) -> str:
    if act.new == "rule":
        return f"{act.by} gave the decision back to the tier rule."
    return f"{act.by} decided."


def _change(ref: str, before: Placed | None, after: Placed | None, knowing: _Knowing) -> TierChange:
    there = after or before
    assert there is not None  # noqa: S101 (a change has one side at least)
    outcome = after.outcome if after else ""
    is_told = before is not None and outcome not in NO_CONSENT
    return TierChange(
        student_ref=ref,
        school_id=there.place[0],
        tier_before=before.outcome if before and is_told else "",
        tier_after=outcome,
        why=reasons(before, after, knowing.of(ref)),
    )


def _add(run: WindowRun, warehouse: Warehouse, changes: Sequence[TierChange]) -> None:
    last = "select coalesce(max(change_number), 0) from kept_tier_change where window_id = ?"
    frame = pd.DataFrame([vars(each) for each in changes], dtype="str").assign(
        window_id=run.window.id,
        change_number=int(warehouse.value(last, [run.window.id])) + 1,
        changed_on=pd.Timestamp(run.as_of),
    )
    warehouse.append("kept_tier_change", frame)


def _by_school(
    run: WindowRun, warehouse: Warehouse
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    rows = warehouse.rows(
        f"select school_id, {', '.join(COLUMNS)} from kept_tier_change"
        " where window_id = $window and change_number ="
        " (select max(change_number) from kept_tier_change where window_id = $window)"
        " order by school_id, student_ref",
        {"window": run.window.id},
    )
    for school_id in dict.fromkeys(school for school, *_ in rows):
        yield school_id, [tuple(rest) for school, *rest in rows if school == school_id]
