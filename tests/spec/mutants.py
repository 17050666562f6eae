"""Definitions of the library with one number, or one word that scores, changed: facts of a TOML.

Numbers move by one, a printed decimal by one unit of its last digit, a cut-point to the next score
that there is; rules, directions and references are exchanged for the others there are.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

from changed_rules import (
    between,
    grades,
    meaning,
    missing,
    parts,
    reversals,
    schemes,
    tables,
)
from changes import GONE, STEPS, Change, moved, moved_a_digit, said, subscales, without


@dataclass(frozen=True)
class Mutant:
    """A changed definition, in words, where it was changed first, and as facts."""

    words: str
    path: tuple
    facts: dict


def mutants(facts) -> Iterator[Mutant]:
    """Yield every changed definition."""
    for find in (
        _edges, _boundaries, between, tables, _keys, reversals, parts, missing, _derived,
        _norms, meaning, _critical, _supplement, grades, _answers, schemes,
    ):  # fmt: skip
        for words, change in find(facts):
            yield Mutant(words, change[0][0], _changed(facts, change))


def _changed(facts, change: Change):
    """Return facts with each (path, value) set; only what lies on a path is copied."""
    mutant = copy(facts)
    for (*path, last), value in change:
        place = mutant
        for key in path:
            place[key] = copy(place[key])
            place = place[key]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return mutant


def _ranges(facts):
    for number, table in enumerate(facts.get("cut_points", [])):
        for subscale, bands in table["ranges"].items():
            path = ("cut_points", number, "ranges", subscale)
            yield path, sorted(bands.items(), key=lambda band: band[1])


def _edges(facts):
    """One end alone: leaves a gap, an overlap or a score without a band."""
    for path, bands in _ranges(facts):
        for band, ends in bands:
            for end in (0, 1):
                yield from moved((*path, band, end), ends[end])


def _boundaries(facts):
    """A cut-point: the end of one band together with the beginning of the next."""
    for path, bands in _ranges(facts):
        steps = _scores_there_are(facts, path[-1])
        for (below, (_, last)), (above, (first, _)) in pairwise(bands):
            for step in STEPS:
                change = [
                    ((*path, below, 1), _next(steps, last, step)),
                    ((*path, above, 0), _next(steps, first, step)),
                ]
                yield f"{said(path)} {below}/{above} {step:+}", change


def _scores_there_are(facts, name):
    """Return the scores of a converted or multiplied subscale; None where they are in ones."""
    subscale = next((each for each in facts["subscale"] if each["id"] == name), {})
    rule = subscale.get("derived", {})
    if rule.get("rule") == "table":
        return sorted(rule["scores"].values())
    return list(range(0, 1000, rule["factor"])) if rule.get("rule") == "times" else None


def _next(scores, score, step):
    if scores is None:
        return score + step
    place = scores.index(score) + step
    return scores[place] if 0 <= place < len(scores) else score + step


def _lists(facts):
    for (*path, number), subscale in subscales(facts):
        items = subscale.get("items", [])
        orders = items.items() if isinstance(items, dict) else [(None, items)]
        for order, own in orders:
            place = (*path, number, "items")
            yield (place if order is None else (*place, order)), order, own


def _keys(facts):
    """An item left out, moved alone, or exchanged with its neighbour wherever both stand."""
    for path, order, items in _lists(facts):
        yield from without(path, items)
        for place, number in enumerate(items):
            yield from moved((*path, place), number)
            for other in (number - 1, number + 1):
                turn = {number: other, other: number}
                if other not in items:
                    change = list(_exchanged(facts, order, turn))
                    yield f"{said(path)} {number} <> {other}", change


def _exchanged(facts, order, turn):
    for path, own_order, items in _lists(facts):
        if own_order == order and items:
            yield path, [turn.get(number, number) for number in items]
    for path, subscale in subscales(facts):
        if "reversed" in subscale:
            turned = subscale["reversed"]
            yield (*path, "reversed"), [turn.get(each, each) for each in turned]


def _derived(facts):
    """Factors, entries of conversion tables, and which score is converted."""
    for path, subscale in subscales(facts):
        rule, own = subscale.get("derived"), (*path, "derived")
        if rule is None:
            continue
        if rule["rule"] == "times":
            yield from moved((*own, "factor"), rule["factor"])
        for score, to in rule.get("scores", {}).items():
            yield from moved_a_digit((*own, "scores", score), to)
        for other in {each["id"] for each in facts["subscale"]} - {rule["of"], subscale["id"]}:
            yield f"{said(own)} of {other}", [((*own, "of"), other)]


def _norms(facts):
    norms = facts.get("norms")
    if norms is None:
        return
    for key in ("mean", "sd"):
        yield from moved(("norms", key), norms[key])
    informants = norms["informants"]
    for other in set(facts["informants"]) - set(informants):
        yield f"norms for {other}", [(("norms", "informants"), [*informants, other])]
    for number, group in enumerate(norms["group"]):
        path = ("norms", "group", number)
        turned = {"male": "female", "female": "male"}[group["gender"]]
        yield f"{said(path)} {turned}", [((*path, "gender"), turned)]
        for name, pair in group["mean_sd"].items():
            for place in (0, 1):
                yield from moved_a_digit((*path, "mean_sd", name, place), pair[place])
    for one, other in pairwise(range(len(norms["group"]))):
        yield (
            f"norm groups {one} <> {other}",
            [
                (("norms", "group", one, "mean_sd"), norms["group"][other]["mean_sd"]),
                (("norms", "group", other, "mean_sd"), norms["group"][one]["mean_sd"]),
            ],
        )


def _critical(facts):
    for number, critical in enumerate(facts.get("critical_item", [])):
        for key in ("item", "at_or_above"):
            yield from moved(("critical_item", number, key), critical[key])


def _supplement(facts):
    supplement = facts.get("supplement")
    if supplement is None:
        return
    for key in ("gate_item", "gate_none"):
        yield from moved(("supplement", key), supplement[key])
    for answer, counts in supplement["recode"].items():
        yield from moved(("supplement", "recode", answer), counts)
    for informant, items in supplement["items"].items():
        for place, number in enumerate(items):
            yield from moved(("supplement", "items", informant, place), number)
    for place, number in enumerate(supplement["unscored"]):
        yield from moved(("supplement", "unscored", place), number)
    for label, code in supplement["answers"]["codes"].items():
        yield from moved(("supplement", "answers", "codes", label), code)


def _answers(facts):
    """Codes of the answers, the number of items, items that nothing counts."""
    yield from moved(("item_count",), facts["item_count"])
    for label, code in facts["answers"]["codes"].items():
        yield from moved(("answers", "codes", label), code)
    for place, number in enumerate(facts.get("unscored", [])):
        yield from moved(("unscored", place), number)
