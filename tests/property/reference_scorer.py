"""The rules once more, slowly: plain Python over the definition files, one row at a time.

Shares no code with the compiled SQL or with the models: it reads the TOML itself.
"""

import tomllib
from fractions import Fraction
from importlib.resources import files
from math import floor


def definition(instrument):
    path = files("screening").joinpath(f"instruments/library/{instrument}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def reference_scores(facts, answers, *, choice, grade):
    """Return subscale → (answered_count, item_count, score, band, band_rank).

    Args:
        facts: the definition.
        answers: item number → code or None.
        choice: informant, scheme, item_order, already_reversed, with_supplement.
        grade: canonical, or None.
    """
    raw = {}
    for subscale in facts["subscale"]:
        if not _is_for(facts, subscale, grade):
            continue
        if "sum_of" in subscale:
            raw[subscale["id"]] = _sum(raw, subscale["sum_of"])
        else:
            raw[subscale["id"]] = _score_items(facts, subscale, answers, choice)
    if choice["with_supplement"]:
        raw[facts["supplement"]["id"]] = _score_supplement(facts, answers, choice["informant"])
    return {
        name: (answered, count, score, *_band(facts, name, score, choice))
        for name, (answered, count, score) in raw.items()
    }


def _is_for(facts, subscale, grade):
    bands = subscale.get("grade_bands")
    if not bands:
        return True
    return any(grade in band["grades"] for band in facts["grade_band"] if band["id"] in bands)


def _sum(raw, parts):
    answered = sum(raw[part][0] for part in parts)
    count = sum(raw[part][1] for part in parts)
    scores = [raw[part][2] for part in parts]
    return answered, count, None if None in scores else sum(scores)


def _score_items(facts, subscale, answers, choice):
    numbers = subscale["items"]
    if isinstance(numbers, dict):
        numbers = numbers[choice["item_order"]]
    codes = facts["answers"]["codes"].values()
    counted = []
    for number in numbers:
        answer = answers[number]
        if answer is None:
            continue
        turn = number in subscale.get("reversed", []) and not choice["already_reversed"]
        counted.append(min(codes) + max(codes) - answer if turn else answer)
    rule = subscale.get("missing", facts["missing"])
    return len(counted), len(numbers), _by_rule(facts, rule, counted, len(numbers), answers)


def _by_rule(facts, rule, counted, count, answers):
    if rule["rule"] == "complete":
        return sum(counted) if len(counted) == count else None
    if rule["rule"] == "count_zero":
        form = [answers[number] for number in range(1, facts["item_count"] + 1)]
        return sum(counted) if form.count(None) <= rule["at_most_blank"] else None
    if len(counted) < rule["at_least"]:
        return None
    assert rule["rounding"] == "half_up"
    return floor(Fraction(sum(counted) * count, len(counted)) + Fraction(1, 2))


def _score_supplement(facts, answers, informant):
    rules = facts["supplement"]
    given = [answers[number] for number in rules["items"][informant]]
    answered = len(given) - given.count(None)
    gate = answers[rules["gate_item"]]
    if gate == rules["gate_none"]:
        return answered, len(given), 0
    if gate is None or answered < len(given):
        return answered, len(given), None
    return answered, len(given), sum(rules["recode"][str(answer)] for answer in given)


def _band(facts, name, score, choice):
    scheme = next(each for each in facts["scheme"] if each["id"] == choice["scheme"])
    ranks = {band["id"]: band["rank"] for band in scheme["band"]}
    for table in facts["cut_points"]:
        if table["scheme"] != choice["scheme"] or choice["informant"] not in table["informants"]:
            continue
        assert "grade_band" not in table, "no instrument of the library has this yet"
        for band, (first, last) in table["ranges"].get(name, {}).items():
            if score is not None and first <= score <= last:
                return band, ranks[band]
    return None, None
