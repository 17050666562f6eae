"""Every transcribed manual, its cases, and what a definition says otherwise."""

from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

from manual import Manual
from manual_cases import Case, cases_of

from screening.instruments.definition import Instrument

MANUALS: dict[str, Manual] = {
    path.stem: import_module(f"manuals.{path.stem}").MANUAL
    for path in sorted(Path(__file__).parent.glob("manuals/*.py"))
}
"""By instrument."""
NEAR = 1e-9
"""Scores with fractions are binary numbers in SQL."""


@cache
def cases(instrument: str) -> list[Case]:
    """Return the cases of one manual, printed examples first."""
    return cases_of(MANUALS[instrument])


def by_form(instrument: str) -> dict[tuple, list[Case]]:
    """Return the cases by how the form is given, each to be scored in one statement."""
    found = defaultdict(list)
    for case in cases(instrument):
        found[tuple(case.choice.values())].append(case)
    return found


def is_printed(found: dict[str, tuple], case: Case) -> bool:
    """Return whether scores (answered, items, score, band, rank) are those of a case."""
    if set(found) != set(case.expected) and not case.is_worked:
        return False
    return all(
        name in found and _same(found[name][2:], expected)
        for name, expected in case.expected.items()
    )


def _same(found: tuple, expected: tuple) -> bool:
    score, printed = found[0], expected[0]
    if score is None or printed is None:
        return score is None and printed is None and found[1:] == (None, None)
    return abs(float(score) - float(printed)) < NEAR and found[1 : len(expected)] == expected[1:]


def facts_that_differ(manual: Manual, definition: Instrument) -> list[str]:
    """Return which facts beside scores and bands a definition states otherwise than the manual."""
    said, printed = _stated(definition), _printed(manual)
    return [name for name in printed if said[name] != printed[name]]


def _printed(manual: Manual) -> dict[str, object]:
    extra = manual.supplement
    return {
        "the items": manual.item_count,
        "the unscored items": set(manual.unscored),
        "the answers": sorted(manual.codes),
        "the informants": set(manual.informants),
        "the orders": list(manual.orders),
        "the schemes": [scheme for scheme in manual.schemes if scheme],
        "the critical items": dict(manual.critical),
        "the kinds": {scale.id: scale.kind for scale in manual.scales},
        "the directions": {scale.id: _better(manual, scale.id) for scale in manual.scales},
        "the strengths": {
            scale.id: scale.strength_from for scale in manual.scales if scale.strength_from
        },
        "the cautions": {
            scale.id: _ends(scale.caution) for scale in manual.scales if scale.caution
        },
        "the supplement": extra
        and (extra.id, extra.gate, sorted(extra.codes), sorted(extra.unscored)),
    }


def _better(manual: Manual, scale: str) -> bool:
    """Return whether a higher score is better: as said, and as the order of the bands shows."""
    said = manual.by_id[scale].better
    for table in manual.tables:
        if scale in table.lines:
            assert table.is_better(scale) == said, f"{scale}: the order of its bands says otherwise"
    return said


def _ends(text: str) -> list[tuple[float, float]]:
    parts = (part.strip().partition("-") for part in text.split("/"))
    return [(float(first), float(last or first)) for first, _, last in parts]


def _stated(definition: Instrument) -> dict[str, object]:
    extra, subscales = definition.supplement, definition.subscale
    return {
        "the items": definition.item_count,
        "the unscored items": set(definition.unscored),
        "the answers": sorted(definition.answers.codes.values()),
        "the informants": set(definition.informants),
        "the orders": [order.id for order in definition.item_order],
        "the schemes": [scheme.id for scheme in definition.scheme],
        "the critical items": {each.item: each.at_or_above for each in definition.critical_item},
        "the kinds": {each.id: each.kind for each in subscales},
        "the directions": {each.id: each.higher_is == "better" for each in subscales},
        "the strengths": {each.id: each.strength.at_least for each in subscales if each.strength},
        "the cautions": {each.id: list(each.caution.scores) for each in subscales if each.caution},
        "the supplement": extra
        and (
            extra.id,
            extra.gate_item,
            sorted(extra.answers.codes.values()),
            sorted(extra.unscored),
        ),
    }
