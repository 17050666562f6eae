"""Some cases of every manual through the door of `screening score`: a CSV in, rows out."""

import random

import pytest
from reference_scorer import scored_instruments
from transcribed import MANUALS, by_form, cases, is_printed
from vectors import constant, write_answers

from screening.scoring.answers_csv import StudentColumns
from screening.scoring.score_csv import score_file

SEED = 3
OF_EACH_FORM = 12
BOTH = sorted({*MANUALS} & {*scored_instruments()})


def through_the_door(path, known):
    """Return one dictionary of scores per case, all of one form."""
    first = known[0]
    names = [f"s{place:03d}" for place in range(len(known))]
    write_answers(
        path,
        first.instrument,
        {name: case.answers for name, case in zip(names, known, strict=True)},
        grades={name: case.asked.grade or "" for name, case in zip(names, known, strict=True)},
        genders={name: case.asked.gender or "" for name, case in zip(names, known, strict=True)},
    )
    choice = {key: value for key, value in first.choice.items() if key != "with_supplement"}
    result = score_file(
        path, instrument=first.instrument, licence_stated=True,
        columns=StudentColumns("grade", "gender"), **choice,
    )  # fmt: skip
    assert [found for found in result.problems if found.severity != "advisory"] == []
    found = {name: {} for name in names}
    for row in result.scores:
        found[row[0]][row[5]] = row[6:]
    return list(found.values())


@pytest.mark.parametrize("instrument", BOTH)
def test_cases_of_every_form_score_as_printed(tmp_path, instrument):
    draw = random.Random(SEED)
    for known in by_form(instrument).values():
        worked = [case for case in known if case.is_worked]
        others = [case for case in known if not case.is_worked]
        chosen = worked + draw.sample(others, min(OF_EACH_FORM, len(others)))
        for case, scores in zip(chosen, through_the_door(tmp_path / "a.csv", chosen), strict=True):
            assert is_printed(scores, case), (case.what, case.asked, case.expected, scores)


@pytest.mark.parametrize("instrument", BOTH)
def test_the_first_scheme_and_order_are_meant_where_none_is_said(tmp_path, instrument):
    manual = MANUALS[instrument]
    case = next(
        case
        for case in cases(instrument)
        if not case.is_worked and case.asked.scheme == manual.schemes[0]
    )
    write_answers(tmp_path / "a.csv", instrument, {"s1": case.answers})
    result = score_file(
        tmp_path / "a.csv", instrument=instrument, informant=case.asked.informant,
        licence_stated=True,
    )  # fmt: skip
    assert {row[4] for row in result.scores} == {manual.schemes[0]}


@pytest.mark.parametrize("grade", ["PK", "", "13", "third"])
def test_an_unknown_grade_leaves_out_what_depends_on_it(score, grade):
    rows = {"s1": constant(12, 1)}
    found = score("srss_ie", rows, informant="teacher", grades={"s1": grade})["s1"]
    assert list(found) == ["e7"]


def test_without_a_grade_column_what_depends_on_the_grade_is_left_out(score):
    assert list(score("srss_ie", {"s1": constant(12, 1)}, informant="teacher")["s1"]) == ["e7"]


def test_a_supplement_that_was_not_asked_is_not_there(score):
    assert "impact" not in score("sdq", {"s1": constant(25, 1)}, informant="self")["s1"]
