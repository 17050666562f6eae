"""Words and stages of the loop's tables, as a frozen model (`loop.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Literal, Self

from pydantic import model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.referrals.rules import load_rules

Action = Literal["no_action", "waiting", "begun", "ended"]
NO_ACTION, WAITING, SEEN = "no_action", "waiting", "student_seen"
"""Stages that do not follow from the status alone."""


class Stage(Definition):
    """How far a student has come."""

    id: str
    words: Sentence
    action: Action
    statuses: tuple[str, ...] = ()


class LoopWords(Definition):
    """The whole of `loop.toml`."""

    title: Sentence
    finding: Sentence
    intro: Sentence
    flagged: Sentence
    caption_action: Sentence
    caption_timing: Sentence
    caption_stages: Sentence
    caption_checks: Sentence
    wait: Sentence
    heading_of: Sentence
    heading_met: Sentence
    due: Sentence
    stage_heading: Sentence
    check_heading: Sentence
    students: Sentence
    action: dict[Action, Sentence]
    timing: dict[str, Sentence]
    check: dict[str, Sentence]
    stage: tuple[Stage, ...]

    @model_validator(mode="after")
    def _every_status_has_a_stage(self) -> Self:
        statuses = [status for stage in self.stage for status in stage.statuses]
        first, *others = (status.id for status in load_rules().status)
        if sorted(statuses) != sorted(others):
            raise ValueError(f"every status but '{first}' belongs to one stage.")
        if not {NO_ACTION, WAITING, SEEN} <= {stage.id for stage in self.stage}:
            raise ValueError("a stage is missing.")
        return self

    def stage_of(self, status: str) -> Stage:
        """Return the stage of a status; of a status that is not started, `waiting`."""
        found = [stage for stage in self.stage if status in stage.statuses]
        return found[0] if found else self.stage_by_id(WAITING)

    def stage_by_id(self, stage_id: str) -> Stage:
        """Return a stage; KeyError if there is none."""
        return {stage.id: stage for stage in self.stage}[stage_id]


@cache
def load_loop_words() -> LoopWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word is missing, or a status has no stage or two.
    """
    with as_file(files("screening.dashboards").joinpath("loop.toml")) as path:
        return load_definition(path, LoopWords)
