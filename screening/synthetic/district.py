"""Builds the made-up district: a whole programme folder with four windows, from one seed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from screening.errors import DefinitionError
from screening.programme.settings import Informant
from screening.synthetic.answers import (
    Lasting,
    Submissions,
    draw_class_effects,
    draw_lasting,
    draw_submissions,
    draw_views,
)
from screening.synthetic.enrolment import Enrolment, enrolled
from screening.synthetic.exports import (
    Table,
    caregiver_table,
    roster_table,
    student_table,
    teacher_table,
    write_table,
)
from screening.synthetic.mess import Desk, Place, plant
from screening.synthetic.mess_in_files import (
    MESS_AFTER_ROWS,
    MESS_BEFORE_ROWS,
    MESS_OF_EVERY_WINDOW,
)
from screening.synthetic.mess_in_rows import MESS_IN_ROWS
from screening.synthetic.plan import Plan, PlannedWindow, load_plan
from screening.synthetic.population import Population, build_population
from screening.synthetic.programme_files import write_programme

INFORMANTS: tuple[Informant, ...] = ("caregiver", "self", "teacher")


@dataclass(frozen=True)
class SyntheticWindow:
    """One window before it becomes files: answers by instrument, in the order of the roster."""

    planned: PlannedWindow
    enrolment: Enrolment
    submissions: dict[str, Submissions]


@dataclass(frozen=True)
class DistrictSummary:
    """What was built.

    Attributes:
        folder: the programme's folder.
        students: students on the newest roster.
        schools: number of schools.
        windows: window ids, oldest first; the last is the current one.
        rows: window → file → data rows.
        places: where each piece of mess lies.
    """

    folder: Path
    students: int
    schools: int
    windows: tuple[str, ...]
    rows: dict[str, dict[str, int]]
    places: tuple[Place, ...]

    @property
    def planted(self) -> dict[str, int]:
        """Kind of mess → how many pieces of it the current window holds."""
        return dict(
            Counter(place.kind for place in self.places if place.window == self.windows[-1])
        )


def build_district(
    to: Path, *, students: int = 600, seed: int = 7, windows: int = 4
) -> DistrictSummary:
    """Write a programme folder with the mess that real exports hold; return what was built.

    The newest window holds every kind; older ones only the small school's file that is refused.

    Args:
        to: folder to write into; made if absent.
        students: students on the newest roster, 150 to 100,000.
        seed: the same seed gives the same bytes.
        windows: how many windows, the newest last; 1 to 4.

    Raises:
        DefinitionError: a number is out of its range.
    """
    return _build(to, students=students, seed=seed, windows=windows, plant_all=_plant_mess)


def build_clean_district(
    to: Path, *, students: int = 600, seed: int = 7, windows: int = 4
) -> DistrictSummary:
    """Write the same folder as `build_district`, but with exports that hold no mess at all."""
    return _build(to, students=students, seed=seed, windows=windows, plant_all=_plant_nothing)


def _build(
    to: Path,
    *,
    students: int,
    seed: int,
    windows: int,
    plant_all: Callable[[Desk], list[Place]],
) -> DistrictSummary:
    plan = load_plan()
    population, made = draw_district(plan, students=students, seed=seed, windows=windows)
    write_programme(to, schools=population.schools, windows=plan.window)
    rows: dict[str, dict[str, int]] = {}
    places: list[Place] = []
    for number, window in enumerate(made):
        tables = _tables(plan, population, window, seed=[seed, number])
        rng = np.random.default_rng([seed, number, 4])
        desk = Desk(plan, window.planned, population, window.enrolment, tables, rng)
        places += plant_all(desk)
        rows[window.planned.id] = {file: len(table.rows) for file, table in tables.items()}
        for table in tables.values():
            write_table(to / "inbox" / window.planned.id, table)
    return DistrictSummary(to, students, len(population.schools), tuple(rows), rows, tuple(places))


def _plant_nothing(desk: Desk) -> list[Place]:
    return plant(desk, ())


def _plant_mess(desk: Desk) -> list[Place]:
    if desk.window != desk.plan.window[-1]:
        return plant(desk, MESS_OF_EVERY_WINDOW)
    return plant(desk, (*MESS_OF_EVERY_WINDOW, *MESS_BEFORE_ROWS, *MESS_IN_ROWS, *MESS_AFTER_ROWS))


def draw_district(
    plan: Plan, *, students: int, seed: int, windows: int
) -> tuple[Population, list[SyntheticWindow]]:
    """Return everybody and the answers of each window, as arrays."""
    if not plan.fewest_students <= students <= plan.most_students:
        limits = f"{plan.fewest_students} to {plan.most_students}"
        raise DefinitionError(f"A made-up district has {limits} students.")
    if not 1 <= windows <= len(plan.window):
        raise DefinitionError(f"A made-up district has 1 to {len(plan.window)} windows.")
    rng = np.random.default_rng([seed, 0])
    population = build_population(plan, students=students, windows=windows, rng=rng)
    lasting = draw_lasting(plan, students=len(population.student_ref), rng=rng)
    made = [
        _window(plan, population, lasting, place=place, windows=windows, seed=seed)
        for place in range(windows)
    ]
    return population, made


def _window(
    plan: Plan, population: Population, lasting: Lasting, *, place: int, windows: int, seed: int
) -> SyntheticWindow:
    planned = plan.window[-windows:][place]
    enrolment = enrolled(plan, population, window=place, windows=windows, seed=seed)
    rng = np.random.default_rng([seed, 1, place])
    classes = int(enrolment.class_number.max()) + 1
    by_year = np.random.default_rng([seed, 2, planned.school_year])
    effects = draw_class_effects(plan, classes=classes, rng=by_year)
    submissions = {}
    for informant in INFORMANTS:
        views = draw_views(
            plan, lasting, enrolment, informant=informant, class_effects=effects, rng=rng
        )
        screeners = [each for each in plan.screener if each.informant == informant]
        present = rng.random(len(views)) >= screeners[0].absent
        for screener in screeners:
            submissions[screener.instrument] = draw_submissions(
                plan, screener, enrolment, views, present=present, rng=rng
            )
    return SyntheticWindow(planned, enrolment, submissions)


def _tables(
    plan: Plan, population: Population, window: SyntheticWindow, *, seed: list[int]
) -> dict[str, Table]:
    """Return the roster and the exports of one window, by file name."""
    rng = np.random.default_rng([*seed, 3])
    enrolment, answers, planned = window.enrolment, window.submissions, window.planned
    tables = (
        roster_table(population, enrolment),
        caregiver_table(population, enrolment, answers["psc_17"], window=planned, rng=rng),
        student_table(
            population,
            enrolment,
            answers,
            window=planned,
            spanish_form=plan.spanish_form,
            rng=rng,
        ),
        teacher_table(population, enrolment, answers["srss_ie"], window=planned, rng=rng),
    )
    return {table.file: table for table in tables}
