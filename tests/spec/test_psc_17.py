"""PSC-17, transcribed from the research note, not from the definition."""

import pytest
from vectors import adding_up_to, constant, edges, printed

MIXED = {
    "internalising": [2, 6, 9, 11, 15],
    "attention": [1, 3, 7, 13, 17],
    "externalising": [4, 5, 8, 10, 12, 14, 16],
}
GROUPED = {
    "internalising": [1, 2, 3, 4, 5],
    "attention": [6, 7, 8, 9, 10],
    "externalising": [11, 12, 13, 14, 15, 16, 17],
}
BANDS = ("below_cut_point", "at_or_above_cut_point")
CAREGIVER = {
    "total": "0-14 / 15-34",
    "internalising": "0-4 / 5-10",
    "attention": "0-6 / 7-10",
    "externalising": "0-6 / 7-14",
}


def row_scoring(key, subscale, points):
    items = list(range(1, 18)) if subscale == "total" else key[subscale]
    return adding_up_to(points, items, highest=2, count=17)


@pytest.mark.parametrize("subscale", CAREGIVER)
@pytest.mark.parametrize(("order", "key"), [("mixed", MIXED), ("grouped", GROUPED)])
def test_every_score_has_the_band_the_manual_prints(score, order, key, subscale):
    expected = printed(CAREGIVER[subscale], BANDS)
    assert len(edges(expected)) == 3
    rows = {f"s{points:02d}": row_scoring(key, subscale, points) for points in expected}
    found = score("psc_17", rows, informant="caregiver", item_order=order)
    for points, band in expected.items():
        assert found[f"s{points:02d}"][subscale] == (points, band, BANDS.index(band))


def test_the_mixed_order_is_meant_where_none_is_said(score):
    rows = {"s1": row_scoring(MIXED, "attention", 10)}
    assert score("psc_17", rows, informant="caregiver")["s1"]["attention"][0] == 10


def test_young_people_have_scores_without_bands(score):
    found = score("psc_17", {"s1": constant(17, 2)}, informant="self")["s1"]
    assert found == {
        "internalising": (10, None, None),
        "attention": (10, None, None),
        "externalising": (14, None, None),
        "total": (34, None, None),
    }


@pytest.mark.parametrize("answer", [0, 1, 2])
def test_constant_answers_add_up(score, answer):
    found = score("psc_17", {"s1": constant(17, answer)}, informant="caregiver")["s1"]
    assert {name: row[0] for name, row in found.items()} == {
        "internalising": 5 * answer,
        "attention": 5 * answer,
        "externalising": 7 * answer,
        "total": 17 * answer,
    }
