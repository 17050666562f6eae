"""Changes of a definition's rules: which score, whose, for whom, and what a blank does."""

from changes import GONE, moved, said, subscales, without


def between(facts):
    other = {"lower": "upper", "upper": "lower"}
    for number, table in enumerate(facts.get("cut_points", [])):
        path = ("cut_points", number, "between")
        if "between" in table:
            yield f"{said(path)} turned", [(path, other[table["between"]])]
            yield f"{said(path)} gone", [(path, GONE)]
        else:
            yield f"{said(path)} added", [(path, "lower")]


def tables(facts):
    """Whom and which grades a column of cut-points is for."""
    bands = [band["id"] for band in facts.get("grade_band", [])]
    for number, table in enumerate(facts.get("cut_points", [])):
        path = ("cut_points", number, "informants")
        yield from without(path, table["informants"])
        for informant in set(facts["informants"]) - set(table["informants"]):
            yield f"{said(path)} with {informant}", [(path, [*table["informants"], informant])]
        if "grade_band" in table:
            path = ("cut_points", number, "grade_band")
            yield f"{said(path)} gone", [(path, GONE)]
            for band in set(bands) - {table["grade_band"]}:
                yield f"{said(path)} {band}", [(path, band)]


def parts(facts):
    """What a score is made of, rests on, and is scored for."""
    for path, subscale in subscales(facts):
        for key in ("sum_of", "requires", "grade_bands"):
            yield from without((*path, key), subscale.get(key, []))
        others = [each["id"] for each in facts["subscale"] if each["id"] != subscale["id"]]
        parts = subscale.get("sum_of", [])
        for other in set(others) - set(parts) if parts else ():
            yield f"{subscale['id']} with {other}", [((*path, "sum_of"), [*parts, other])]


def missing(facts):
    """The fewest answers, the most blanks, the rounding, and one rule for another."""
    places = [(("missing",), facts["missing"], None)]
    places += [
        ((*path, "missing"), each["missing"], each)
        for path, each in subscales(facts)
        if "missing" in each
    ]
    for path, rule, _ in places:
        for key in {"at_least", "at_most_blank"} & set(rule):
            yield from moved((*path, key), rule[key])
        if "rounding" in rule:
            turned = "none" if rule["rounding"] == "half_up" else "half_up"
            yield f"{said(path)} rounding {turned}", [((*path, "rounding"), turned)]
        if rule["rule"] != "complete":
            complete = {"rule": "complete", "source": "none"}
            yield f"{said(path)} complete", [(path, complete)]
    for path, subscale in subscales(facts):
        yield from _one_blank_more(facts, path, subscale)


def _one_blank_more(facts, path, subscale):
    """A complete rule that lets one blank pass; a rule of its own that is forgotten."""
    if "missing" in subscale:
        yield f"{subscale['id']} missing as elsewhere", [((*path, "missing"), GONE)]
    elif facts["missing"]["rule"] == "complete" and "items" in subscale:
        items = subscale["items"]
        count = len(next(iter(items.values())) if isinstance(items, dict) else items)
        rule = {"rule": "prorate", "at_least": count - 1, "rounding": "half_up", "source": "none"}
        yield f"{subscale['id']} with a blank", [((*path, "missing"), rule)]


def meaning(facts):
    """Direction, kind, and from which score a strength or a caution is said."""
    for path, subscale in subscales(facts):
        turned = "worse" if subscale.get("higher_is") == "better" else "better"
        yield f"{said(path)} higher is {turned}", [((*path, "higher_is"), turned)]
        for kind in {"concern", "strength", "validity"} - {subscale.get("kind", "concern")}:
            yield f"{said(path)} kind {kind}", [((*path, "kind"), kind)]
        if "strength" in subscale:
            yield from moved((*path, "strength", "at_least"), subscale["strength"]["at_least"])
        for number, ends in enumerate(subscale.get("caution", {}).get("scores", [])):
            for end in (0, 1):
                yield from moved((*path, "caution", "scores", number, end), ends[end])


def grades(facts):
    """A grade band without its first or last grade, and with the grades of its neighbours."""
    bands = facts.get("grade_band", [])
    for number, band in enumerate(bands):
        path = ("grade_band", number, "grades")
        yield from without(path, band["grades"])
        for other in bands:
            for grade in set(other["grades"]) - set(band["grades"]):
                yield f"{band['id']} with {grade}", [(path, [*band["grades"], grade])]


def schemes(facts):
    """Ranks of the bands, and which scheme or order is meant where none is said."""
    for number, scheme in enumerate(facts.get("scheme", [])):
        for place, band in enumerate(scheme["band"]):
            yield from moved(("scheme", number, "band", place, "rank"), band["rank"])
    for key in ("scheme", "item_order"):
        if len(facts.get(key, [])) > 1:
            first, second, *rest = facts[key]
            yield f"{key}s exchanged", [((key,), [second, first, *rest])]


def reversals(facts):
    """A reversed item forgotten, moved, or one too many, in every subscale that has it."""
    turned = {n for _, subscale in subscales(facts) for n in subscale.get("reversed", [])}
    for number in range(1, facts["item_count"] + 1):
        change = [
            ((*path, "reversed"), sorted(set(subscale.get("reversed", [])) ^ {number}))
            for path, subscale in subscales(facts)
            if number in subscale.get("items", [])
        ]
        if change:
            yield f"item {number} {'not ' if number in turned else ''}reversed", change
