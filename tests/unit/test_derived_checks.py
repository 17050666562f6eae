"""Tables, norms, strengths, cautions and scores with fractions: whole, or refused with a reason."""

from math import inf

import pytest
from invented_instrument import built, derived_facts, facts

from screening.errors import DefinitionError

CALM_POINTS, WORRY_T = 3, 4


def refused(content):
    with pytest.raises(DefinitionError) as fault:
        built(content)
    return fault.value.message


def changed(*path, to):
    content = derived_facts()
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = to
    return content


def without(*path):
    content = derived_facts()
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    return content


def t_bands(*, between, **ranges):
    content = derived_facts()
    table = {
        "scheme": "two_band", "informants": ["teacher"], "source": "manual table 5",
        "ranges": {"worry_t": ranges},
    }  # fmt: skip
    content["cut_points"].append(table | ({"between": between} if between else {}))
    return content


def test_the_whole_definition_is_accepted():
    assert built(derived_facts()).norms.group[0].mean_sd == {"worry": (6.5, 1.25)}
    assert built(t_bands(between="lower", expected=[-inf, 64], raised=[65, inf]))


REFUSALS = {
    "two ways to a score": (
        changed("subscale", CALM_POINTS, "items", to=[1, 2]),
        "needs either `items`, `sum_of` or `derived`",
    ),
    "derived from what is not there": (
        changed("subscale", CALM_POINTS, "derived", "of", to="joy"),
        "rests on 'joy', which must stand above it",
    ),
    "derived from a derived score": (
        changed("subscale", WORRY_T, "derived", "of", to="calm_points"),
        "rests on 'calm_points', which is derived itself",
    ),
    "a table with a gap": (
        without("subscale", CALM_POINTS, "derived", "scores", "7"),
        "its table needs an entry for every score 4 to 12",
    ),
    "a table that falls": (
        changed("subscale", CALM_POINTS, "derived", "scores", "7", to=1),
        "a higher score must be converted to a higher one",
    ),
    "a strength of concern": (
        changed("subscale", CALM_POINTS, "higher_is", to="worse"),
        'a strength needs `higher_is = "better"`',
    ),
    "a strength that everybody has": (
        changed("subscale", CALM_POINTS, "strength", "at_least", to=6),
        "strength.at_least is no score above the lowest",
    ),
    "a strength that nobody can have": (
        changed("subscale", CALM_POINTS, "strength", "at_least", to=18.5),
        "strength.at_least is no score above the lowest",
    ),
    "a caution outside the scores": (
        changed("subscale", CALM_POINTS, "caution", "scores", to=[[5, 6]]),
        "caution [5, 6] is no range of its scores",
    ),
    "norms that nothing uses": (without("subscale", WORRY_T), "`norms` are needed where"),
    "a T score without norms": (without("norms"), "`norms` are needed where"),
    "norms of another subscale": (
        changed("norms", "group", 0, "mean_sd", to={"calm": [8, 2]}),
        "norms (young, female): needs exactly worry",
    ),
    "norms of one group twice": (
        changed("norms", "group", 1, to=derived_facts()["norms"]["group"][0]),
        "norms of grade K, female are stated twice",
    ),
    "norms of one grade in two groups": (
        changed("grade_band", 1, "grades", to=["2", "3", "3"]),
        "norms of grade 3, male are stated twice",
    ),
    "sums of each other": (
        changed("subscale", 2, "sum_of", to=["calm", "all_items"]),
        "rests on 'all_items', which must stand above it",
    ),
    "a sum that requires": (
        changed("subscale", 2, "requires", to=["calm"]),
        "'all_items' is made of others",
    ),
    "cut-points for a grade and for all": (
        changed("cut_points", 0, "ranges", "worry", to={"expected": [4, 8], "raised": [9, 12]}),
        "cut-points of 'worry' (two_band, teacher) are stated twice",
    ),
    "norms of grades that are not there": (
        changed("norms", "group", 0, "grade_band", to="oldest"),
        "norms (oldest, female): there is no such grade band",
    ),
    "norms of an informant without a form": (
        changed("norms", "informants", to=["self"]),
        "norms: there is no form for 'self'",
    ),
    "norms without spread": (
        changed("norms", "group", 0, "mean_sd", "worry", 1, to=0),
        "norms.group.0.mean_sd.worry.1",
    ),
    "a score that requires what is not there": (
        changed("subscale", 1, "requires", to=["joy"]),
        "rests on 'joy', which must stand above it",
    ),
    "T bands that do not say where 64.6 belongs": (
        t_bands(between=None, expected=[-inf, 64], raised=[65, inf]),
        "`between` is needed where scores have fractions",
    ),
    "T bands with an end": (
        t_bands(between="lower", expected=[0, 64], raised=[65, inf]),
        "a band should begin at -inf and has [0, 64]",
    ),
    "T bands with a hole": (
        t_bands(between="lower", expected=[-inf, 64], raised=[66, inf]),
        "a band should begin at 65 and has [66, inf]",
    ),
    "whole scores that speak of fractions": (
        changed("cut_points", 0, "between", to="lower"),
        "`between` is needed where scores have fractions, and only there",
    ),
    "a disagreement without a decision": (
        without("disagreement", 0, "decision"),
        "disagreement.0.decision: is missing. Add it.",
    ),
}


@pytest.mark.parametrize("wrong", REFUSALS)
def test_a_contradiction_is_refused_with_a_line_that_names_it(wrong):
    content, expected = REFUSALS[wrong]
    assert expected in refused(content)


def points_bands(expected, raised):
    content = derived_facts()
    content["cut_points"].append({
        "scheme": "two_band", "informants": ["teacher"], "source": "manual table 6",
        "ranges": {"calm_points": {"expected": expected, "raised": raised}},
    })  # fmt: skip
    return content


def test_ranges_of_a_table_begin_and_end_at_its_scores():
    assert built(points_bands([12, 18], [6, 10.5]))
    assert "[6, 11] ends at no score" in refused(points_bands([12, 18], [6, 11]))
    assert "a band should begin at 12" in refused(points_bands([13, 18], [6, 10.5]))


def unrounded(**cut_points):
    content = facts()
    content["subscale"][0]["missing"]["rounding"] = "none"
    content["cut_points"][0] |= cut_points
    return content


def test_means_that_are_not_rounded_need_a_word_about_the_scores_between():
    assert "`between` is needed" in refused(unrounded())
    assert built(unrounded(between="upper"))


def test_an_item_is_turned_round_for_every_subscale_that_counts_it():
    content = facts()
    content["subscale"][1]["items"] = [4, 5, 6, 7, 8]
    for table in content["cut_points"][1:]:
        table["ranges"]["worry"] = {"expected": [5, 10], "raised": [11, 15]}
    assert "item 4 is reversed elsewhere, so subscale 'worry' must say so" in refused(content)
    content["subscale"][1]["reversed"] = [4]
    assert built(content)


def test_a_blank_cannot_count_nought_where_no_answer_does():
    content = facts()
    rule = {"rule": "count_zero", "at_most_blank": 1, "source": "manual p. 5"}
    content["subscale"][1]["missing"] = rule
    assert "a blank cannot count 0 where no answer does" in refused(content)


def test_an_instrument_without_cut_points_is_whole():
    content = facts()
    del content["scheme"], content["cut_points"]
    assert built(content).cut_points == ()
