"""Changes of a definition that no form of answers can show, each with the proof that it cannot."""

from fractions import Fraction
from itertools import pairwise


def reason_of(mutant) -> str | None:
    """Return why a change cannot be noticed; None where nobody has shown that it cannot."""
    return next((words for words, holds in REASONS.items() if holds(mutant)), None)


def _no_score_lies_between(mutant) -> bool:
    """A side was named for scores between two printed ranges, and no answers give such a score."""
    *path, last = mutant.path
    if last != "between" or last not in mutant.facts["cut_points"][path[-1]]:
        return False
    ranges = mutant.facts["cut_points"][path[-1]]["ranges"]
    return not any(
        end < score < beginning
        for name, bands in ranges.items()
        for (_, end), (beginning, _) in pairwise(sorted(bands.values()))
        for score in _scores_there_are(mutant.facts, name)
    )


def _scores_there_are(facts, name) -> set[Fraction]:
    """Return every score of a subscale whose blanks are prorated and not rounded."""
    subscale = _subscale(facts, name)
    codes, count = facts["answers"]["codes"].values(), len(subscale["items"])
    rule = subscale.get("missing", facts["missing"])
    assert (rule["rule"], rule["rounding"]) == ("prorate", "none")
    return {
        Fraction(total * count, answered)
        for answered in range(rule["at_least"], count + 1)
        for total in range(min(codes) * answered, max(codes) * answered + 1)
    }


def _informant_has_no_such_scores(mutant) -> bool:
    """Cut-points of T scores were given to an informant for whom there are no norms."""
    if mutant.path[0] != "cut_points" or mutant.path[-1] != "informants":
        return False
    table = mutant.facts["cut_points"][mutant.path[1]]
    rules = [_subscale(mutant.facts, name).get("derived", {}) for name in table["ranges"]]
    if any(rule.get("rule") != "t_score" for rule in rules):
        return False
    normed = mutant.facts["norms"]["informants"]
    return set(normed) <= set(table["informants"])


def _parts_ask_for_more(mutant) -> bool:
    """A total was to need fewer or more answers than the parts it rests on need together."""
    if mutant.path[0] != "subscale" or mutant.path[2] != "missing":
        return False
    own = mutant.facts["subscale"][mutant.path[1]]
    parts = [_subscale(mutant.facts, name) for name in own.get("requires", [])]
    needed = [each.get("missing", mutant.facts["missing"]) for each in parts]
    rule = own.get("missing", mutant.facts["missing"])
    within = [number for each in parts for number in each["items"]]
    return (
        bool(parts)
        and sorted(within) == sorted(own["items"])
        and {(each["rule"], each["rounding"]) for each in [rule, *needed]} == {("prorate", "none")}
        and rule["at_least"] <= sum(each["at_least"] for each in needed)
    )


def _subscale(facts, name):
    return next(each for each in facts["subscale"] if each["id"] == name)


REASONS = {
    "no score lies between the ranges": _no_score_lies_between,
    "this informant has no such scores": _informant_has_no_such_scores,
    "the parts it rests on need more answers": _parts_ask_for_more,
}
