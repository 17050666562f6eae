"""How urgency is decided: rules that say "at least", so that more need is never later."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition
from screening.programme.settings import Deadlines, Sentence

Deadline = Literal["next_meeting", "tier_2", "tier_3"]
"""A key of `[deadlines]` in the settings."""
DEADLINES: tuple[Deadline, ...] = ("next_meeting", "tier_2", "tier_3")
"""Longest first: the place, counted from 1, is the level of urgency."""


@dataclass(frozen=True)
class Need:
    """What urgency follows; no score.

    Attributes:
        tier: 2 or 3.
        area_count: areas of need.
        worse: worse than last time, beyond chance.
        informant_count: informants whose answers show difficulties.
        thin: answers or an informant are missing. Informants who disagree are not thin: one more
            sign that makes them agree must not mean more time.
        in_support: support is known to run.
    """

    tier: int
    area_count: int
    worse: bool
    informant_count: int
    thin: bool
    in_support: bool


class UrgencyStep(Definition):
    """Words for every number of school days left up to one."""

    words: Sentence
    up_to_school_days: Annotated[int, Field(ge=0, le=60)]


class UrgencyRule(Definition):
    """Who has a deadline at least so short; a condition that is not named asks for nothing."""

    deadline: Deadline
    tier: Literal[2, 3]
    areas: Annotated[int, Field(ge=0, le=10)] = 0
    worse: Literal[True] | None = None
    informants: Annotated[int, Field(ge=0, le=3)] = 0
    thin: Literal[True] | None = None
    unsupported: Literal[True] | None = None
    words: Sentence

    @property
    def level(self) -> int:
        """1 for the longest deadline, 3 for the shortest."""
        return level_of(self.deadline)

    def fits(self, need: Need) -> bool:
        """Return whether every condition holds."""
        return (
            need.tier >= self.tier
            and need.area_count >= self.areas
            and (need.worse or not self.worse)
            and need.informant_count >= self.informants
            and (need.thin or not self.thin)
            and not (need.in_support and self.unsupported)
        )


class Urgency(Definition):
    """Deadlines in words, shortest first, and who has which."""

    source: Sentence
    steps: Annotated[tuple[UrgencyStep, ...], Field(min_length=1)]
    otherwise: Sentence
    rule: Annotated[tuple[UrgencyRule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [step.up_to_school_days for step in self.steps]
        if sorted(set(days)) != days:
            raise ValueError("`steps` must rise in school days.")
        levels = [rule.level for rule in self.rule]
        if sorted(levels, reverse=True) != levels:
            raise ValueError("`rule` must stand from the shortest deadline to the longest.")
        least = Need(2, 0, worse=False, informant_count=0, thin=False, in_support=True)
        if not self.rule[-1].fits(least):
            raise ValueError("the last `rule` must fit everybody with tier 2 or 3.")
        return self

    def rule_for(self, need: Need) -> UrgencyRule:
        """Return the first rule that fits; the last one fits everybody."""
        return next(rule for rule in self.rule if rule.fits(need))

    def words_for(self, school_days: int) -> str:
        """Return the words for the school days that are left; below 0 as 0."""
        fitting = [step.words for step in self.steps if school_days <= step.up_to_school_days]
        return fitting[0] if fitting else self.otherwise

    def order(self) -> tuple[str, ...]:
        """Return all words, most urgent first."""
        return (*(step.words for step in self.steps), self.otherwise)


def level_of(deadline: Deadline) -> int:
    """Return the level of urgency of a deadline: 1 = next meeting, 2, 3 = the shortest."""
    return DEADLINES.index(deadline) + 1


def days_of(level: int, *, deadlines: Deadlines) -> int:
    """Return the school days of a level of urgency; the meeting is never before tier 2 is due."""
    days = {
        1: max(deadlines.next_meeting, deadlines.tier_2),
        2: deadlines.tier_2,
        3: deadlines.tier_3,
    }
    return days[level]
