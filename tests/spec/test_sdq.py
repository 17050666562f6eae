"""SDQ, transcribed from the tables of the research note, not from the definition."""

import pytest
from vectors import adding_up_to, constant, edges, printed

KEY = {
    "emotional": [3, 8, 13, 16, 24],
    "conduct": [5, 7, 12, 18, 22],
    "hyperactivity": [2, 10, 15, 21, 25],
    "peer": [6, 11, 14, 19, 23],
    "prosocial": [1, 4, 9, 17, 20],
}
TURNED = [7, 11, 14, 21, 25]
DIFFICULTIES = [n for name in ("emotional", "conduct", "hyperactivity", "peer") for n in KEY[name]]
INFORMANTS = ("self", "caregiver", "teacher")
THREE_BAND = """
total_difficulties | 0-15 / 16-19 / 20-40 | 0-13 / 14-16 / 17-40 | 0-11 / 12-15 / 16-40
emotional          | 0-5 / 6 / 7-10       | 0-3 / 4 / 5-10       | 0-4 / 5 / 6-10
conduct            | 0-3 / 4 / 5-10       | 0-2 / 3 / 4-10       | 0-2 / 3 / 4-10
hyperactivity      | 0-5 / 6 / 7-10       | 0-5 / 6 / 7-10       | 0-5 / 6 / 7-10
peer               | 0-3 / 4-5 / 6-10     | 0-2 / 3 / 4-10       | 0-3 / 4 / 5-10
prosocial          | 6-10 / 5 / 0-4       | 6-10 / 5 / 0-4       | 6-10 / 5 / 0-4
"""
FOUR_BAND = """
total_difficulties | 0-14/15-17/18-19/20-40 | 0-13/14-16/17-19/20-40 | 0-11/12-15/16-18/19-40
emotional          | 0-4 / 5 / 6 / 7-10     | 0-3 / 4 / 5-6 / 7-10   | 0-3 / 4 / 5 / 6-10
conduct            | 0-3 / 4 / 5 / 6-10     | 0-2 / 3 / 4-5 / 6-10   | 0-2 / 3 / 4 / 5-10
hyperactivity      | 0-5 / 6 / 7 / 8-10     | 0-5 / 6-7 / 8 / 9-10   | 0-5 / 6-7 / 8 / 9-10
peer               | 0-2 / 3 / 4 / 5-10     | 0-2 / 3 / 4 / 5-10     | 0-2 / 3-4 / 5 / 6-10
prosocial          | 7-10 / 6 / 5 / 0-4     | 8-10 / 7 / 6 / 0-5     | 6-10 / 5 / 4 / 0-3
"""
BANDS = {
    "three_band": ("close_to_average", "borderline", "high"),
    "four_band": ("close_to_average", "slightly_raised", "high", "very_high"),
}
LOWERED = {
    "three_band": ("close_to_average", "borderline", "low"),
    "four_band": ("close_to_average", "slightly_lowered", "low", "very_low"),
}
IMPACT = {
    "three_band": {"self": "0/1/2-10", "caregiver": "0/1/2-10", "teacher": "0/1/2-6"},
    "four_band": {"self": "0/1/2/3-10", "caregiver": "0/1/2/3-10", "teacher": "0/1/2/3-6"},
}


def tables():
    for scheme, text in (("three_band", THREE_BAND), ("four_band", FOUR_BAND)):
        for line in text.strip().splitlines():
            subscale, *columns = (part.strip() for part in line.split("|"))
            for informant, table in zip(INFORMANTS, columns, strict=True):
                yield scheme, informant, subscale, table


def row_scoring(subscale, points):
    items = DIFFICULTIES if subscale == "total_difficulties" else KEY[subscale]
    return adding_up_to(points, items, highest=2, count=25, turned=TURNED)


@pytest.mark.parametrize(("scheme", "informant", "subscale", "table"), list(tables()))
def test_every_score_has_the_band_the_manual_prints(score, scheme, informant, subscale, table):
    bands = (LOWERED if subscale == "prosocial" else BANDS)[scheme]
    expected = printed(table, bands)
    assert edges(expected)
    rows = {f"s{points:02d}": row_scoring(subscale, points) for points in expected}
    found = score("sdq", rows, informant=informant, scheme=scheme)
    for points, band in expected.items():
        assert found[f"s{points:02d}"][subscale] == (points, band, bands.index(band))


def test_externalising_and_internalising_are_sums_without_bands(score):
    rows = {"s1": constant(25, 2)}
    found = score("sdq", rows, informant="self")["s1"]
    assert found["externalising"] == (8 + 6, None, None)
    assert found["internalising"] == (10 + 6, None, None)


@pytest.mark.parametrize("subscale", KEY)
def test_three_answers_of_five_are_enough_and_two_are_not(score, subscale):
    whole = row_scoring(subscale, 0)
    three = whole | dict.fromkeys(KEY[subscale][:2])
    two = whole | dict.fromkeys(KEY[subscale][:3])
    found = score("sdq", {"three": three, "two": two}, informant="self")
    assert found["three"][subscale][0] == 0
    assert found["two"][subscale] == (None, None, None)


def test_four_points_from_three_answers_make_seven(score):
    row = constant(25, 0) | {3: 2, 8: 2, 13: 0, 16: None, 24: None}
    assert score("sdq", {"s1": row}, informant="self")["s1"]["emotional"][0] == 7


def with_impact(informant, gate, answers):
    numbers = [28, 30, 31] if informant == "teacher" else [28, 29, 30, 31, 32]
    return constant(25, 0) | {26: gate} | dict(zip(numbers, answers, strict=True))


@pytest.mark.parametrize("scheme", IMPACT)
@pytest.mark.parametrize("informant", INFORMANTS)
def test_every_impact_score_has_its_band(score, scheme, informant):
    count = 3 if informant == "teacher" else 5
    expected = printed(IMPACT[scheme][informant], BANDS[scheme])
    rows = {}
    for points in expected:
        twos, ones = divmod(points, 2)
        answers = [3] * twos + [2] * ones + [1] * (count - twos - ones)
        rows[f"s{points:02d}"] = with_impact(informant, 1, answers)
    found = score("sdq", rows, informant=informant, scheme=scheme)
    for points, band in expected.items():
        assert found[f"s{points:02d}"]["impact"] == (points, band, BANDS[scheme].index(band))


def test_impact_counts_answers_as_nought_nought_one_two(score):
    rows = {str(answer): with_impact("self", 1, [answer, 0, 0, 0, 0]) for answer in range(4)}
    found = score("sdq", rows, informant="self")
    assert [found[str(answer)]["impact"][0] for answer in range(4)] == [0, 0, 1, 2]


def test_impact_is_not_there_when_it_was_not_asked(score):
    assert "impact" not in score("sdq", {"s1": constant(25, 1)}, informant="self")["s1"]


def test_impact_has_no_score_when_the_gate_or_a_follow_up_is_blank(score):
    rows = {
        "gate": with_impact("self", None, [3, 3, 3, 3, 3]),
        "follow_up": with_impact("self", 2, [3, 3, 3, 3, None]),
    }
    found = score("sdq", rows, informant="self")
    assert found["gate"]["impact"] == found["follow_up"]["impact"] == (None, None, None)
