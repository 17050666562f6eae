"""A student is told to be near a cut only where the other side would change what the rule says.

The tier rule is applied here once more, in plain Python, to each student's bands, once as they are
and once for each cut with the student on its other side.
"""

import random
from collections import defaultdict
from math import sqrt

import pytest
from doubted import doubted, read_back
from programme_builder import Folder, checklist_row, mood_of, survey_row
from programme_texts import TIER_RULE
from scipy.stats import norm

from screening.run.doubt import describe_doubt
from screening.score_quality.acted_cuts import boundaries
from screening.uncertainty.definition_rows import acted_cuts
from screening.warehouse import open_warehouse

TELL_FROM = 0.2


def rule_tier(rules, ranks, met_otherwise):
    """Return the tier that (tier, needs, conditions, gates) rules give to bands."""

    def is_met(condition):
        key, rank = condition
        return met_otherwise.get(condition, False) if rank is None else ranks.get(key, -1) >= rank

    return max(
        (
            tier
            for tier, needs, conditions, gates in rules
            if sum(map(is_met, conditions)) >= needs and all(map(is_met, gates))
        ),
        default=1,
    )


def rules_of(programme):
    def plain(condition):
        instrument = programme.library.get(condition.instrument)
        key = (condition.instrument, condition.informant, condition.subscale)
        if condition.band is None:
            return key, None
        used = next(
            screener.scheme
            for screener in programme.settings.screener
            if (screener.instrument, screener.informant) == key[:2]
        )
        scheme = next(each for each in instrument.scheme if used in {None, each.id})
        return key, next(band.rank for band in scheme.band if band.id == condition.band)

    return [
        (rule.tier, rule.needs, [*map(plain, rule.condition)], [*map(plain, rule.gate)])
        for rule in programme.tier_rule.rule
    ]


def scores_of(tables):
    found = defaultdict(dict)
    for ref, *key, score, rank in tables.rows(
        "select student_ref, instrument_id, informant, subscale_id, subscale_score, band_rank"
        " from int_subscale_score where band_rank is not null"
    ):
        found[ref][tuple(key)] = (score, rank)
    return found


def expected(district, tables):
    """Return student → (chance, informant) of every decisive cut that is near."""
    sd_and_reliability = {
        tuple(row[:3]): row[3:]
        for row in tables.rows(
            "select instrument_id, informant, subscale_id, sd, reliability from fact_reliability"
        )
    }
    published = {("psc_17", "caregiver", "total"): 0.85, ("gad_7", "self", "total"): 0.83}
    cuts = [
        (cut.key, cut.rank, boundaries(cut.form, cut.subscale_id, rank=cut.rank))
        for cut in acted_cuts(district.programme)
    ]
    rules = rules_of(district.programme)
    percentiles = defaultdict(dict)
    for ref, *key in tables.rows(
        "select student_ref, instrument_id, informant, subscale_id from int_condition"
        " inner join def_tier_condition using (rule_id, instrument_id, informant, subscale_id)"
        " where is_met and band_rank_at_least is null"
    ):
        percentiles[ref][tuple(key), None] = True
    found = defaultdict(list)
    for ref, of_student in scores_of(tables).items():
        ranks = {key: rank for key, (_, rank) in of_student.items()}
        tier = rule_tier(rules, ranks, percentiles[ref])
        for key, rank, points in cuts:
            if key not in of_student:
                continue
            score, own = of_student[key]
            sd, reliability = sd_and_reliability[key]
            error = sd * sqrt(1 - published.get(key, reliability))
            chance = norm.sf(abs(score - points[None]) / (error * sqrt(2)))
            other = ranks | {key: rank - 1 if own >= rank else rank}
            if chance >= TELL_FROM and rule_tier(rules, other, percentiles[ref]) != tier:
                found[ref].append(chance)
    return found


def test_exactly_the_cuts_that_decide_are_near(district, tables):
    with_rule_tier = {
        ref
        for (ref,) in tables.rows(
            "select student_ref from int_rule_result where rule_tier is not null"
        )
    }
    known = {
        ref: max(all_) for ref, all_ in expected(district, tables).items() if ref in with_rule_tier
    }
    told = dict(
        tables.rows(
            "select student_ref, near_cut_probability from mart_student_doubt"
            " where near_cut_probability is not null"
        )
    )
    assert len(told) > 50
    assert told.keys() == known.keys()
    assert told == {ref: pytest.approx(chance) for ref, chance in known.items()}


def test_many_who_are_near_some_cut_are_left_out_because_it_decides_nothing(tables):
    near = tables.value(
        "select count(distinct student_ref) from int_subscale_score"
        " inner join stg_roster using (student_ref) semi join def_cut_chance using (instrument_id,"
        " informant, subscale_id, grade, subscale_score, band_rank)"
    )
    decisive = tables.value("select count(distinct student_ref) from int_near_cut")
    assert decisive < near


def test_a_chance_is_told_in_words_exactly_where_it_is_there(tables):
    unlike = tables.rows(
        "select * from mart_student_doubt"
        " where (near_cut_probability is not null) <> contains(doubt, 'close to a cut-point')"
    )
    assert unlike == []


