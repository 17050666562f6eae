"""Published figures: loaded as printed, refused where they cannot be, found again, and shown."""

from copy import deepcopy

import pytest
from invented_instrument import built, facts

from screening.errors import DefinitionError
from screening.instruments.accuracy import accuracies_of
from screening.instruments.facts import facts_digest, whole_digest
from screening.instruments.library import SHIPPED, instrument_ids, load_instrument
from screening.instruments.page import instrument_page
from screening.instruments.reliability import reliability_of, spread_of

WHOM = {
    "subscale": "calm",
    "informant": "teacher",
    "n": 200,
    "population": "students",
    "source": "study p. 1",
    "confidence": "high",
}
INTERNAL = WHOM | {"kind": "internal", "value": 0.8}
RETEST = WHOM | {"kind": "retest", "value": 0.7, "interval_days": 14}
SPREAD = WHOM | {"mean": 9.5, "sd": 1.6}
ACCURACY = WHOM | {
    "scheme": "two_band",
    "band": "raised",
    "sensitivity": 0.8,
    "specificity": 0.85,
    "reference_standard": "interview",
    "against": "assessment",
}


def with_figures(**figures):
    return deepcopy(facts()) | {name: list(entries) for name, entries in figures.items()}


def refused(**figures):
    with pytest.raises(DefinitionError) as fault:
        built(with_figures(**figures))
    return fault.value.message


def without(entry, *keys):
    return {key: value for key, value in entry.items() if key not in keys}


def test_figures_are_found_by_subscale_informant_and_kind():
    instrument = built(
        with_figures(reliability=[INTERNAL, RETEST], spread=[SPREAD], accuracy=[ACCURACY])
    )
    found = reliability_of(instrument, "calm", informant="teacher")
    assert (found.value, found.interval_days) == (0.7, 14)
    assert reliability_of(instrument, "calm", informant="teacher", kind="internal").value == 0.8
    assert spread_of(instrument, "calm", informant="teacher").sd == 1.6
    assert [
        each.sensitivity for each in accuracies_of(instrument, "calm", informant="teacher")
    ] == [0.8]


@pytest.mark.parametrize(("subscale", "informant"), [("worry", "teacher"), ("calm", "self")])
def test_another_subscale_or_informant_has_none(subscale, informant):
    instrument = built(with_figures(reliability=[RETEST], spread=[SPREAD], accuracy=[ACCURACY]))
    assert reliability_of(instrument, subscale, informant=informant) is None
    assert spread_of(instrument, subscale, informant=informant) is None
    assert accuracies_of(instrument, subscale, informant=informant) == ()


def test_of_two_reliabilities_the_first_is_used():
    instrument = built(with_figures(reliability=[RETEST, RETEST | {"value": 0.9}]))
    assert reliability_of(instrument, "calm", informant="teacher").value == 0.7


def test_how_many_it_was_found_on_may_not_be_known():
    instrument = built(with_figures(reliability=[without(INTERNAL, "n")]))
    assert reliability_of(instrument, "calm", informant="teacher", kind="internal").n is None


@pytest.mark.parametrize("value", [0, 1, 1.2, -0.1])
def test_a_share_outside_0_and_1_is_refused(value):
    assert "reliability.0.value" in refused(reliability=[INTERNAL | {"value": value}])
    assert "accuracy.0.sensitivity" in refused(accuracy=[ACCURACY | {"sensitivity": value}])
    assert "accuracy.0.specificity" in refused(accuracy=[ACCURACY | {"specificity": value}])


@pytest.mark.parametrize("name", ["reliability", "spread", "accuracy"])
def test_a_figure_of_what_is_not_there_is_refused(name):
    entry = {"reliability": INTERNAL, "spread": SPREAD, "accuracy": ACCURACY}[name]
    assert "there is no subscale 'joy'" in refused(**{name: [entry | {"subscale": "joy"}]})
    assert "no form for 'self'" in refused(**{name: [entry | {"informant": "self"}]})
    assert "source" in refused(**{name: [without(entry, "source")]})


