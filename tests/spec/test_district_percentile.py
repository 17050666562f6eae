"""Percentiles within the district: mid-ranks, checked against plain counting.

Source: decision 054; worked example of the mid-rank in SciPy's `percentileofscore(kind="mean")`.
"""

import random

import pytest
from own_survey import REFS, OwnFolder, own_row
from programme_builder import mood_of, survey_row

from screening.warehouse import open_warehouse

ENOUGH = 100


@pytest.fixture
def folder(tmp_path) -> OwnFolder:
    return OwnFolder(tmp_path)


def percentiles(folder: OwnFolder) -> dict[tuple[str, str], dict[str, object]]:
    """Run the window; return (student_ref, subscale) → row."""
    folder.run()
    with open_warehouse(folder.open().programme.warehouse) as warehouse:
        frame = warehouse.frame("select * from int_district_percentile")
    return {(row["student_ref"], row["subscale_id"]): row for row in frame.to_dict("records")}


def mid_rank(score: int, scores: list[int]) -> float:
    """Return the percentile by counting."""
    below = sum(each < score for each in scores)
    same = sum(each == score for each in scores)
    return 100 * (below + same / 2) / len(scores)


@pytest.mark.parametrize("seed", range(3))
def test_a_percentile_is_the_share_below_and_half_of_those_level(folder, seed):
    lot = random.Random(seed)
    pairs = [(lot.randint(0, 12), lot.randint(0, 12)) for _ in range(ENOUGH + seed)]
    refs = folder.fill(pairs)
    found = percentiles(folder)
    for place, subscale in enumerate(("belonging", "worry")):
        scores = [pair[place] for pair in pairs]
        for ref, score in zip(refs, scores, strict=True):
            row = found[ref, subscale]
            assert row["percentile"] == pytest.approx(mid_rank(score, scores))
            assert row["student_count"] == len(scores)
            below = 100 * sum(each < score for each in scores) / len(scores)
            above = 100 * sum(each > score for each in scores) / len(scores)
            assert row["below_percent"] == pytest.approx(below)
            assert row["above_percent"] == pytest.approx(above)


def test_with_one_student_fewer_than_the_minimum_there_is_no_percentile(folder):
    folder.fill([(place % 13, 6) for place in range(ENOUGH)])
    assert len(percentiles(folder)) == 2 * ENOUGH
    folder.fill([(place % 13, 6) for place in range(ENOUGH - 1)])
    assert percentiles(folder) == {}


def test_a_student_without_a_score_is_not_counted_and_has_none(folder):
    folder.fill([(None, 6), *((place % 13, 6) for place in range(ENOUGH - 1))])
    found = percentiles(folder)
    assert {subscale for _, subscale in found} == {"worry"}
    assert len(found) == ENOUGH


def test_where_everyone_is_level_everyone_is_in_the_middle(folder):
    folder.fill([(6, 6)] * ENOUGH)
    rows = percentiles(folder).values()
    assert {(row["percentile"], row["below_percent"], row["above_percent"]) for row in rows} == {
        (50.0, 0.0, 0.0)
    }


def test_all_grades_and_schools_are_compared_together(folder):
    refs = REFS[:ENOUGH]
    folder.roster_rows(
        *(
            [ref, "maple", "7" if place % 2 else "8", "", "en", "yes"]
            for place, ref in enumerate(refs)
        )
    )
    folder.own(*(own_row(ref, place % 13, 6) for place, ref in enumerate(refs)))
    assert {row["student_count"] for row in percentiles(folder).values()} == {ENOUGH}


def test_scores_with_published_cut_points_have_no_percentile(folder):
    refs = folder.fill([(6, 6)] * ENOUGH)
    folder.survey(*(survey_row(ref, mood=mood_of(3)) for ref in refs))
    with_mood = percentiles(folder)
    assert len(with_mood) == 2 * ENOUGH
    assert {row["instrument_id"] for row in with_mood.values()} == {"our_survey"}


def test_nobody_without_consent_is_compared_with(folder):
    refs = REFS[: ENOUGH + 1]
    folder.roster_rows(
        [refs[0], "maple", "7", "", "en", "opted_out"],
        *([ref, "maple", "7", "", "en", "yes"] for ref in refs[1:]),
    )
    folder.own(*(own_row(ref, 6, 6) for ref in refs))
    found = percentiles(folder)
    assert refs[0] not in {ref for ref, _ in found}
    assert {row["student_count"] for row in found.values()} == {ENOUGH}


FLAT = [(6, 0)] * 80
"""Eighty students level with each other on both subscales."""


@pytest.mark.parametrize(
    ("level", "tier"),
    [
        (20, 2),  # mid-rank 100 - 20 / 2 = 90
        (21, 1),  # 101 students: 100 - 10.4 = 89.6
        (1, 2),
    ],
)
def test_a_rule_holds_from_its_percentile_on_and_not_below_it(folder, level, tier):
    refs = folder.fill([*FLAT, *([(6, 0)] * (20 - level)), *([(6, 9)] * level)])
    assert folder.run().tiers[refs[-1]]["tier"] == tier


def test_the_reason_says_how_many_of_a_hundred_are_lower_and_never_more(folder):
    refs = folder.fill([*FLAT, *([(6, 1)] * 12), *([(6, 9)] * 13)])
    row = folder.run().tiers[refs[-1]]
    assert row["why"] == (
        "More worries than most here. Worry items: higher than 87 of 100 students here who"
        " answered; no published cut-point."
    )
    assert int(100 * 92 / 105) == 87


def test_where_a_higher_score_is_better_the_lowest_are_told_so(folder):
    refs = folder.fill([*((12, 0) for _ in range(ENOUGH - 1)), (0, 0)])
    row = folder.run().tiers[refs[-1]]
    assert (row["tier"], row["areas"]) == (2, "peer_social")
    assert "Belonging items: lower than 99 of 100 students here" in row["why"]


def test_a_percentile_and_a_band_that_meet_one_rule_are_both_reasons(tmp_path):
    text = OwnFolder(tmp_path / "a").path.joinpath("tier_rule.toml").read_text(encoding="utf-8")
    both = """
[[rule]]
id = "both"
tier = 3
needs = 2
words = "Low mood, and worries."
areas = ["internalising", "peer_social"]
source = "Made up."
condition = [
    { instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" },
    { instrument = "our_survey", informant = "self", subscale = "worry", percentile_at_least = 90 },
]
"""
    folder = OwnFolder(tmp_path / "b", tier_rule=text + both)
    refs = folder.fill([*((6, 0) for _ in range(ENOUGH - 2)), (6, 12), (6, 12)])
    folder.survey(survey_row(refs[-1], mood=mood_of(12)), survey_row(refs[-2], mood=mood_of(3)))
    tiers = folder.run().tiers
    assert tiers[refs[-1]]["tier"] == 3
    assert tiers[refs[-1]]["why"].startswith("Low mood, and worries. Worry items: higher than 98")
    assert tiers[refs[-2]]["tier"] == 2
