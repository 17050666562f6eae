"""phq_a, transcribed from the research note, not from the definition."""

import pytest
from vectors import adding_up_to, constant, edges, printed

SCHEMES = {
    "severity": (
        "0-4 / 5-9 / 10-14 / 15-19 / 20-27",
        ("none_minimal", "mild", "moderate", "moderately_severe", "severe"),
    ),
    "screen": ("0-9 / 10-27", ("below_cut_point", "at_or_above_cut_point")),
    "screen_11": ("0-10 / 11-27", ("below_cut_point", "at_or_above_cut_point")),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_score_has_the_band_the_manual_prints(score, scheme):
    table, bands = SCHEMES[scheme]
    expected = printed(table, bands)
    assert len(edges(expected)) == 3 * (len(bands) - 1)
    rows = {
        f"s{points:02d}": adding_up_to(points, range(1, 10), highest=3, count=9)
        for points in expected
    }
    found = score("phq_a", rows, informant="self", scheme=scheme)
    for points, band in expected.items():
        assert found[f"s{points:02d}"]["total"] == (points, band, bands.index(band))


def test_severity_is_meant_where_no_scheme_is_said(score):
    assert score("phq_a", {"s1": constant(9, 1)}, informant="self")["s1"]["total"] == (9, "mild", 1)


@pytest.mark.parametrize(
    ("blank", "expected"),
    [([1], 9), ([1, 2], 9), ([1, 2, 3], None), (range(1, 10), None)],
)
def test_seven_answers_are_enough_and_six_are_not(score, blank, expected):
    row = constant(9, 1) | dict.fromkeys(blank)
    assert score("phq_a", {"s1": row}, informant="self")["s1"]["total"][0] == expected


def test_a_half_is_rounded_up(score):
    # Eight answers adding up to 4: 4 x 9 / 8 = 4.5.
    row = constant(9, 0) | {1: 2, 2: 2, 9: None}
    assert score("phq_a", {"s1": row}, informant="self")["s1"]["total"] == (5, "mild", 1)


@pytest.mark.parametrize("answer", [0, 1, 2, 3])
def test_constant_answers_add_up(score, answer):
    found = score("phq_a", {"s1": constant(9, answer)}, informant="self")
    assert found["s1"]["total"][0] == 9 * answer
