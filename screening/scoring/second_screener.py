"""Second screeners: due only to students whom a first screener, or a person, points out."""

from collections.abc import Iterator

from screening.definition import Fault
from screening.instruments.library import Library
from screening.programme.gates import Condition, scores_of
from screening.programme.settings import Programme, Screener
from screening.scoring.grade_checks import screener_key
from screening.scoring.tier_rule import Row, gate_row
from screening.scoring.tier_rule_checks import gate_faults

KIND = "screener"
"""Kind of the conditions that make a second screener due, beside those of the tier rule."""


def second_screener_faults(programme: Programme, library: Library) -> Iterator[Fault]:
    """Yield what is wrong with `only_after` in the settings, each fault with its key.

    A gate looks at screeners that stand before it, so that no two wait for each other.
    """
    before: set[tuple[str, str]] = set()
    for number, screener in enumerate(programme.screener):
        for place, gate in enumerate(screener.only_after):
            key = ("screener", number, "only_after", place)
            for name, reason in gate_faults(gate, programme, library):
                yield Fault((*key, name), reason)
            if isinstance(gate, Condition):
                yield from (Fault((*key, *at), why) for at, why in _order_faults(gate, before))
        before.add(screener_key(screener))


def _order_faults(
    gate: Condition, before: set[tuple[str, str]]
) -> Iterator[tuple[tuple[str], str]]:
    if screener_key(gate) not in before:
        yield ("instrument",), "a second screener waits for one that stands before it."
    if gate.grades:
        yield ("grades",), "a gate has none of its own: write them on the [[screener]]."


def opening_scores(programme: Programme) -> tuple[Condition, ...]:
    """Return every condition on scores that makes a second screener due."""
    return tuple(gate for each in programme.screener for gate in scores_of(each.only_after))


def gate_id(screener: Screener) -> str | None:
    """Return the id of a second screener's gate; None for a first one. No rule has such an id."""
    return "/".join(screener_key(screener)) if screener.only_after else None


def opening_rows(programme: Programme, library: Library) -> list[Row]:
    """Return rows for `def_tier_condition`: one of a screener's rows opens it."""
    return [
        {
            "rule_id": gate_id(screener),
            "kind": KIND,
            "place": place,
            **gate_row(gate, programme, library, grades=screener.grades),
            "is_of_minimum": False,
        }
        for screener in programme.screener
        for place, gate in enumerate(screener.only_after)
    ]
