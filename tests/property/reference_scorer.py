"""The rules once more, slowly: plain Python over the definition files, one row at a time.

Exact (fractions, no binary numbers). Shares no code with the compiled SQL, with the models or with
the transcribed manuals: it reads the TOML itself.
"""

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import floor, isinf


@cache
def definition(instrument):
    """Return a definition as its file has it; not to be changed, copy it first."""
    path = files("screening").joinpath(f"instruments/library/{instrument}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def scored_instruments():
    """Return the ids of the library's instruments that are scored from answers, in order."""
    folder = files("screening").joinpath("instruments/library")
    ids = sorted(path.name.removesuffix(".toml") for path in folder.iterdir())
    return tuple(name for name in ids if "subscale" in definition(name))


def reference_scores(facts, answers, *, choice, grade, gender=None):
    """Return subscale → (answered_count, item_count, score, band, band_rank).

    Args:
        facts: the definition.
        answers: item number → code or None.
        choice: informant, scheme, item_order, already_reversed, with_supplement.
        grade: canonical, or None.
        gender: female, male, anything else, or None.
    """
    student = {"grade": grade, "gender": gender, "informant": choice["informant"]}
    raw = {}
    for subscale in facts["subscale"]:
        if _is_for(facts, subscale, student):
            answered, count, score = _score(facts, subscale, answers, choice, raw, student)
            lacks = any(raw[each][2] is None for each in subscale.get("requires", []))
            raw[subscale["id"]] = answered, count, None if lacks else score
    if choice["with_supplement"]:
        raw[facts["supplement"]["id"]] = _score_supplement(facts, answers, choice["informant"])
    return {
        name: (answered, count, score, *_band(facts, name, score, choice, grade))
        for name, (answered, count, score) in raw.items()
    }


def _is_for(facts, subscale, student):
    if subscale.get("derived", {}).get("rule") == "t_score":
        return student["informant"] in facts["norms"]["informants"]
    if "sum_of" in subscale:
        every = {each["id"]: each for each in facts["subscale"]}
        return all(_is_for(facts, every[part], student) for part in subscale["sum_of"])
    bands = subscale.get("grade_bands")
    return not bands or any(student["grade"] in _grades(facts, band) for band in bands)


def _grades(facts, band_id):
    return next(band["grades"] for band in facts["grade_band"] if band["id"] == band_id)


def _score(facts, subscale, answers, choice, raw, student):
    if "sum_of" in subscale:
        return _sum(raw, subscale["sum_of"])
    if "derived" in subscale:
        rule = subscale["derived"]
        answered, count, score = raw[rule["of"]]
        return answered, count, None if score is None else _derived(facts, rule, score, student)
    return _score_items(facts, subscale, answers, choice)


def _sum(raw, parts):
    answered = sum(raw[part][0] for part in parts)
    count = sum(raw[part][1] for part in parts)
    scores = [raw[part][2] for part in parts]
    return answered, count, None if None in scores else sum(scores)


def _derived(facts, rule, score, student):
    if rule["rule"] == "times":
        return score * rule["factor"]
    if rule["rule"] == "table":
        return _exact(rule["scores"][str(score)])
    norms = facts["norms"]
    for group in norms["group"]:
        of_the_grade = student["grade"] in _grades(facts, group["grade_band"])
        if of_the_grade and student["gender"] == group["gender"]:
            mean, sd = map(_exact, group["mean_sd"][rule["of"]])
            return norms["mean"] + norms["sd"] * (score - mean) / sd
    return None


@cache
def _exact(number):
    """Return a number of the file as its digits say, not as the binary number beside it."""
    return Fraction(str(number))


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
        blanks = form.count(None) if rule is facts["missing"] else count - len(counted)
        return sum(counted) if blanks <= rule["at_most_blank"] else None
    if len(counted) < rule["at_least"]:
        return None
    mean_times_count = Fraction(sum(counted) * count, len(counted))
    if rule["rounding"] == "none":
        return mean_times_count
    assert rule["rounding"] == "half_up"
    return floor(mean_times_count + Fraction(1, 2))


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


def _band(facts, name, score, choice, grade):
    for table in facts.get("cut_points", []):
        if table["scheme"] != choice["scheme"] or choice["informant"] not in table["informants"]:
            continue
        if "grade_band" in table and grade not in _grades(facts, table["grade_band"]):
            continue
        if score is not None and name in table["ranges"]:
            band = _range_of(table["ranges"][name], score, table.get("between"))
            return band, _rank(facts, choice["scheme"], band)
    return None, None


def _range_of(ranges, score, between):
    """Return the band of a score; one between two ranges goes where the table says."""
    upwards = sorted((_bound(first), _bound(last), band) for band, (first, last) in ranges.items())
    if between == "lower":
        return [band for first, _, band in upwards if first <= score][-1]
    if between == "upper":
        return next(band for _, last, band in upwards if score <= last)
    return next(band for first, last, band in upwards if first <= score <= last)


def _bound(number):
    return number if isinstance(number, int) or isinf(number) else _exact(number)


def _rank(facts, scheme_id, band_id):
    scheme = next(each for each in facts["scheme"] if each["id"] == scheme_id)
    return next(band["rank"] for band in scheme["band"] if band["id"] == band_id)
