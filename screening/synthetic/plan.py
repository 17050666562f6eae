"""The plan of the made-up district: `district.toml` as frozen models."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from math import isclose
from typing import Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Identifier, Informant, Sentence


class SmallSchool(Definition):
    """The school so small that its counts must be hidden."""

    id: Identifier
    name: Sentence
    last_grade: int
    students_a_grade: int


class Level(Definition):
    """One kind of school; grades are counted with kindergarten as 0."""

    id: Identifier
    title: Sentence
    first_grade: int
    last_grade: int
    usual_size: int
    fewest: int


class SchoolNames(Definition):
    """Two lists of words; a name takes one of each."""

    first: tuple[Sentence, ...]
    second: tuple[Sentence, ...]


class PlannedWindow(Definition):
    """One screening window; `school_year` is the calendar year in which the school year began."""

    id: Identifier
    title: Sentence
    opens: dt.date
    closes: dt.date
    school_year: int


class Shares(Definition):
    """Category → share of students; the shares add up to 1."""

    shares: dict[str, float]
    source: Sentence

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _require_whole(self.shares.values())
        return self


class Traits(Definition):
    """What students differ in; standard normal, with these correlations, concerns first."""

    concerns: tuple[Identifier, ...]
    going_well: tuple[Identifier, ...]
    correlation: tuple[tuple[float, ...], ...]
    source: Sentence

    @property
    def ids(self) -> tuple[Identifier, ...]:
        """Every trait, in the order of the correlations."""
        return (*self.concerns, *self.going_well)


class View(Definition):
    """What one kind of informant sees: shares of variance that add up to 1."""

    shared: float
    """The student's trait, which every informant sees."""
    lasting: float
    """This informant's own lasting view of the student."""
    class_effect: float
    """What all students of one class have in common: the teacher's severity."""
    occasion: float
    """What passes from one window to the next."""
    source: Sentence

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _require_whole((self.shared, self.lasting, self.class_effect, self.occasion))
        return self


class Scale(Definition):
    """Items that follow one trait."""

    trait: Identifier
    items: tuple[int, ...]
    loading: float = Field(gt=-1, lt=1)
    """Below 0 for items that count from the other end."""
    thresholds: tuple[float, ...]
    spread: float = Field(ge=0)


class PlannedScreener(Definition):
    """One instrument as answered in the district."""

    instrument: Identifier
    informant: Informant
    item_count: int
    lowest_code: int = 0
    first_grade: int
    last_grade: int
    absent: float
    """Share of due students about whom nobody answers."""
    blank: float
    """Share of single answers left empty."""
    source: Sentence
    scale: tuple[Scale, ...]


class Plan(Definition):
    """The whole of `district.toml`."""

    name: Sentence
    fewest_students: int
    """Fewer do not hold every kind of mess."""
    most_students: int
    """There are names for no more schools."""
    class_size: int
    leavers_a_window: float
    joiners_a_window: float
    opted_out: float
    withdrawn: float
    spanish_form: float
    source: Sentence
    small_school: SmallSchool
    level: tuple[Level, ...]
    school_names: SchoolNames
    window: tuple[PlannedWindow, ...]
    home_language: Shares
    gender: Shares
    traits: Traits
    view: dict[Informant, View]
    screener: tuple[PlannedScreener, ...]
    mess: dict[str, int]

    def screener_for(self, instrument: str) -> PlannedScreener:
        """Return the screener that uses the instrument; KeyError if there is none."""
        return {screener.instrument: screener for screener in self.screener}[instrument]


@cache
def load_plan() -> Plan:
    """Return the plan that travels with the package."""
    with as_file(files("screening.synthetic").joinpath("district.toml")) as path:
        return load_definition(path, Plan)


def _require_whole(shares: Iterable[float]) -> None:
    if not isclose(sum(shares), 1):
        raise ValueError("the shares must add up to 1.")
