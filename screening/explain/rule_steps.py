"""Each rule of the tier rule for one student: its conditions and gates, met or not, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.explain.lines import told
from screening.instruments.key_pages import score as shown
from screening.programme.gates import Condition, Gate, Nominated
from screening.programme.settings import Screener
from screening.scoring.second_screener import KIND, gate_id
from screening.scoring.tier_rule import Rule, TierRule
from screening.warehouse import Warehouse

Place = tuple[str, str, int]
"""Rule or gate id, kind, place in its list."""
ScoreKey = tuple[str, str, str]
"""Instrument, informant, subscale."""


@dataclass(frozen=True)
class Judged:
    """What `int_condition` says of one condition."""

    is_judged: bool
    is_met: bool
    is_outside_norms: bool


@dataclass(frozen=True)
class StudentScore:
    """What the student has of one subscale."""

    band: str | None
    percentile: float | None


@dataclass(frozen=True)
class RuleFindings:
    """All that the rules look at, of one student.

    Attributes:
        holds: ids of the rules that hold.
        nominated_by: who named the student.
    """

    grade: str
    judged: Mapping[Place, Judged]
    scores: Mapping[ScoreKey, StudentScore]
    holds: frozenset[str]
    nominated_by: Sequence[str]


def findings_of(warehouse: Warehouse, student_ref: str, *, grade: str) -> RuleFindings:
    """Return what the tables of a run say about one student."""
    columns = "rule_id, kind, place, is_judged, is_met, is_outside_norms"
    rows = warehouse.rows(
        f"select {columns} from int_condition where student_ref = ?", [student_ref]
    )
    scores = warehouse.rows(
        "select instrument_id, informant, subscale_id, band, percentile"
        " from int_subscale_score as scores left join int_district_percentile"
        " using (student_ref, instrument_id, informant, subscale_id) where student_ref = ?",
        [student_ref],
    )
    states = warehouse.rows(
        "select rule_id from int_rule_state where student_ref = ? and holds", [student_ref]
    )
    named = warehouse.rows(
        "select distinct nominated_by from stg_nomination where student_ref = ? order by all",
        [student_ref],
    )
    return RuleFindings(
        grade=grade,
        judged={(rule, kind, place): Judged(*said) for rule, kind, place, *said in rows},
        scores={(a, b, c): StudentScore(*rest) for a, b, c, *rest in scores},
        holds=frozenset(rule for (rule,) in states),
        nominated_by=[name for (name,) in named],
    )


def rule_lines(rule: TierRule, found: RuleFindings) -> Iterator[str]:
    """Yield every rule with what it needs and what the student has."""
    yield from told(f"{rule.id}, version {rule.version}")
    for way in rule.rule:
        yield from told(f"{way.id} (tier {way.tier}): {_state(way, found)}")
        if way.grades and found.grade not in way.grades:
            yield from told(f"Only for grades {', '.join(way.grades)}.", level=2)
            continue
        for place, gate in enumerate(way.gate):
            judged = found.judged.get((way.id, "gate", place))
            yield from told(f"gate {_judgement(gate, judged, found)}", level=2)
        for place, condition in enumerate(way.condition):
            judged = found.judged.get((way.id, "condition", place))
            if found.grade in (condition.grades or (found.grade,)):
                yield from told(_judgement(condition, judged, found), level=2)
        yield from told(f"Needed: {way.needs} of the conditions{_all_gates(way)}.", level=2)


def _all_gates(way: Rule) -> str:
    return " and every gate" if way.gate else ""


def _state(way: Rule, found: RuleFindings) -> str:
    if way.id in found.holds:
        return f"HOLDS. {way.words}"
    gates = [found.judged.get((way.id, "gate", place)) for place in range(len(way.gate))]
    is_closed = any(each is not None and each.is_judged and not each.is_met for each in gates)
    every = range(len(way.condition))
    conditions = [found.judged.get((way.id, "condition", place)) for place in every]
    judged = sum(each is not None and each.is_judged for each in conditions)
    is_open = all(each is not None and each.is_judged for each in gates)
    if is_closed or (is_open and judged >= way.needs):
        return "does not hold."
    return "cannot be judged."


def _judgement(gate: Gate, judged: Judged | None, found: RuleFindings) -> str:
    """Return `met`, `not met` or `not judged`, what was asked and what the student has."""
    if isinstance(gate, Nominated):
        state = "met" if judged and judged.is_met else "not met"
        named = f"named by {', '.join(found.nominated_by)}" if found.nominated_by else "not named"
        return f"{state}: nominated by {' or '.join(gate.nominated_by)}; {named}"
    has = found.scores.get((gate.instrument, gate.informant, gate.subscale))
    asked = f"{gate.instrument} {gate.subscale} by {gate.informant}, {_limit(gate)}"
    if judged is None or not judged.is_judged:
        return f"not judged: {asked}; {_why_not_judged(gate, judged, found)}"
    value = has.band if gate.band and has else f"percentile {_percentile(has)}"
    return f"{'met' if judged.is_met else 'not met'}: {asked}; it is {value}"


def _limit(condition: Condition) -> str:
    if condition.band:
        return f"{condition.band} or more concern"
    if condition.percentile_at_least is not None:
        return f"percentile {condition.percentile_at_least} or higher"
    return f"percentile {condition.percentile_at_most} or lower"


def _percentile(has: StudentScore | None) -> str:
    return "none" if has is None or has.percentile is None else shown(has.percentile)


def _why_not_judged(condition: Condition, judged: Judged | None, found: RuleFindings) -> str:
    if judged is not None and judged.is_outside_norms:
        return "no norm or cut-point is for this student"
    if judged is not None:
        return "too few students to compare with"
    form = (condition.instrument, condition.informant)
    if (*form, condition.subscale) in found.scores:
        return "too few answers for a score"
    is_answered = any(key[:2] == form for key in found.scores)
    return f"not scored in grade {found.grade}" if is_answered else "no answers"


def second_screener_lines(screeners: Sequence[Screener], found: RuleFindings) -> Iterator[str]:
    """Yield every second screener for the student's grade: due or not, and by which gate."""
    for screener in screeners:
        own = gate_id(screener)
        if own is None or found.grade not in screener.grades:
            continue
        gates = [found.judged.get((own, KIND, n)) for n in range(len(screener.only_after))]
        is_due = any(each is not None and each.is_met for each in gates)
        due = "due" if is_due else "not due"
        yield from told(f"{screener.instrument} by {screener.informant}: {due}")
        for gate, judged in zip(screener.only_after, gates, strict=True):
            yield from told(f"gate {_judgement(gate, judged, found)}", level=2)
