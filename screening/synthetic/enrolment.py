"""Who is on the roster of a window of the made-up district, and in which class."""

from dataclasses import dataclass

import numpy as np

from screening.synthetic.plan import Plan, PlannedWindow
from screening.synthetic.population import GRADES, Population, Text, Whole, place_in_group

CLASS_LETTERS = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
MIXED = "M"
"""Stands for the grade in the class ids of the small school, where grades sit together."""


@dataclass(frozen=True)
class Enrolment:
    """The roster of one window: one position per enrolled student in every array.

    Attributes:
        student: position in the `Population`.
        class_number: one number per class of the district and school year.
    """

    student: Whole
    grade: Whole
    school: Whole
    class_number: Whole
    class_id: Text
    consent: Text


def enrolled(
    plan: Plan, population: Population, *, window: int, windows: int, seed: int
) -> Enrolment:
    """Return the roster of one window, in order of school, grade, class and student_ref.

    Args:
        plan: names windows, school years and class size.
        population: everybody.
        window: which window, counted from 0.
        windows: how many there are; the last one is the newest of the plan.
        seed: decides who sits in which class.
    """
    planned = plan.window[-windows:][window]
    grade = population.grade_now - (plan.window[-1].school_year - planned.school_year)
    in_school = (grade >= 0) & (grade < len(GRADES))
    grade_or_edge = np.clip(grade, 0, len(GRADES) - 1)
    school = population.school_by_grade[np.arange(len(grade)), grade_or_edge]
    small = np.array([school.level == "small" for school in population.schools])[school]
    group = np.where(small, -1, school * len(GRADES) + grade_or_edge)
    group[~in_school] = -2
    letter, number = _classes(plan, group, key=[seed, planned.school_year])
    here = in_school & (population.joined <= window) & (window < population.left)
    order = np.lexsort((population.student_ref, letter, grade, school))
    student = order[here[order]]
    labels = np.where(small, MIXED, GRADES[grade_or_edge])[student]
    return Enrolment(
        student=student,
        grade=grade[student],
        school=school[student],
        class_number=number[student],
        class_id=_class_ids(
            population, planned, school=school[student], label=labels, letter=letter[student]
        ),
        consent=population.consent_in[window][student],
    )


def _class_ids(
    population: Population, planned: PlannedWindow, *, school: Whole, label: Text, letter: Whole
) -> Text:
    """Return ids as `cedar_hill-2026-3B`: they change with the school year."""
    ids = np.array([f"{school.id}-{planned.school_year}-" for school in population.schools])
    return np.char.add(np.char.add(ids[school], label), CLASS_LETTERS[letter])


def _classes(plan: Plan, group: Whole, *, key: list[int]) -> tuple[Whole, Whole]:
    """Return each student's class within the group (0, 1, …) and a number for it in the district.

    Drawn over everybody of the school year, so that a class keeps its students when others join.
    """
    order = np.random.default_rng(key).permutation(len(group))
    place = np.empty_like(group)
    place[order] = place_in_group(group[order])
    _, group_number, size = np.unique(group, return_inverse=True, return_counts=True)
    classes = np.maximum(1, np.rint(size / plan.class_size)).astype(np.int64)[group_number]
    letter = place % classes
    _, number = np.unique(group_number * (int(classes.max()) + 1) + letter, return_inverse=True)
    return letter, number