def test_a_spread_is_stated_once():
    assert "spread of 'calm' (teacher) is stated twice" in refused(spread=[SPREAD, SPREAD])


def test_a_retest_may_have_an_interval_and_nothing_else_has_one():
    figures = with_figures(reliability=[without(RETEST, "interval_days")])
    assert built(figures).reliability[0].interval_days is None
    assert "interval_days" in refused(reliability=[INTERNAL | {"interval_days": 7}])


CUTS = {
    "no such scheme": ({"scheme": "five_band"}, "there is no scheme 'five_band'"),
    "no such band": ({"band": "high"}, "has no band 'high'"),
    "no cut before the first band": ({"band": "expected"}, "no cut lies before band 'expected'"),
    "no cut-points": ({"subscale": "all_items", "informant": "teacher"}, None),
    "both": ({"cut": "7 or lower"}, "needs either"),
}


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_that_is_not_there_is_refused(name):
    change, words = CUTS[name]
    if words is None:
        content = with_figures(accuracy=[ACCURACY | change])
        content["cut_points"] = [
            table for table in content["cut_points"] if "all_items" not in table["ranges"]
        ]
        with pytest.raises(DefinitionError, match="no cut-points for this informant"):
            built(content)
    else:
        assert words in refused(accuracy=[ACCURACY | change])


def test_neither_a_band_nor_a_cut_in_words_is_refused():
    assert "needs either" in refused(accuracy=[without(ACCURACY, "scheme", "band")])


def test_figures_are_no_scoring_facts_and_belong_to_the_definition_all_the_same():
    plain, told = built(facts()), built(with_figures(reliability=[RETEST], accuracy=[ACCURACY]))
    assert facts_digest(told) == facts_digest(plain)
    assert whole_digest(told) != whole_digest(plain)


def test_a_page_shows_every_figure_with_whom_and_source():
    page = instrument_page(
        built(with_figures(reliability=[RETEST], spread=[SPREAD], accuracy=[ACCURACY]))
    )
    assert "measured again after 14 days" in page
    for figure in ("0.7", "9.5", "1.6", "0.8", "0.85", "`raised` of `two_band`", "interview"):
        assert f"| {figure} " in page
    assert page.count("study p. 1") == 3


def test_a_page_without_figures_says_that_there_are_none():
    assert "## Published figures\n\nNone: no source" in instrument_page(built(facts()))


def test_the_library_prints_what_the_papers_print():
    psc = load_instrument("psc_17")
    assert reliability_of(psc, "total", informant="caregiver", kind="internal").value == 0.89
    assert reliability_of(psc, "total", informant="self", kind="internal") is None
    assert spread_of(psc, "total", informant="caregiver").sd == 5.62
    (richardson,) = accuracies_of(load_instrument("phq_a"), "total", informant="self")
    assert (richardson.sensitivity, richardson.specificity, richardson.n) == (0.895, 0.775, 442)


def test_what_was_held_against_a_screener_is_no_full_assessment():
    (kilgus,) = accuracies_of(load_instrument("saebrs"), "total", informant="teacher")
    assert (kilgus.against, kilgus.scheme) == ("screener", None)


@pytest.mark.parametrize("name", instrument_ids())
def test_an_instrument_without_a_figure_has_none(name):
    instrument = SHIPPED.get(name)
    told = {each.of for each in (*instrument.reliability, *instrument.spread)}
    for subscale_id in instrument.subscale_ids:
        for informant in instrument.informants:
            has = (
                reliability_of(instrument, subscale_id, informant=informant, kind="internal"),
                reliability_of(instrument, subscale_id, informant=informant),
                spread_of(instrument, subscale_id, informant=informant),
            )
            assert any(has) == ((subscale_id, informant) in told)
