"""From when a change is called a change, and in which words (`change.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from statistics import NormalDist
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence

Said = Literal[
    "first_time",
    "within_noise",
    "partly_steady",
    "reliable_increase",
    "mixed",
    "reliable_decrease",
    "other_informant",
    "other_instrument",
    "not_comparable",
    "chance_not_known",
]
"""What is said of a student.

`mixed` is of the kind `reliable_increase`: more is never hidden. `partly_steady` is of the kind
`within_noise`: of answers that cannot be judged nothing is said to be steady.
"""
Also = Literal["partly", "unknown", "decided", "other_rule"]
Move = Literal["same", "up", "down", "otherwise"]
Confidence = Annotated[float, Field(ge=0.5, lt=1)]


class Reliable(Definition):
    """When a student's change is more than error gives."""

    confidence: Confidence
    confidence_source: Sentence
    several_source: Sentence
    students_at_least: Annotated[int, Field(ge=10)]
    students_source: Sentence

    def limit(self, scores: int) -> float:
        """Return the limit of the reliable change index for so many scores of one student.

        All scores together stay within it with the stated confidence where nothing changed.
        """
        tail = (1 - self.confidence) / (2 * scores)
        return NormalDist().inv_cdf(1 - tail)


class ExpectedMoves(Definition):
    """When moves by chance are set beside those of the district."""

    students_at_least: Annotated[int, Field(ge=10)]
    students_source: Sentence
    known_share_at_least: Annotated[float, Field(gt=0, le=1)]
    known_source: Sentence
    confidence: Confidence
    confidence_source: Sentence


class MoveWords(Definition):
    """What is said by how the level of support moved."""

    same: Sentence | None = None
    up: Sentence | None = None
    down: Sentence | None = None
    otherwise: Sentence

    @model_validator(mode="after")
    def _all_or_none(self) -> Self:
        if len({self.same is None, self.up is None, self.down is None}) > 1:
            raise ValueError("needs all of `same`, `up` and `down`, or none of them.")
        return self

    def of(self, move: Move) -> str:
        """Return the words for a move."""
        return getattr(self, move) or self.otherwise


class ChangeRules(Definition):
    """The whole of `change.toml`."""

    reliable: Reliable
    expected: ExpectedMoves
    words: dict[Said, MoveWords]
    also: dict[Also, Sentence]


@cache
def load_change_rules() -> ChangeRules:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing or unsourced.
    """
    with as_file(files("screening.change").joinpath("change.toml")) as path:
        return load_definition(path, ChangeRules)
