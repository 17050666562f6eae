"""How it ends: minimum, informants, nominations, a person's decision, and the tier."""

from collections.abc import Iterator, Mapping
from typing import Any

from screening.explain.answered import SAFETY
from screening.explain.lines import told
from screening.explain.rule_steps import RuleFindings
from screening.referrals.rules import load_rules
from screening.scoring.tier_rule import TierRule
from screening.warehouse import Warehouse

SEES = {
    True: "sees difficulties that a rule asks about",
    False: "sees none that a rule asks about",
    None: "was asked nothing that a rule looks at",
}
"""What `has_concern` says."""


def minimum_lines(rule: TierRule, found: RuleFindings) -> Iterator[str]:
    """Yield which screeners of the minimum a rule could judge."""
    yield from told(rule.minimum.words)
    for screener in rule.minimum.any_of:
        wanted = (screener.instrument, screener.informant)
        judged = any(
            said.is_judged
            for way in rule.rule
            for place, condition in enumerate(way.condition)
            if (condition.instrument, condition.informant) == wanted
            and (said := found.judged.get((way.id, "condition", place))) is not None
        )
        state = "judged" if judged else "not judged"
        yield from told(f"{screener.instrument} by {screener.informant}: {state}", level=2)


def informant_lines(warehouse: Warehouse, student: Mapping[str, Any]) -> Iterator[str]:
    """Yield what each informant sees, whether informants disagree, and the confidence."""
    rows = warehouse.rows(
        "select informant, has_concern, is_complete from int_informant where student_ref = ?"
        " order by informant",
        [student["student_ref"]],
    )
    for informant, has_concern, is_complete in rows:
        whole = "every item answered" if is_complete else "something is missing"
        yield from told(f"{informant}: {SEES[has_concern]}; {whole}.")
    if student["views"]:
        yield from told(f"They disagree, and nothing is averaged: {student['views']}")
    if student["data_confidence"]:
        words = load_rules().words.data_confidence
        yield from told(f"Together: {words[student['data_confidence']]}.")


def nomination_lines(warehouse: Warehouse, student_ref: str) -> Iterator[str]:
    """Yield who named the student, when and for what."""
    rows = warehouse.rows(
        "select nominated_by, nominated_on, area from stg_nomination where student_ref = ?"
        " order by all",
        [student_ref],
    )
    for nominated_by, on, area in rows:
        when = f" on {on}" if on else ""
        yield from told(f"{nominated_by}{when}{f', for {area}' if area else ''}")


def tier_lines(rule: TierRule, student: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the rule says, what a person decided, and the tier or why there is none."""
    version = f"tier rule {rule.id}, version {rule.version}"
    held = ", ".join(student["rule_ids"].split(";")) if student["rule_ids"] else ""
    if student["rule_tier"] is None:
        yield from told(f"By {version}: no tier.")
    elif held:
        yield from told(f"By {version}: tier {student['rule_tier']}; what holds: {held}.")
    else:
        yield from told(f"By {version}: tier {student['rule_tier']}; no rule holds.")
    yield from told(f"Approved by {rule.approved_by} on {rule.approved_on}.")
    if student["override_by"] is not None:
        decided = f"{student['override_by']} on {student['override_on']}"
        yield from told(f"A person decided: {decided}. {student['override_reason']}")
    if student["why"]:
        yield from told(f"Why: {student['why']}")
    yield from told(_last_word(student))


def _last_word(student: Mapping[str, Any]) -> str:
    if student["tier"] is not None:
        return f"TIER {student['tier']}"
    reason = student["no_tier_reason"]
    words = load_rules().words.no_tier_reason
    return f"NO TIER ({reason}): {words.get(reason, reason)}."


def critical_lines() -> Iterator[str]:
    """Yield where critical items stand; they set no tier and are not told here."""
    yield from told(f"They set no tier. Whether there are any: see {SAFETY} of this school.")
