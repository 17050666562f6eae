import re

import pytest
from invented_instrument import built, facts

from screening.instruments.library import instrument_ids, load_instrument
from screening.instruments.page import instrument_page


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_the_page_shows_every_cut_point_and_every_source(instrument_id):
    instrument = load_instrument(instrument_id)
    page = instrument_page(instrument)
    for table in instrument.cut_points:
        assert f"source: {table.source}" in page
        for subscale_id, ranges in table.ranges.items():
            for band, (first, last) in ranges.items():
                shown = f"{band} {first}" if first == last else f"{band} {first}-{last}"
                assert re.search(rf"{subscale_id} .*\b{shown}\b", page)
    for subscale in instrument.subscale:
        assert f"source: {subscale.source}" in page


def test_the_page_shows_key_reversals_and_gate_of_sdq():
    page = instrument_page(load_instrument("sdq"))
    assert "items 5, 7, 12, 18, 22\n    reversed: 7\n" in page
    assert "prosocial (0 to 10, higher is better)" in page
    assert "item 26 answered 0: score 0" in page
    assert "teacher: items 28, 30, 31 (0 to 6)" in page
    assert "0 counts 0, 1 counts 0, 2 counts 1, 3 counts 2; not scored: 27, 33" in page
    assert "Nothing is scored until you state that you hold the permission." in page


def test_the_page_shows_both_orders_of_psc_17_and_that_young_people_have_no_bands():
    page = instrument_page(load_instrument("psc_17"))
    assert "items 2, 6, 9, 11, 15 in the order mixed" in page
    assert "items 1, 2, 3, 4, 5 in the order grouped" in page
    assert "Scores without bands" in page
    assert "more than 3 blanks on the form: no score" in page


def test_the_page_shows_the_critical_item_of_phq_a():
    page = instrument_page(load_instrument("phq_a"))
    assert "CRITICAL ITEMS\n  item 9: 1 or more, or unanswered\n" in page
    assert "CRITICAL ITEMS" not in instrument_page(load_instrument("gad_7"))


def test_the_page_shows_rules_and_cut_points_of_one_subscale_and_one_grade_band():
    page = instrument_page(built(facts()))
    assert "calm: at least 3 answered" in page
    assert "teacher, young\n      worry" in page
