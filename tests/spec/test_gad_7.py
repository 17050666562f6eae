"""GAD-7, transcribed from the research note, not from the definition."""

import pytest
from vectors import adding_up_to, constant, edges, printed

SCHEMES = {
    "severity": ("0-4 / 5-9 / 10-14 / 15-21", ("minimal", "mild", "moderate", "severe")),
    "screen": ("0-9 / 10-21", ("below_cut_point", "at_or_above_cut_point")),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_score_has_the_band_the_manual_prints(score, scheme):
    table, bands = SCHEMES[scheme]
    expected = printed(table, bands)
    assert len(edges(expected)) == 3 * (len(bands) - 1)
    rows = {
        f"s{points:02d}": adding_up_to(points, range(1, 8), highest=3, count=7)
        for points in expected
    }
    found = score("gad_7", rows, informant="self", scheme=scheme)
    for points, band in expected.items():
        assert found[f"s{points:02d}"]["total"] == (points, band, bands.index(band))


@pytest.mark.parametrize("blank", range(1, 8))
def test_one_blank_gives_no_score(score, blank):
    row = constant(7, 3) | {blank: None}
    assert score("gad_7", {"s1": row}, informant="self")["s1"]["total"] == (None, None, None)


def test_there_is_no_critical_item(critical):
    assert critical("gad_7", {"s1": constant(7, 3)}, informant="self") == []


@pytest.mark.parametrize("answer", [0, 1, 2, 3])
def test_constant_answers_add_up(score, answer):
    found = score("gad_7", {"s1": constant(7, answer)}, informant="self")
    assert found["s1"]["total"][0] == 7 * answer
