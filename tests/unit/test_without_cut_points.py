"""Which scores no published table can band, and what is said about them."""

import pytest
from invented_instrument import built, facts

from screening.instruments.library import load_instrument
from screening.instruments.without_cut_points import (
    PERCENTILES_ONLY,
    STRENGTHS_ONLY,
    lacking_cut_points,
    what_it_gives,
    without_cut_points,
)


def bare() -> dict:
    content = facts()
    for key in ("scheme", "cut_points"):
        del content[key]
    return content


def test_a_sum_without_a_table_of_its_own_lacks_cut_points():
    assert without_cut_points(built(facts()), "teacher") == ("all_items",)


def test_an_instrument_without_a_scheme_lacks_all_of_them():
    instrument = built(bare())
    assert without_cut_points(instrument, "teacher") == instrument.subscale_ids
    assert what_it_gives(instrument) == f"3 subscales, no cut-points: {PERCENTILES_ONLY}."


def test_how_a_form_was_answered_is_never_compared():
    content = bare()
    content["subscale"][0] |= {"kind": "validity", "area": "answering"}
    assert without_cut_points(built(content), "teacher") == ("worry", "all_items")


@pytest.mark.parametrize(
    ("instrument_id", "informant", "lacking"),
    [
        ("psc_17", "caregiver", ()),
        ("psc_17", "self", ("internalising", "attention", "externalising", "total")),
        ("rcads_25", "self", ()),
        ("rcads_25", "caregiver", ("depression", "anxiety", "total")),
        ("who_5", "self", ()),
        ("gad_7", "self", ()),
    ],
)
def test_a_raw_score_beside_a_banded_score_made_from_it_needs_no_other(
    instrument_id, informant, lacking
):
    assert without_cut_points(load_instrument(instrument_id), informant) == lacking


def test_what_an_instrument_gives_names_whose_scores_lack_cut_points():
    assert what_it_gives(load_instrument("gad_7")) == "1 subscale, with cut-points."
    said = what_it_gives(load_instrument("psc_17"))
    assert "No cut-points for internalising, attention, externalising, total (self)" in said
    assert said.endswith(f"{PERCENTILES_ONLY}.")


def test_the_end_of_a_sentence_is_empty_where_nothing_lacks():
    assert lacking_cut_points(load_instrument("gad_7"), "self") == ""
    end = lacking_cut_points(built(facts()), "teacher")
    assert end == f"; no cut-points for all_items: {PERCENTILES_ONLY}"


def test_of_strengths_the_end_of_a_sentence_speaks_of_no_tier_at_all():
    assert lacking_cut_points(load_instrument("dsecs_s"), "self") == f"; {STRENGTHS_ONLY}"
