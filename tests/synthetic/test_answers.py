"""The made-up answers look like published ones (instrument research note, parts 3 and 6)."""

import numpy as np
import pytest
from riverbend_key import LIBRARY

from screening.programme.load import load_programme
from screening.scoring.tier_rule import definition_rows
from screening.synthetic.answers import BLANK
from screening.synthetic.district import draw_district
from screening.synthetic.plan import load_plan

GOING_WELL = {"dsecs_s", "belonging"}


def known(scores: np.ndarray) -> np.ndarray:
    return scores[~np.isnan(scores)]


def share(scores: np.ndarray, at_least: int, below: int = 99) -> float:
    """Percent of the known scores in [at_least, below)."""
    return 100 * float(np.mean((known(scores) >= at_least) & (known(scores) < below)))


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    both = ~np.isnan(one) & ~np.isnan(other)
    return float(np.corrcoef(one[both], other[both])[0, 1])


def class_icc(scores: np.ndarray, classes: np.ndarray) -> float:
    """Share of variance between classes, by one-way analysis of variance."""
    there = ~np.isnan(scores)
    scores, classes = scores[there], classes[there]
    _, place, size = np.unique(classes, return_inverse=True, return_counts=True)
    means = np.bincount(place, scores) / size
    between = (size * (means - scores.mean()) ** 2).sum() / (len(size) - 1)
    within = ((scores - means[place]) ** 2).sum() / (len(scores) - len(size))
    usual = (len(scores) - (size**2).sum() / len(scores)) / (len(size) - 1)
    return float((between - within) / (between + (usual - 1) * within))


def test_psc_17_total_has_the_mean_and_spread_of_stoppelbein_2012(scored):
    total = known(scored.scores("psc_17", "total"))
    assert total.mean() == pytest.approx(6.74, abs=0.7)
    assert total.std() == pytest.approx(5.62, abs=0.7)


@pytest.mark.parametrize(
    ("subscale", "cut_point", "published"),
    [
        ("total", 15, 11.6),
        ("internalising", 5, 10.4),
        ("attention", 7, 9.1),
        ("externalising", 7, 10.2),
    ],
)
def test_psc_17_shares_above_the_cut_point_are_near_murphy_2016(
    scored, subscale, cut_point, published
):
    assert share(scored.scores("psc_17", subscale), cut_point) == pytest.approx(published, abs=2.5)


@pytest.mark.parametrize("instrument", ["phq_a", "gad_7"])
def test_ten_to_fifteen_percent_of_adolescents_reach_ten(scored, instrument):
    assert 9 <= share(scored.scores(instrument, "total"), 10) <= 15


def test_phq_a_severe_levels_are_rarer_than_moderate_ones(scored):
    total = scored.scores("phq_a", "total")
    assert 0 < share(total, 20) < share(total, 15, 20) < share(total, 10, 15) < share(total, 5, 10)


def test_five_to_ten_percent_endorse_the_critical_item_as_in_shield(scored):
    submissions = scored.windows[-1].submissions["phq_a"]
    item = submissions.codes[:, 8]
    assert 5 <= 100 * np.mean(item[item != BLANK] > 0) <= 10


def test_some_endorse_the_critical_item_with_a_total_below_ten(scored):
    """3 to 7 % of real records (trap 10 of the research note)."""
    total = scored.scores("phq_a", "total")
    submissions = scored.windows[-1].submissions["phq_a"]
    item = np.full(len(total), -1)
    item[submissions.row] = submissions.codes[:, 8]
    endorsed_below = (item > 0) & (total < 10)
    assert 2 <= 100 * endorsed_below.sum() / len(known(total)) <= 7


def test_teachers_rate_about_five_percent_high_and_twelve_moderate(scored):
    e7 = scored.scores("srss_ie", "e7")
    assert share(e7, 9) == pytest.approx(5, abs=1.5)
    assert share(e7, 4, 9) == pytest.approx(12, abs=2)


