"""From when doubt is said, and in which words, as a frozen model (`doubt_rules.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.programme.settings import Informant, Sentence

Finding = Literal["strict", "lenient", "class_need", "high_unclear", "low_unclear"]
"""What is said about a class whose ratings stand apart."""
IN_DOUBT: tuple[Finding, ...] = ("strict", "lenient", "high_unclear", "low_unclear")
"""Findings that cast doubt on single students' results."""


class NearCut(Definition):
    """When a score is near a cut-point."""

    tell_from: Annotated[float, Field(gt=0, le=0.5)]
    """Chance of the other side from which it is said."""
    students_at_least: Annotated[int, Field(ge=10)]
    """Students whose scores give a spread; with fewer, a published one is needed."""
    source: Sentence
    words: Sentence
    who: dict[Informant, Sentence]


class Incomplete(Definition):
    """Words for answers that are missing or do not agree."""

    source: Sentence
    conflicting: Sentence
    one_informant: Sentence
    blank: Sentence
    nothing_to_compare: Sentence
    missing: Sentence
    who: dict[Informant, Sentence]


class Old(Definition):
    """When answers are old."""

    days_at_most: Annotated[int, Field(ge=1)]
    source: Sentence
    words: Sentence

    @property
    def told(self) -> str:
        """The words, in whole weeks."""
        return self.words.format(weeks=self.days_at_most // 7)


class ClassRatings(Definition):
    """When the ratings of a class stand apart from those of its school."""

    students_per_class: Annotated[int, Field(ge=2)]
    classes_per_school: Annotated[int, Field(ge=2)]
    """Classes with enough students, the class itself among them."""
    classes_in_all: Annotated[int, Field(ge=3)]
    """Such classes of all schools, from which the spread between classes is known."""
    apart_from: Annotated[float, Field(gt=0)]
    """Distance from the school after shrinkage, in standard deviations between classes."""
    source: Sentence
    words: dict[Finding, Sentence]
    others: dict[Informant, Sentence]


class PredictiveValue(Definition):
    """When it is said how many of those pointed out have the need."""

    students_at_least: Annotated[int, Field(ge=10)]
    source: Sentence
    words: Sentence
    between: str
    fewer: Sentence
    """In the place of a count that rounds to 0."""
    estimated: Sentence


class DoubtRules(Definition):
    """The whole of `doubt_rules.toml`."""

    near_cut: NearCut
    incomplete: Incomplete
    old: Old
    class_ratings: ClassRatings
    predictive_value: PredictiveValue


@cache
def load_doubt_rules() -> DoubtRules:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing or unsourced.
    """
    with as_file(files("screening.uncertainty").joinpath("doubt_rules.toml")) as path:
        return load_definition(path, DoubtRules)