def test_every_rostered_student_has_one_row(tables):
    rows, students = tables.rows(
        "select count(*), count(distinct student_ref) from mart_student_doubt"
    )[0]
    assert rows == students == tables.value("select count(*) from stg_roster")


def test_no_words_hold_a_score(tables):
    """The only number is a tenth, or weeks."""
    words = {words for (words,) in tables.rows("select distinct doubt from mart_student_doubt")}
    numbers = {part for text in words for part in text.replace(":", " ").split() if part.isdigit()}
    assert numbers <= {"2", "3", "4", "5", "7", "10"}


def test_who_has_no_tier_has_no_doubt(tables):
    assert (
        tables.value(
            "select count(*) from mart_student_tier"
            " inner join mart_student_doubt using (student_ref)"
            " where tier is null and (doubt <> '' or near_cut_probability is not null)"
        )
        == 0
    )


def test_doubt_changes_nobodys_tier(district, tables):
    """Tiers are made before, and no step of doubt writes what they are made of."""
    before = tables.rows("select * from mart_student_tier order by student_ref")
    describe_doubt(district, tables)
    assert tables.rows("select * from mart_student_tier order by student_ref") == before


# The small programme: tier 3 where the caregivers' total is past 14 and mood is moderate; the
# figures of the caregivers' total are published, so that a few students do.
CAREGIVER = "the caregiver's answers lie close to a cut-point"


def doubt_of(tmp_path, *, mood, total, tier_rule=TIER_RULE, grade="7"):
    folder = Folder(tmp_path, tier_rule=tier_rule)
    folder.roster("S001", grade=grade)
    folder.survey(survey_row("S001", mood=mood_of(mood)))
    folder.checklist(checklist_row("S001", total=total))
    found = doubted(folder.open())
    return found.tiers["S001"], CAREGIVER in found.doubt["S001"]


@pytest.mark.parametrize(("total", "tier"), [(14, 2), (15, 3)])
def test_a_cut_that_decides_is_near_from_both_sides(tmp_path, total, tier):
    assert doubt_of(tmp_path, mood=12, total=total) == (tier, True)


@pytest.mark.parametrize("total", [14, 15])
def test_the_same_cut_is_not_near_where_its_gate_is_closed(tmp_path, total):
    assert not doubt_of(tmp_path, mood=3, total=total)[1]


@pytest.mark.parametrize("total", [14, 15])
def test_the_same_cut_is_not_near_where_another_rule_gives_the_tier_anyway(tmp_path, total):
    assert doubt_of(tmp_path, mood=20, total=total) == (3, False)


@pytest.mark.parametrize("total", [10, 20])
def test_a_score_far_from_the_cut_is_not_near(tmp_path, total):
    assert not doubt_of(tmp_path, mood=12, total=total)[1]


@pytest.mark.parametrize(("grade", "is_near"), [("7", False), ("8", True)])
def test_a_rule_for_other_grades_decides_nothing(tmp_path, grade, is_near):
    of_grade_8 = TIER_RULE.replace('id = "both_see_it"\n', 'id = "both_see_it"\ngrades = ["8"]\n')
    assert of_grade_8 != TIER_RULE
    found = doubt_of(tmp_path, mood=12, total=15, tier_rule=of_grade_8, grade=grade)
    assert found == (3 if is_near else 2, is_near)


def test_where_a_person_decided_no_cut_is_near(tmp_path):
    folder = Folder(tmp_path)
    folder.roster("S001", "S002")
    folder.survey(*(survey_row(ref, mood=mood_of(12)) for ref in ("S001", "S002")))
    folder.checklist(*(checklist_row(ref, total=15) for ref in ("S001", "S002")))
    run = folder.open()
    doubted(run)
    with open_warehouse(run.programme.warehouse) as warehouse:
        warehouse.execute(
            "update mart_student_tier set override_by = 'Ana Ortiz' where student_ref = 'S001'"
        )
        warehouse.run_step("mart_student_doubt")
        found = read_back(warehouse)
    assert (found.chance["S001"], CAREGIVER in found.doubt["S001"]) == (None, False)
    assert (found.chance["S002"] > 0.4, CAREGIVER in found.doubt["S002"]) == (True, True)


def test_on_the_other_side_of_a_cut_the_score_lies_in_the_band_next_to_it(tmp_path):
    """Both bands lead to tier 2 here, so falling from the higher to the next changes nothing."""
    marked = 'id = "mood_marked"\ntier = 3\nwords = "Many signs of low mood."'
    tier_rule = TIER_RULE.replace(marked, marked.replace("3", "2"))
    assert tier_rule != TIER_RULE
    folder = Folder(tmp_path, tier_rule=tier_rule)
    chosen = random.Random(5)
    levels = [chosen.random() for _ in range(200)]
    answers = [[int(3 * level * chosen.random() + 0.5) for _ in range(9)] for level in levels]
    forms = [mood_of(15), mood_of(10), *answers]
    refs = [f"S{place:03}" for place in range(len(forms))]
    folder.roster(*refs)
    rows = zip(refs, forms, strict=True)
    folder.survey(*(survey_row(ref, mood=mood) for ref, mood in rows))
    found = doubted(folder.open())
    assert (found.tiers["S000"], found.chance["S000"]) == (2, None)
    assert (found.tiers["S001"], found.chance["S001"] > 0.2) == (2, True)
