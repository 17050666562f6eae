"""Grades in a tier rule: whom a rule and its conditions are for, and who is due their screeners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from screening.programme.gates import Condition, ScreenerRef, scores_of
from screening.programme.grades import CANONICAL_GRADES
from screening.programme.settings import Programme, Screener
from screening.toml_lines import Key

if TYPE_CHECKING:
    from screening.scoring.tier_rule import Rule


def screener_key(screener: ScreenerRef | Screener) -> tuple[str, str]:
    """Return instrument and informant."""
    return screener.instrument, screener.informant


def is_in_use(screener: ScreenerRef, programme: Programme) -> bool:
    """Return True where the programme has this screener."""
    return any(screener_key(each) == screener_key(screener) for each in programme.screener)


def grades_due(screener: ScreenerRef, programme: Programme) -> tuple[str, ...]:
    """Return the grades that are due a screener; none where it is not in use."""
    wanted = screener_key(screener)
    return next((each.grades for each in programme.screener if screener_key(each) == wanted), ())


def grade_faults(rule: Rule, programme: Programme) -> Iterator[tuple[Key, str]]:
    """Yield what is wrong with the grades of a rule: the key below the rule, and a sentence."""
    unknown = _unknown(rule.grades)
    if unknown:
        yield ("grades",), unknown
        return
    for place, condition in enumerate(rule.condition):
        if reason := _condition_fault(condition, rule, programme):
            yield ("condition", place, "grades"), reason
    for place, gate in enumerate(rule.gate):
        if isinstance(gate, Condition) and gate.grades:
            yield ("gate", place, "grades"), "a gate has none of its own: write them on the rule."
    if reason := _rule_fault(rule, programme):
        yield ("grades",), reason


def _unknown(grades: Iterable[str]) -> str:
    found = [grade for grade in grades if grade not in CANONICAL_GRADES]
    return f"'{found[0]}' is not a grade. Write PK, K, 1 … 12." if found else ""


def _condition_fault(condition: Condition, rule: Rule, programme: Programme) -> str:
    due = grades_due(condition, programme)
    beyond = [grade for grade in condition.grades if rule.grades and grade not in rule.grades]
    not_due = [grade for grade in condition.grades if grade not in due]
    if unknown := _unknown(condition.grades):
        return unknown
    if beyond:
        return f"grade {beyond[0]} is not one of the rule's."
    if not_due and is_in_use(condition, programme):
        return _not_due(condition, not_due[0])
    return ""


def _not_due(screener: ScreenerRef, grade: str) -> str:
    return f"'{screener.instrument}' by '{screener.informant}' is not due in grade {grade}."


def _rule_fault(rule: Rule, programme: Programme) -> str:
    """Return why a rule could never hold in one of its grades; empty where it could in each."""
    for grade in rule.grades:
        closed = [gate for gate in scores_of(rule.gate) if grade not in grades_due(gate, programme)]
        asked = [
            each
            for each in rule.condition
            if grade in (each.grades or rule.grades) and grade in grades_due(each, programme)
        ]
        if closed:
            return f"the gate never opens: {_not_due(closed[0], grade)}"
        if len(asked) < rule.needs:
            return f"it can never hold in grade {grade}: too few of its conditions are due there."
    return ""


def grades_not_looked_at(
    rules: Sequence[Rule], screener: ScreenerRef, programme: Programme
) -> list[str]:
    """Return the grades due a screener in which no condition looks at it."""
    wanted = screener_key(screener)
    looking = [
        each.grades or rule.grades
        for rule in rules
        for each in rule.condition
        if screener_key(each) == wanted
    ]
    due = grades_due(screener, programme)
    return [g for g in due if not any(not grades or g in grades for grades in looking)]
