"""Grades as schools write them, and the one spelling used here: `PK`, `K`, `1` to `12`."""

from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Self

from pydantic import model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence

CANONICAL_GRADES = ("PK", "K", *(str(grade) for grade in range(1, 13)))


class GradeTable(Definition):
    """The whole of `grades.toml`."""

    source: Sentence
    usual_age: dict[str, int]
    """Grade → usual age in whole years on the first day of the school year."""
    country: dict[str, dict[str, tuple[str, ...]]]
    """Country → grade → spellings in use, lower case."""

    @model_validator(mode="after")
    def _every_spelling_once(self) -> Self:
        for country, grades in self.country.items():
            spellings = [spelling for each in grades.values() for spelling in each]
            if len(set(spellings)) != len(spellings):
                raise ValueError(f"country.{country}: one spelling stands for two grades.")
            if set(grades) - set(CANONICAL_GRADES):
                raise ValueError(f"country.{country}: a grade is not one of PK, K, 1 to 12.")
        return self


@cache
def load_grade_table() -> GradeTable:
    """Return the table that travels with the package."""
    with as_file(files("screening.programme").joinpath("grades.toml")) as path:
        return load_definition(path, GradeTable)


@lru_cache(1_000)
def canonical_grade(text: str, *, country: str) -> str | None:
    """Return the grade, or None where the spelling is not in the country's table.

    A spelling is never guessed: `7` is grade 7 in the US and grade 6 (year 7) in the UK.
    """
    return _grade_by_spelling(country).get(" ".join(text.split()).casefold())


def usual_age(grade: str) -> int:
    """Return the usual age, 4 to 17 whole years, on the first day of the school year.

    Args:
        grade: canonical spelling.

    Raises:
        KeyError: not a canonical grade.
    """
    return load_grade_table().usual_age[grade]


def grade_order(grade: str) -> int:
    """Return the place of a grade, `PK` first; a grade that is not known stands last."""
    if grade not in CANONICAL_GRADES:
        return len(CANONICAL_GRADES)
    return CANONICAL_GRADES.index(grade)


@cache
def _grade_by_spelling(country: str) -> dict[str, str]:
    grades = load_grade_table().country[country]
    return {spelling: grade for grade, spellings in grades.items() for spelling in spellings}
