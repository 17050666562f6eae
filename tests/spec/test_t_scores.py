"""T scores: as the makers print them, and on the right side of 65 and 70 to the last fraction."""

from copy import deepcopy
from fractions import Fraction
from math import floor

import pytest
from answer_forms import sql_scores_of
from manual import grades_in
from manual_scores import Asked, t_score
from reference_scorer import definition
from transcribed import MANUALS
from vectors import adding_up_to, constant, write_answers

from screening.definition import build_definition
from screening.instruments.definition import Instrument
from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.scoring import band_sql, derived_sql
from screening.scoring.answers_csv import StudentColumns
from screening.scoring.score_csv import score_file
from screening.scoring.score_output import printed_score, scores_csv
from screening.warehouse import open_warehouse

RCADS = ("rcads_25", "rcads_47")
SELF = {"informant": "self", "scheme": "t_bands"}
# RCADS-25, grades 9 and 10, from the makers' conversion table, as copied by a study of adolescents
# (aow_adolescent_mh): raw score, then the T scores of depression, anxiety and total.
PRINTED = {
    "male": ((14, 66, 58, 46), (16, 70, 62, 49), (18, 75, 65, 51), (20, 80, 69, 53)),
    "female": ((15, 66, 57, 45), (17, 70, 61, 47), (20, 77, 66, 51), (22, 82, 70, 53)),
}
SCALES = ("depression", "anxiety", "total")


def scored(instrument, who, raw, *, scale="depression"):
    """Return subscale -> (score, band) of a whole form on which a scale adds up to `raw`."""
    manual = MANUALS[instrument]
    items = manual.items(manual.by_id[scale], None)
    row = (*who, adding_up_to(raw, items, highest=3, count=manual.item_count))
    found = sql_scores_of(load_instrument(instrument), SELF, [row])[0]
    return {name: (score, band) for name, (_, _, score, band, _) in found.items()}


@pytest.mark.parametrize("gender", PRINTED)
def test_t_scores_are_those_the_makers_print_in_whole_numbers(gender):
    for raw, *printed in PRINTED[gender]:
        for scale, expected in zip(SCALES, printed, strict=True):
            found = scored("rcads_25", ("9", gender), raw, scale=scale)[f"{scale}_t"][0]
            assert floor(found + 0.5) == expected


@pytest.mark.parametrize(
    ("instrument", "who", "scale", "raw"),
    # 64.73, 64.99, 64.61 and 64.53.
    [
        ("rcads_25", ("4", "female"), "depression", 17),
        ("rcads_25", ("8", "female"), "total", 35),
        ("rcads_47", ("8", "female"), "obsessive", 10),
        ("rcads_47", ("8", "male"), "depression", 12),
    ],
)
def test_a_t_score_that_prints_as_65_and_is_less_is_close_to_average(instrument, who, scale, raw):
    score, band = scored(instrument, who, raw, scale=scale)[f"{scale}_t"]
    assert 64.5 <= score < 65
    assert band == "close_to_average"
    assert scored(instrument, who, raw + 1, scale=scale)[f"{scale}_t"][1] == "borderline"


def groups(manual):
    """Return (a grade, gender) of every norm group."""
    return [(grades_in(grades)[0], gender) for grades, gender in manual.norms.groups]


def every_t_score(instrument, scale):
    """Return (grade, gender, points, answered, T, rank) by SQL, for whatever can be answered."""
    manual = MANUALS[instrument]
    count = len(manual.items(manual.by_id[scale], None))
    least = max(manual.rule(manual.by_id[scale]).at_least, count - 12)
    form = form_of(load_instrument(instrument), **SELF)
    t_column = next(each for each in derived_sql.scores(form) if each.name == f"{scale}_t_score")
    rank = band_sql.band_rank_column(form, f"{scale}_t")
    who = ", ".join(str(each) for each in groups(manual))
    with open_warehouse() as warehouse:
        return warehouse.rows(f"""
            with raw as (
                select *, points * {count} / answered as {scale}_score
                from (values {who}) as who (grade, gender),
                    range({least}, {count + 1}) as a (answered),
                    range({3 * count + 1}) as p (points)
                where points <= 3 * answered
            ),
            derived as (select *, {t_column.sql} as {scale}_t_score from raw)
            select grade, gender, points, answered, {scale}_t_score, {rank.sql}
            from derived
        """)


