"""The students of the made-up district: schools, grades, languages, comings and goings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from screening.synthetic.plan import Level, Plan, Shares

Whole = NDArray[np.int64]
Text = NDArray[np.str_]

LETTERS = np.array(list("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"))
"""Letters of a student_ref: none that are misread for one another."""
REF_LENGTH = 8
GRADES = np.array(["K", *(str(grade) for grade in range(1, 13))])


@dataclass(frozen=True)
class SyntheticSchool:
    """One made-up school."""

    id: str
    name: str
    level: str


@dataclass(frozen=True)
class Population:
    """Everybody enrolled in any window, one position per student in every array.

    Attributes:
        student_ref: made-up pseudonym.
        grade_now: grade in the newest school year, kindergarten 0; beyond the last grade for
            those who have finished school.
        joined: first window the student was enrolled in, counted from 0.
        left: first window the student was no longer enrolled in.
        school_by_grade: position in `schools`, one column per grade.
        language: home language, ISO code.
        gender: f, m or x.
        consent_in: yes, opted_out or withdrawn; one array per window.
    """

    schools: tuple[SyntheticSchool, ...]
    student_ref: Text
    grade_now: Whole
    joined: Whole
    left: Whole
    school_by_grade: Whole
    language: Text
    gender: Text
    consent_in: tuple[Text, ...]


def build_schools(plan: Plan, *, students: int) -> tuple[SyntheticSchool, ...]:
    """Return the schools a district of this size has, the small one last."""
    grades = len(GRADES)
    names = (
        f"{first} {second}"
        for second in plan.school_names.second
        for first in plan.school_names.first
    )
    schools = [
        _school(next(names), level)
        for level in plan.level
        for _ in range(_schools_of(level, students * _grade_count(level) / grades))
    ]
    small = plan.small_school
    return (*schools, SyntheticSchool(small.id, small.name, "small"))


def _grade_count(level: Level) -> int:
    return level.last_grade - level.first_grade + 1


def _schools_of(level: Level, students: float) -> int:
    return max(level.fewest, round(students / level.usual_size))


def _school(name: str, level: Level) -> SyntheticSchool:
    return SyntheticSchool(
        id=name.lower().replace(" ", "_"), name=f"{name} {level.title}", level=level.id
    )


def build_population(
    plan: Plan, *, students: int, windows: int, rng: np.random.Generator
) -> Population:
    """Return the students; exactly `students` of them are enrolled in the newest window."""
    gone_grade, gone_left = _gone(plan, students=students, windows=windows, rng=rng)
    grade_now = np.concatenate([np.arange(students) % len(GRADES), gone_grade])
    count = len(grade_now)
    joined = _joined(plan, students, windows=windows, rng=rng)
    schools = build_schools(plan, students=students)
    return Population(
        schools=schools,
        student_ref=_student_refs(count, rng),
        grade_now=grade_now,
        joined=np.concatenate([joined, np.zeros(len(gone_left), dtype=np.int64)]),
        left=np.concatenate([np.full(students, windows), gone_left]),
        school_by_grade=_school_by_grade(plan, schools, grade_now),
        language=_drawn(plan.home_language, count, rng),
        gender=_drawn(plan.gender, count, rng),
        consent_in=_consents(plan, count, windows=windows, rng=rng),
    )


def _gone(
    plan: Plan, *, students: int, windows: int, rng: np.random.Generator
) -> tuple[Whole, Whole]:
    """Return grade and first window of absence of those who are no longer here.

    Some moved away before each window; others have finished school since the first one.
    """
    newest = windows - 1
    moving = max(1, round(students * plan.leavers_a_window))
    years = plan.window[-1].school_year - plan.window[-windows].school_year
    finished = np.repeat(len(GRADES) + np.arange(years), students // len(GRADES))
    moved_grade = rng.integers(0, len(GRADES), moving * newest)
    moved_left = np.repeat(1 + np.arange(newest), moving)
    return (
        np.concatenate([moved_grade, finished]).astype(np.int64),
        np.concatenate([moved_left, np.full(len(finished), newest)]).astype(np.int64),
    )


def _joined(plan: Plan, students: int, *, windows: int, rng: np.random.Generator) -> Whole:
    """Return the first window of those who are here now: a later one than the first for some."""
    late = rng.random(students) < plan.joiners_a_window * (windows - 1)
    return np.where(late, rng.integers(0, windows, students), 0)


def _student_refs(count: int, rng: np.random.Generator) -> Text:
    """Return pseudonyms that never repeat: an odd multiplier visits every number once."""
    size = len(LETTERS) ** REF_LENGTH
    start = int(rng.integers(size))
    step = int(rng.integers(size // 4, size // 2)) * 2 + 1
    number = (start + np.arange(count, dtype=np.uint64) * np.uint64(step)) % np.uint64(size)
    places = [
        (number // np.uint64(len(LETTERS) ** place)) % np.uint64(len(LETTERS))
        for place in range(REF_LENGTH)
    ]
    text = np.full(count, "RB", dtype="<U2")
    for place in places:
        text = np.char.add(text, LETTERS[place.astype(np.int64)])
    return text


def _school_by_grade(plan: Plan, schools: tuple[SyntheticSchool, ...], grade_now: Whole) -> Whole:
    """Return each student's school in each grade: feeder schools, or the small school first."""
    place_in_grade = place_in_group(grade_now)
    by_grade = np.zeros((len(grade_now), len(GRADES)), dtype=np.int64)
    for level in plan.level:
        of_level = np.flatnonzero([school.level == level.id for school in schools])
        by_grade[:, level.first_grade : level.last_grade + 1] = of_level[
            place_in_grade % len(of_level)
        ][:, None]
    small = plan.small_school
    by_grade[place_in_grade < small.students_a_grade, : small.last_grade + 1] = len(schools) - 1
    return by_grade


def place_in_group(group: Whole) -> Whole:
    """Return 0, 1, 2 … within each group, in the order given."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    first = np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    place = np.empty(len(group), dtype=np.int64)
    place[order] = np.arange(len(group)) - first
    return place


def _drawn(shares: Shares, count: int, rng: np.random.Generator) -> Text:
    return rng.choice(np.array(list(shares.shares)), size=count, p=list(shares.shares.values()))


def _consents(
    plan: Plan, count: int, *, windows: int, rng: np.random.Generator
) -> tuple[Text, ...]:
    """Return consent per window: opting out lasts, withdrawing happens before the newest window."""
    chance = rng.random(count)
    before = np.where(chance < plan.opted_out, "opted_out", "yes")
    withdrawn = (chance >= plan.opted_out) & (chance < plan.opted_out + plan.withdrawn)
    return (*[before] * (windows - 1), np.where(withdrawn, "withdrawn", before))
