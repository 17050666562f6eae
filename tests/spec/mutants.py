"""Definitions of the library with one number moved by one, in words and as facts."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

STEPS = (-1, 1)


def mutants(facts) -> Iterator[tuple[str, dict]]:
    """Yield (what was moved, the definition with it moved), facts being a definition's TOML."""
    for find in (_edges, _boundaries, _keys, _reversed, _missing, _critical, _supplement, _rest):
        for words, changes in find(facts):
            yield f"{facts['id']}: {words}", _changed(facts, changes)


def _changed(facts, changes):
    """Return facts with each (path, value) of `changes` set; a path is a tuple of keys."""
    mutant = deepcopy(facts)
    for (*path, last), value in changes:
        place = mutant
        for key in path:
            place = place[key]
        place[last] = value
    return mutant


def _ranges(facts):
    for number, table in enumerate(facts["cut_points"]):
        for subscale, bands in table["ranges"].items():
            path = ("cut_points", number, "ranges", subscale)
            yield path, sorted(bands.items(), key=lambda band: band[1])


def _edges(facts):
    """One end alone: leaves a gap, an overlap or a score without a band."""
    for path, bands in _ranges(facts):
        for band, ends in bands:
            for end, step in ((end, step) for end in (0, 1) for step in STEPS):
                yield f"{path} {band} end {end} {step:+}", [((*path, band, end), ends[end] + step)]


def _boundaries(facts):
    """A cut-point: the end of one band together with the beginning of the next."""
    for path, bands in _ranges(facts):
        for (below, (_, last)), (above, (first, _)) in pairwise(bands):
            for step in STEPS:
                moved = [((*path, below, 1), last + step), ((*path, above, 0), first + step)]
                yield f"{path} {below}/{above} {step:+}", moved


def _lists(facts):
    for number, subscale in enumerate(facts["subscale"]):
        items = subscale.get("items", [])
        orders = items.items() if isinstance(items, dict) else [(None, items)]
        for order, own in orders:
            path = ("subscale", number, "items")
            yield (path if order is None else (*path, order)), order, own


def _keys(facts):
    """An item's number moved alone, and exchanged with its neighbour wherever both stand."""
    for path, order, items in _lists(facts):
        for place, number in enumerate(items):
            for step in STEPS:
                yield f"{path} {number} {step:+}", [((*path, place), number + step)]
                turn = {number: number + step, number + step: number}
                if number + step not in items:
                    yield f"{path} {number} <> {number + step}", _exchanged(facts, order, turn)


def _exchanged(facts, order, turn):
    for path, own_order, items in _lists(facts):
        if own_order == order:
            yield path, [turn.get(number, number) for number in items]
    for number, subscale in enumerate(facts["subscale"]):
        turned = subscale.get("reversed", [])
        yield ("subscale", number, "reversed"), [turn.get(each, each) for each in turned]


def _reversed(facts):
    """A reversed item moved, forgotten, or one too many."""
    for number, subscale in enumerate(facts["subscale"]):
        turned, path = subscale.get("reversed", []), ("subscale", number, "reversed")
        for item in turned:
            rest = [each for each in turned if each != item]
            yield f"{path} without {item}", [(path, rest)]
            for step in STEPS:
                yield f"{path} {item} {step:+}", [(path, [*rest, item + step])]
        if isinstance(subscale.get("items"), list):
            for item in set(subscale["items"]) - set(turned):
                yield f"{path} with {item}", [(path, [*turned, item])]


def _missing(facts):
    """The fewest answers, or the most blanks; `complete` moved by one lets one blank pass."""
    for key in {"at_least", "at_most_blank"} & set(facts["missing"]):
        for step in STEPS:
            yield f"{key} {step:+}", [(("missing", key), facts["missing"][key] + step)]
    if facts["missing"]["rule"] != "complete":
        return
    for number, subscale in enumerate(facts["subscale"]):
        fewest = len(subscale["items"]) - 1
        rule = {"rule": "prorate", "at_least": fewest, "rounding": "half_up", "source": "none"}
        yield f"{subscale['id']} with a blank", [(("subscale", number, "missing"), rule)]


def _critical(facts):
    for number, critical in enumerate(facts.get("critical_item", [])):
        for key in ("item", "at_or_above"):
            yield from _moved(("critical_item", number, key), critical[key])


def _supplement(facts):
    supplement = facts.get("supplement")
    if supplement is None:
        return
    for key in ("gate_item", "gate_none"):
        yield from _moved(("supplement", key), supplement[key])
    for answer, counts in supplement["recode"].items():
        yield from _moved(("supplement", "recode", answer), counts)
    for informant, items in supplement["items"].items():
        for place, number in enumerate(items):
            yield from _moved(("supplement", "items", informant, place), number)
    for place, number in enumerate(supplement["unscored"]):
        yield from _moved(("supplement", "unscored", place), number)
    for label, code in supplement["answers"]["codes"].items():
        yield from _moved(("supplement", "answers", "codes", label), code)


def _rest(facts):
    """Codes of the answers, ranks of the bands, the number of items, the last and first grade."""
    yield from _moved(("item_count",), facts["item_count"])
    for label, code in facts["answers"]["codes"].items():
        yield from _moved(("answers", "codes", label), code)
    for number, scheme in enumerate(facts["scheme"]):
        for place, band in enumerate(scheme["band"]):
            yield from _moved(("scheme", number, "band", place, "rank"), band["rank"])
    for number, band in enumerate(facts.get("grade_band", [])):
        for name, grades in (("first", band["grades"][1:]), ("last", band["grades"][:-1])):
            yield f"{band['id']} without its {name}", [(("grade_band", number, "grades"), grades)]


def _moved(path, value):
    for step in STEPS:
        yield f"{path} {step:+}", [(path, value + step)]