@pytest.mark.parametrize(
    ("instrument", "scale"),
    [(name, each) for name in RCADS for each in MANUALS[name].norms.groups[("3-4", "male")]],
)
def test_no_raw_score_of_any_group_lands_on_the_wrong_side_of_a_band(instrument, scale):
    manual = MANUALS[instrument]
    count = len(manual.items(manual.by_id[scale], None))
    rows = every_t_score(instrument, scale)
    assert len(rows) > 10 * 3 * count
    for grade, gender, points, answered, found, rank in rows:
        exact = t_score(
            manual.norms, scale, Fraction(points * count, answered),
            Asked("self", grade=grade, gender=gender),
        )  # fmt: skip
        assert abs(found - float(exact)) < 1e-9
        assert rank == (exact >= 65) + (exact >= 70)
        # What is printed has four decimals, and still tells the band.
        assert (printed_score(found) >= 65) + (printed_score(found) >= 70) == rank


@pytest.mark.parametrize(
    ("t", "deviations", "band", "milder"),
    [(65, "1.5", "borderline", "close_to_average"), (70, "2", "high", "borderline")],
)
@pytest.mark.parametrize("first_sd", ["2.06", "3.34", "4.94", "6.82"])
def test_a_t_score_of_exactly_a_cut_is_in_the_upper_band(first_sd, t, deviations, band, milder):
    """Norms with two decimals by which a whole raw score lies exactly on a cut, one per group."""
    facts = deepcopy(definition("rcads_25"))
    items = MANUALS["rcads_25"].by_id["depression"].items
    rows = []
    for place, group in enumerate(facts["norms"]["group"]):
        sd, raw = Fraction(first_sd) + Fraction(place, 50), 12 + place
        group["mean_sd"]["depression"] = (float(raw - Fraction(deviations) * sd), float(sd))
        who = (group["grade_band"].rpartition("_")[2], group["gender"])
        forms = [adding_up_to(score, items, highest=3, count=25) for score in (raw, raw - 1)]
        rows += [(*who, answers) for answers in forms]
    found = sql_scores_of(build_definition(facts, Instrument, where="test"), SELF, rows)
    assert {each["depression_t"][2:4] for each in found[::2]} == {(t, band)}
    assert {each["depression_t"][3] for each in found[1::2]} == {milder}


@pytest.mark.parametrize(
    ("who", "has_t"),
    [
        (("3", "male"), True),
        (("12", "female"), True),
        (("2", "male"), False),
        (("K", "female"), False),
        (("8", "neither"), False),
        (("8", None), False),
        ((None, "female"), False),
    ],
)
@pytest.mark.parametrize("instrument", RCADS)
def test_outside_the_norms_raw_scores_stand_and_t_scores_are_empty(instrument, who, has_t):
    found = scored(instrument, who, 20)
    assert found["depression"] == (20, None)
    for name, (score, band) in found.items():
        if name.endswith("_t"):
            assert ((score is not None), (band is not None)) == (has_t, has_t)


@pytest.mark.parametrize("instrument", RCADS)
def test_a_caregiver_s_form_has_no_t_score_even_within_the_norms(instrument):
    definition = load_instrument(instrument)
    row = ("8", "female", dict.fromkeys(range(1, definition.item_count + 1), 3))
    found = sql_scores_of(definition, {"informant": "caregiver"}, [row])[0]
    assert found["depression"][2:] == (30, None, None)
    assert not [name for name in found if name.endswith("_t")]


def through_the_door(path, *, genders, gender_column):
    """Score a file of eighth-graders who answered 1 to everything, one per gender."""
    rows = {f"s{place}": constant(25, 1) for place in range(len(genders))}
    genders = dict(zip(rows, genders, strict=True))
    grades = dict.fromkeys(rows, "8")
    write_answers(path, "rcads_25", rows, grades=grades, genders=genders)
    return score_file(
        path, instrument="rcads_25", informant="self",
        columns=StudentColumns("grade", gender_column),
    )  # fmt: skip


def test_screening_score_prints_t_scores_with_four_decimals_or_none(tmp_path):
    genders = ["F", "prefer not to say", "male"]
    scored = through_the_door(tmp_path / "a.csv", genders=genders, gender_column="gender")
    lines = [line for line in scores_csv(scored).splitlines() if ",depression_t," in line]
    assert lines == [
        "s0,rcads_25,1,self,t_bands,depression_t,10,10,54.424,close_to_average,0",
        "s1,rcads_25,1,self,t_bands,depression_t,10,10,,,",
        "s2,rcads_25,1,self,t_bands,depression_t,10,10,56.5067,close_to_average,0",
    ]
    assert [(each.code, each.row, each.column) for each in scored.problems] == [
        ("N111", 3, "gender")
    ]


def test_screening_score_says_that_there_are_no_t_scores_without_a_gender_column(tmp_path):
    scored = through_the_door(tmp_path / "a.csv", genders=["F"], gender_column=None)
    assert [(each.code, each.row) for each in scored.problems] == [("N111", None)]
    found = {row[5]: row[8] for row in scored.scores}
    assert (found["depression"], found["depression_t"]) == (10, None)