def test_teacher_ratings_share_as_much_variance_by_class_as_published(scored):
    """Between-teacher ICC 0.12 to 0.23."""
    classes = scored.windows[-1].enrolment.class_number
    assert 0.12 <= class_icc(scored.scores("srss_ie", "e7"), classes) <= 0.23


def test_caregivers_and_students_know_nothing_of_classes(scored):
    classes = scored.windows[-1].enrolment.class_number
    assert abs(class_icc(scored.scores("psc_17", "total"), classes)) < 0.04
    assert abs(class_icc(scored.scores("phq_a", "total"), classes)) < 0.04


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        (("psc_17", "externalising"), ("srss_ie", "e7"), 0.30),
        (("psc_17", "internalising"), ("srss_ie", "i5"), 0.25),
        (("phq_a", "total"), ("srss_ie", "i6"), 0.25),
    ],
)
def test_two_informants_agree_as_little_as_in_341_studies(scored, one, other, published):
    """r = 0.28 overall, 0.25 internalising, 0.30 externalising (De Los Reyes 2015)."""
    assert correlation(scored.scores(*one), scored.scores(*other)) == pytest.approx(
        published, abs=0.08
    )


@pytest.mark.parametrize("window", [0, 1, 2])
@pytest.mark.parametrize(
    ("instrument", "subscale"), [("psc_17", "total"), ("phq_a", "total"), ("gad_7", "total")]
)
def test_a_student_scores_much_as_in_the_window_before(scored, instrument, subscale, window):
    before = scored.of_everybody(instrument, subscale, window)
    after = scored.of_everybody(instrument, subscale, window + 1)
    assert correlation(before, after) == pytest.approx(0.75, abs=0.07)


def test_teacher_ratings_last_within_a_school_year_and_change_with_the_teacher(scored):
    windows = [scored.of_everybody("srss_ie", "e7", window) for window in range(4)]
    assert correlation(windows[1], windows[2]) == pytest.approx(0.75, abs=0.07)
    assert correlation(windows[2], windows[3]) < 0.6


def test_about_two_percent_of_single_answers_are_blank(scored):
    for instrument in ("psc_17", "phq_a"):
        codes = scored.windows[-1].submissions[instrument].codes
        assert 100 * np.mean(codes == BLANK) == pytest.approx(2, abs=0.4)


def test_about_seven_percent_of_students_are_absent(scored):
    made = scored.windows[-1]
    due = (made.enrolment.grade >= 6) & (made.enrolment.consent == "yes")
    assert 1 - len(made.submissions["phq_a"].row) / due.sum() == pytest.approx(0.07, abs=0.015)


def test_nobody_answers_about_a_student_who_is_opted_out_or_not_due(scored):
    for screener in load_plan().screener:
        made = scored.windows[-1]
        row = made.submissions[screener.instrument].row
        assert set(made.enrolment.consent[row]) == {"yes"}
        assert made.enrolment.grade[row].min() == screener.first_grade
        assert made.enrolment.grade[row].max() == screener.last_grade


def test_every_code_is_one_of_the_instrument(scored):
    for instrument_id, submissions in scored.windows[-1].submissions.items():
        allowed = set(LIBRARY.get(instrument_id).answers.codes.values())
        assert set(np.unique(submissions.codes)) == allowed | {BLANK}


@pytest.mark.parametrize(
    "subscale", ["responsible_decisions", "relationships", "self_management", "social_awareness"]
)
def test_about_two_in_five_students_show_each_strength(scored, subscale):
    strength = next(s for s in LIBRARY.get("dsecs_s").subscale if s.id == subscale).strength
    assert 25 <= share(scored.scores("dsecs_s", subscale), strength.at_least) <= 50


def test_what_goes_well_is_rarer_where_mood_is_low_and_never_rules_it_out(scored):
    mood = scored.scores("phq_a", "total")
    for instrument, subscale in (("dsecs_s", "total"), ("belonging", "belonging")):
        assert -0.5 < correlation(mood, scored.scores(instrument, subscale)) < -0.15


