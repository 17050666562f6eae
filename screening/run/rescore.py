"""An old window and a newer definition: who would change, and the record of going over to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from screening.outbox import write_text
from screening.programme.settings import UNASSIGNED, School
from screening.run.kept_definitions import KeptDefinition
from screening.run.kept_tier_rule import KeptTierRule
from screening.run.window_run import WindowRun, window_before
from screening.scoring.score_output import csv_of
from screening.warehouse import Warehouse

ScoreKey = tuple[str, str, str, str]
"""student_ref, instrument_id, informant, subscale_id."""
ScoreCells = tuple[float | None, str | None, int | None]
"""Score, band, rank of the band."""
NO_SCORE: ScoreCells = (None, None, None)


@dataclass(frozen=True)
class Results:
    """What scoring a window gave.

    Attributes:
        scores: one entry per student, instrument, informant and subscale.
        tiers: student_ref → school_id, and the tier or the reason why there is none.
    """

    scores: Mapping[ScoreKey, ScoreCells]
    tiers: Mapping[str, tuple[str | None, str]]


def run_results(warehouse: Warehouse) -> Results:
    """Return what the run in this warehouse gave."""
    return _results(warehouse, "int_subscale_score", "mart_student_tier")


def kept_results(warehouse: Warehouse, window_id: str) -> Results:
    """Return what is kept of a window."""
    warehouse.run_step("kept_tables")
    of_window = "(select * from {} where window_id = ?)"
    tables = of_window.format("kept_score"), of_window.format("kept_tier")
    return _results(warehouse, *tables, window_id)


def _results(warehouse: Warehouse, scores: str, tiers: str, *parameters: str) -> Results:
    columns = "student_ref, instrument_id, informant, subscale_id, subscale_score, band, band_rank"
    found = warehouse.rows(f"select {columns} from {scores} order by all", parameters)
    tier = "coalesce(tier::varchar, no_tier_reason)"
    rows = warehouse.rows(f"select student_ref, school_id, {tier} from {tiers}", parameters)
    return Results(
        scores={(ref, *key): cells for ref, *key, a, b, c in found for cells in [(a, b, c)]},
        tiers={ref: (school, tier) for ref, school, tier in rows},
    )


@dataclass(frozen=True)
class Change:
    """One student's subscale that changes, or a tier that changes without one; before and after.

    Attributes:
        tier_before: the tier, or the reason why there was none.
    """

    school_id: str
    student_ref: str
    instrument_id: str
    informant: str
    subscale_id: str
    score_before: float | None
    score_after: float | None
    band_before: str | None
    band_after: str | None
    tier_before: str
    tier_after: str


def changes_between(before: Results, after: Results) -> list[Change]:
    """Return what changes, by student and then in the order of the scores."""
    keys = [*after.scores, *(key for key in before.scores if key not in after.scores)]
    changed = [key for key in keys if _cells(before, key) != _cells(after, key)]
    tiers = [ref for ref in after.tiers if _tier(before, ref) != _tier(after, ref)]
    with_score = {key[0] for key in changed}
    changed += [(ref, "", "", "") for ref in tiers if ref not in with_score]
    return [_change(key, before, after) for key in sorted(changed, key=lambda key: key[0])]


def _cells(results: Results, key: ScoreKey) -> ScoreCells:
    return results.scores.get(key, NO_SCORE)


def _tier(results: Results, ref: str) -> str:
    return results.tiers.get(ref, ("", ""))[1]


def _change(key: ScoreKey, before: Results, after: Results) -> Change:
    ref, instrument_id, informant, subscale_id = key
    old, new = _cells(before, key), _cells(after, key)
    school_id, _ = after.tiers.get(ref) or before.tiers.get(ref) or (None, "")
    return Change(
        school_id=school_id or UNASSIGNED,
        student_ref=ref,
        instrument_id=instrument_id,
        informant=informant,
        subscale_id=subscale_id,
        score_before=old[0],
        score_after=new[0],
        band_before=old[1],
        band_after=new[1],
        tier_before=_tier(before, ref),
        tier_after=_tier(after, ref),
    )


def students_of(changes: Sequence[Change]) -> set[str]:
    """Return the students who change."""
    return {change.student_ref for change in changes}


def tier_moves(changes: Sequence[Change]) -> Counter[tuple[str, str]]:
    """Return (tier before, tier after) → students."""
    moves = {each.student_ref: (each.tier_before, each.tier_after) for each in changes}
    return Counter(move for move in moves.values() if move[0] != move[1])


def band_moves(changes: Sequence[Change]) -> Counter[tuple[str, str, str, str, str]]:
    """Return (instrument, informant, subscale, band before, band after) → students."""
    return Counter(
        (
            *(each.instrument_id, each.informant, each.subscale_id),
            *(each.band_before or "no band", each.band_after or "no band"),
        )
        for each in changes
        if each.instrument_id
    )


def write_changes(changes: Sequence[Change], *, schools: Sequence[School], to: Path) -> list[Path]:
    """Write `<school_id>.csv` for every school, readable by the owner only; return the files.

    A school where nobody changes has a file with its header alone, so that none is an old one.
    """
    names = [school.id for school in schools]
    rest = [each for each in changes if each.school_id not in names]
    parts = {name: [each for each in changes if each.school_id == name] for name in names}
    written = []
    for name, part in (parts | ({UNASSIGNED: rest} if rest else {})).items():
        _, *columns = (field.name for field in fields(Change))
        rows = [[getattr(each, column) for column in columns] for each in part]
        write_text(to / f"{name}.csv", csv_of(columns, rows))
        written.append(to / f"{name}.csv")
    return written


def later_windows(run: WindowRun, warehouse: Warehouse) -> list[str]:
    """Return the ids of kept windows whose tiers are compared with this window's."""
    kept = {name for (name,) in warehouse.rows("select window_id from kept_run")}
    return [
        each.id
        for each in run.programme.settings.window
        if each.id in kept and window_before(each, run.programme.settings.window) == run.window
    ]


def record_rescore(
    run: WindowRun,
    warehouse: Warehouse,
    *,
    older: Sequence[KeptDefinition],
    changes: Sequence[Change],
    accepted_by: str,
) -> None:
    """Add a row per instrument to `kept_rescore`: who went over, when, from what to what.

    `older` is what the window was scored with until now; it stays there whole.
    """
    tier_count = sum(tier_moves(changes).values())
    for each in older:
        name = each.instrument_id
        concerned = students_of([change for change in changes if change.instrument_id == name])
        newest = run.programme.library.get(name).version
        warehouse.execute(
            f"insert into kept_rescore values ({', '.join('?' * 10)})",
            [
                *(run.window.id, name, each.version, newest, run.today, accepted_by),
                *(len(concerned), tier_count, each.facts_digest),
                each.text if each.is_readable else None,
            ],
        )


def record_rule_rescore(
    run: WindowRun,
    warehouse: Warehouse,
    older: KeptTierRule,
    *,
    changes: Sequence[Change],
    accepted_by: str,
) -> None:
    """Add a row to `kept_rule_rescore`: who went over to the file's tier rule, when, from which.

    `older` is what the window was decided with until now; it stays there whole.
    """
    warehouse.execute(
        f"insert into kept_rule_rescore values ({', '.join('?' * 8)})",
        [
            *(run.window.id, older.version, run.programme.tier_rule.version),
            *(run.today, accepted_by, sum(tier_moves(changes).values())),
            *(older.facts_digest, older.text if older.is_readable else None),
        ],
    )
