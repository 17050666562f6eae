"""SRSS-IE, transcribed from the research note, not from the definition."""

import pytest
from vectors import adding_up_to, constant, edges, printed

BANDS = ("low", "moderate", "high")
TABLES = {
    "e7": ([1, 2, 3, 4, 5, 6, 7], "0-3 / 4-8 / 9-21", "3"),
    "i5": ([8, 9, 10, 11, 12], "0-1 / 2-3 / 4-15", "5"),
    "i6": ([4, 8, 9, 10, 11, 12], "0-3 / 4-5 / 6-18", "6"),
}
ELEMENTARY = ["K", "1", "2", "3", "4", "5"]
MIDDLE_HIGH = ["6", "7", "8", "9", "10", "11", "12"]


@pytest.mark.parametrize("subscale", TABLES)
def test_every_score_has_the_band_the_manual_prints(score, subscale):
    items, table, grade = TABLES[subscale]
    expected = printed(table, BANDS)
    assert len(edges(expected)) >= 5
    rows = {
        f"s{points:02d}": adding_up_to(points, items, highest=3, count=12) for points in expected
    }
    grades = dict.fromkeys(rows, grade)
    found = score("srss_ie", rows, informant="teacher", grades=grades)
    for points, band in expected.items():
        assert found[f"s{points:02d}"][subscale] == (points, band, BANDS.index(band))


@pytest.mark.parametrize(
    ("grade", "own"), [(g, "i5") for g in ELEMENTARY] + [(g, "i6") for g in MIDDLE_HIGH]
)
def test_the_grade_chooses_the_internalising_subscale(score, grade, own):
    rows = {"s1": constant(12, 1)}
    found = score("srss_ie", rows, informant="teacher", grades={"s1": grade})["s1"]
    assert list(found) == ["e7", own]


@pytest.mark.parametrize("grade", ["PK", "", "13", "third"])
def test_an_unknown_grade_leaves_out_what_depends_on_it(score, grade):
    rows = {"s1": constant(12, 1)}
    found = score("srss_ie", rows, informant="teacher", grades={"s1": grade})["s1"]
    assert list(found) == ["e7"]


def test_without_a_grade_column_only_e7_is_scored(score):
    assert list(score("srss_ie", {"s1": constant(12, 1)}, informant="teacher")["s1"]) == ["e7"]


def test_one_blank_leaves_the_other_subscale_scored(score):
    rows = {"s1": constant(12, 1) | {1: None}, "s2": constant(12, 1) | {12: None}}
    found = score("srss_ie", rows, informant="teacher", grades={"s1": "3", "s2": "3"})
    assert found["s1"] == {"e7": (None, None, None), "i5": (5, "high", 2)}
    assert found["s2"] == {"e7": (7, "moderate", 1), "i5": (None, None, None)}


@pytest.mark.parametrize("answer", [0, 1, 2, 3])
def test_constant_answers_add_up(score, answer):
    rows = {"young": constant(12, answer), "older": constant(12, answer)}
    found = score("srss_ie", rows, informant="teacher", grades={"young": "1", "older": "9"})
    assert found["young"]["e7"][0] == found["older"]["e7"][0] == 7 * answer
    assert found["young"]["i5"][0] == 5 * answer
    assert found["older"]["i6"][0] == 6 * answer