@pytest.mark.parametrize(("instrument", "turned"), [("dsecs_s", 0), ("belonging", 3)])
def test_an_item_that_counts_from_the_other_end_falls_where_the_others_rise(
    scored, instrument, turned
):
    codes = scored.windows[-1].submissions[instrument].codes.astype(float)
    complete = codes[(codes != BLANK).all(axis=1)]
    rest = np.delete(complete, turned, axis=1).sum(axis=1)
    assert correlation(complete[:, turned], rest) < -0.3


def test_asking_what_goes_well_changes_no_answer_to_any_other_screener():
    plan = load_plan()
    concerns = [each for each in plan.screener if each.instrument not in GOING_WELL]
    without = plan.model_copy(update={"screener": tuple(concerns)})
    _, windows = draw_district(without, students=300, seed=7, windows=2)
    _, asked = draw_district(plan, students=300, seed=7, windows=2)
    for one, other in zip(windows, asked, strict=True):
        assert set(other.submissions) - set(one.submissions) == GOING_WELL
        for instrument, submissions in one.submissions.items():
            assert np.array_equal(submissions.codes, other.submissions[instrument].codes)


def tiers(scored, clean) -> np.ndarray:
    """Tier per student with a score, by plain loops over the rule's rows."""
    programme = load_programme(clean.folder)
    rows = definition_rows(
        programme.tier_rule, programme=programme.settings, library=programme.library
    )
    grade = scored.windows[-1].enrolment.grade
    tier = np.ones(len(grade), dtype=int)
    for rule in rows.def_tier_rule:
        held = {"condition": np.zeros(len(grade), int), "gate": np.zeros(len(grade), int)}
        wanted = {"condition": rule["needs"], "gate": 0}
        for row in rows.def_tier_condition:
            if row["rule_id"] == rule["rule_id"]:
                held[row["kind"]] += holds(scored, grade, row)
                wanted["gate"] += row["kind"] == "gate"
        fires = (held["condition"] >= wanted["condition"]) & (held["gate"] >= wanted["gate"])
        tier[fires] = np.maximum(tier[fires], rule["tier"])
    screeners = [("psc_17", "total"), ("phq_a", "total"), ("gad_7", "total"), ("srss_ie", "e7")]
    answered = np.any([~np.isnan(scored.scores(*each)) for each in screeners], axis=0)
    return tier[answered]


def percentiles(scores: np.ndarray) -> np.ndarray:
    """Mid-rank of each known score among all; nan where there is none."""
    below = np.array([np.sum(scores < each) + np.sum(scores == each) / 2 for each in scores])
    return np.where(np.isnan(scores), np.nan, 100 * below / len(known(scores)))


def holds(scored, grade: np.ndarray, row: dict) -> np.ndarray:
    if row["percentile_at_most"] is not None:
        of_all = percentiles(scored.scores(row["instrument_id"], row["subscale_id"]))
        return np.nan_to_num(of_all, nan=100) <= row["percentile_at_most"]
    instrument = LIBRARY.get(row["instrument_id"])
    scheme = next(each for each in instrument.scheme if each.id == row["scheme"])
    bands = {band.id for band in scheme.band if band.rank >= row["band_rank_at_least"]}
    ranges = next(
        cut_points.ranges[row["subscale_id"]]
        for cut_points in instrument.cut_points
        if cut_points.scheme == row["scheme"] and row["informant"] in cut_points.informants
    )
    lowest = min(ranges[band][0] for band in bands)
    due = {"i5": grade <= 5, "i6": grade >= 6}.get(row["subscale_id"], grade >= 0)
    return due & (
        np.nan_to_num(scored.scores(row["instrument_id"], row["subscale_id"]), nan=-1) >= lowest
    )


def test_the_tier_rule_gives_the_usual_shares(scored, clean):
    """Usual in multi-tiered programmes: 80 to 88, 10 to 15 and 2 to 5 %."""
    tier = tiers(scored, clean)
    assert 80 <= 100 * np.mean(tier == 1) <= 88
    assert 10 <= 100 * np.mean(tier == 2) <= 15
    assert 2 <= 100 * np.mean(tier == 3) <= 5
