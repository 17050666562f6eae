"""Schools, students and their comings and goings as arrays."""

import numpy as np
import pytest

from screening.synthetic.enrolment import enrolled
from screening.synthetic.plan import load_plan
from screening.synthetic.population import (
    GRADES,
    Population,
    build_population,
    build_schools,
    place_in_group,
)


def population(students: int = 1300, windows: int = 4, seed: int = 5) -> Population:
    rng = np.random.default_rng(seed)
    return build_population(load_plan(), students=students, windows=windows, rng=rng)


def test_a_place_in_a_group_counts_from_nought_in_the_order_given():
    assert place_in_group(np.array([7, 3, 7, 7, 3])).tolist() == [0, 0, 1, 2, 1]


def test_a_district_of_600_has_two_elementary_one_middle_one_high_and_a_small_school():
    levels = [school.level for school in build_schools(load_plan(), students=600)]
    assert levels == ["elementary", "elementary", "middle", "high", "small"]


@pytest.mark.parametrize("students", [150, 5_000, 50_000, 100_000])
def test_schools_have_ids_and_names_of_their_own_whatever_the_size(students):
    schools = build_schools(load_plan(), students=students)
    assert len({school.id for school in schools}) == len(schools)
    assert len({school.name for school in schools}) == len(schools)


def test_student_refs_never_repeat_even_in_a_large_district():
    refs = population(students=50_000).student_ref
    assert len(np.unique(refs)) == len(refs)


@pytest.mark.parametrize("windows", [1, 2, 4])
def test_exactly_the_students_asked_for_are_enrolled_in_the_newest_window(windows):
    plan = load_plan()
    people = population(windows=windows)
    newest = enrolled(plan, people, window=windows - 1, windows=windows, seed=5)
    assert len(newest.student) == 1300


def test_grades_are_filled_evenly():
    plan = load_plan()
    newest = enrolled(plan, population(), window=3, windows=4, seed=5)
    assert np.bincount(newest.grade).tolist() == [100] * len(GRADES)


def test_last_years_oldest_students_have_finished_and_the_youngest_had_not_come_yet():
    plan, people = load_plan(), population()
    spring = set(enrolled(plan, people, window=2, windows=4, seed=5).student)
    autumn = set(enrolled(plan, people, window=3, windows=4, seed=5).student)
    assert {people.grade_now[each] for each in spring - autumn} > {13}
    assert 0 not in {people.grade_now[each] for each in spring}


def test_nobody_is_enrolled_before_joining_or_after_leaving():
    plan, people = load_plan(), population()
    for window in range(4):
        here = enrolled(plan, people, window=window, windows=4, seed=5).student
        assert (people.joined[here] <= window).all()
        assert (people.left[here] > window).all()


def test_a_school_teaches_only_its_grades():
    plan, people = load_plan(), population()
    newest = enrolled(plan, people, window=3, windows=4, seed=5)
    grades = {level.id: range(level.first_grade, level.last_grade + 1) for level in plan.level}
    grades["small"] = range(plan.small_school.last_grade + 1)
    for school, grade in zip(newest.school, newest.grade, strict=True):
        assert grade in grades[people.schools[school].level]


def test_opting_out_lasts_and_withdrawing_happens_before_the_newest_window():
    people = population(students=20_000)
    *before, newest = people.consent_in
    assert all(set(each) == {"yes", "opted_out"} for each in before)
    assert set(newest) == {"yes", "opted_out", "withdrawn"}
    assert ((newest == "opted_out") == (before[0] == "opted_out")).all()


def test_grades_of_the_small_school_sit_together():
    plan, people = load_plan(), population()
    newest = enrolled(plan, people, window=3, windows=4, seed=5)
    small = newest.school == len(people.schools) - 1
    assert len(set(newest.grade[small])) == 9
    assert set(newest.class_id[small]) == {"old_ferry-2026-MA"}


def test_a_class_id_belongs_to_one_class_number():
    newest = enrolled(load_plan(), population(), window=3, windows=4, seed=5)
    pairs = set(zip(newest.class_id.tolist(), newest.class_number.tolist(), strict=True))
    assert len(pairs) == len(set(newest.class_id)) == len(set(newest.class_number))


def test_the_roster_stands_in_order_of_school_and_grade():
    newest = enrolled(load_plan(), population(), window=3, windows=4, seed=5)
    order = list(zip(newest.school, newest.grade, strict=True))
    assert order == sorted(order)
