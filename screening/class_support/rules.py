"""When a class, grade or school comes before its single students (`class_support.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.wilson import Interval, wilson

Decision = Literal["class_plan", "individual", "not_decidable"]


class DecisionRule(Definition):
    """How a share of flagged students becomes a decision."""

    threshold: Annotated[float, Field(gt=0, lt=1)]
    """Flagged / screened from which on the group is looked at first."""
    confidence: Annotated[float, Field(ge=0.5, lt=1)]
    """Of the interval that has to lie above the threshold."""
    minimum_screened: Annotated[int, Field(ge=2, le=60)]
    threshold_source: Sentence
    confidence_source: Sentence
    minimum_source: Sentence

    def interval(self, flagged: int, *, screened: int) -> Interval:
        """Return the Wilson interval of the share; `screened` is 1 or more."""
        return wilson(flagged, size=screened, confidence=self.confidence)

    def decide(self, flagged: int, *, screened: int) -> Decision:
        """Return what the share of flagged students says about a group.

        `class_plan`: the whole interval lies above the threshold. `individual`: the share itself
        lies below it, so nothing speaks for the group. `not_decidable`: the share reaches it and
        chance explains that, or too few were screened.
        """
        if flagged / screened < self.threshold:
            return "individual"
        if screened < self.minimum_screened:
            return "not_decidable"
        is_above = self.interval(flagged, screened=screened).low > self.threshold
        return "class_plan" if is_above else "not_decidable"


class ClassWords(Definition):
    """Sentences for staff; counts are filled in."""

    class_plan: Sentence
    not_decidable: Sentence
    too_few: Sentence
    first_grade: Sentence
    first_school: Sentence
    next_step: Sentence
    option: Sentence


class ClassMarks(Definition):
    """What stands beside a class on the school's page."""

    class_plan: Sentence
    individual: Sentence
    not_decidable: Sentence
    hidden: Sentence


class ClassSupport(Definition):
    """The whole of `class_support.toml`."""

    decision: DecisionRule
    words: ClassWords
    marks: ClassMarks


@cache
def load_class_support() -> ClassSupport:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing or unsourced.
    """
    with as_file(files("screening.class_support").joinpath("class_support.toml")) as path:
        return load_definition(path, ClassSupport)
