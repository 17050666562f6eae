"""The rows of the catalogue: supports, ways to reach them, principles; each with its evidence."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from screening.definition import Definition

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RowId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
EvidenceLevel = Literal[
    "strong",
    "moderate",
    "limited",
    "mixed",
    "insufficient",
    "null",
    "potential_harm",
    "not_applicable",
]
SuggestionRule = Literal["auto", "human", "info", "never"]
"""A list may propose it; only a person adds it; a tip at most; nobody is offered it by us."""
Checked = Literal["looked_up", "partly", "background"]
"""The source was read; part of the note is general knowledge; all of it is."""
Region = Literal["US", "UK"]
Place = Literal["list", "letter", "page"]
"""Where a row may stand: a school's list, a family's letter, this project's page for staff."""
Format = Literal[
    "individual", "group", "family", "class", "whole_school", "digital", "document", "process"
]
"""`group` is of students; parents who meet are `family`."""
Deliverer = Literal[
    "class_teacher",
    "school_counsellor",
    "school_psychologist",
    "school_social_worker",
    "school_nurse",
    "trained_practitioner",
    "specialist_clinician",
    "prescriber",
    "arts_therapist",
    "peer",
    "mentor",
    "family",
    "community_organisation",
    "self_guided",
    "district_staff",
    "software",
    "nobody",
]
Tier = Literal[1, 2, 3]
INTENSIVE = 3
"""The tier in which a person meets the student before anything else is chosen."""
STRENGTH: tuple[EvidenceLevel, ...] = ("strong", "moderate", "limited", "mixed")
"""Levels that may ever be suggested, best first; below `moderate` only practice defaults."""
WITHOUT_USE: tuple[EvidenceLevel, ...] = ("null", "potential_harm")
"""Levels that nobody is offered, whatever a district sets."""
PAGE_ONLY: tuple[Place, ...] = ("page",)
STRICTER: dict[SuggestionRule, tuple[SuggestionRule, ...]] = {
    "auto": ("human", "never"),
    "human": ("never",),
    "info": ("never",),
    "never": (),
}
"""Rule → what a district may make of it; a laxer rule is never taken."""


class Evidence(Definition):
    """How well something is tested with children of school age."""

    level: EvidenceLevel
    source: Sentence
    note: Sentence
    checked: Checked


class Ages(Definition):
    """First and last age, in whole years, for which a support is meant."""

    first: Annotated[int, Field(ge=0, le=99, alias="from")]
    last: Annotated[int, Field(ge=0, le=99, alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("`to` is below `from`.")
        return self

    def hold(self, other: "Ages") -> bool:
        """Return whether every one of the other ages is one of these."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class CheckFirst(Definition):
    """A few words printed beside the support where a student has the area."""

    area: Sentence
    words: Sentence


class Row(Definition):
    """What every row of the catalogue says."""

    id: RowId
    name: Sentence
    plain: Sentence
    """What it is, for staff, without terms of the trade."""
    evidence: Evidence
    caution: Sentence
    claim_checked: str = ""
    """What is often claimed about it and does not hold, or not for children; empty = nothing."""
    region: tuple[Region, ...] = ()
    """Where it holds; empty = anywhere."""
    owner: Sentence
    """Who reads the row again."""
    checked_on: dt.date
    """Day on which its evidence was last looked at."""
    review_by: dt.date
    """Last day on which it may be suggested without being read again."""

    def is_stale(self, *, today: dt.date) -> bool:
        """Return whether the row should have been read again before today."""
        return self.review_by < today


class AccessAid(Row):
    """What stands between a family and help, or makes help easier to reach; never an offer."""

    what_to_do: Sentence
    answers: tuple[Sentence, ...] = ()
    """Needs in the list's column of access needs that this answers."""


class Doing(Definition):
    """One thing the software does for a principle, and the file that keeps it so."""

    words: Sentence
    kept_by: Sentence
    """A test or module, from the top of the repository."""


class Principle(Row):
    """How help is given, and what this project does about it."""

    does: tuple[Doing, ...] = ()
    left_to_people: str = ""
    """What no software can keep; empty = nothing."""

    @model_validator(mode="after")
    def _says_what_follows(self) -> Self:
        if not self.does and not self.left_to_people:
            raise ValueError(f"{self.id}: say what the software does or what is left to people.")
        return self


class Support(Row):
    """Something a school, family or service may offer, or should not."""

    kind: Literal["support", "habit", "out_of_scope"] = "support"
    areas: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    format: Annotated[tuple[Format, ...], Field(min_length=1)]
    ages: Ages
    delivered_by: Annotated[tuple[Deliverer, ...], Field(min_length=1)]
    access: Sentence
    """What it takes to get there: room, time, travel, language, device."""
    cost: Sentence
    appears: Annotated[tuple[Place, ...], Field(min_length=1)]
    suggest: SuggestionRule
    practice_default: bool = False
    """Ordinary school practice that a list may propose below moderate evidence."""
    always_fits: bool = False
    """May be offered whatever the areas: a first contact, a holding step."""
    check_first: CheckFirst | None = None
    also_called: tuple[Sentence, ...] = ()
    """Beginnings of words by which a district's row is known to be this one; lower case."""

    @model_validator(mode="after")
    def _offered_only_with_evidence(self) -> Self:
        for fault in self._faults():
            raise ValueError(f"{self.id}: {fault}")
        return self

    def _faults(self) -> Iterator[str]:
        level, rule = self.evidence.level, self.suggest
        if level in WITHOUT_USE and rule != "never":
            yield f"evidence '{level}' must be suggest = 'never', and stands on the page alone."
        if rule == "never" and self.appears != PAGE_ONLY:
            yield "suggest = 'never' stands on the page alone: appears = ['page']."
        if "letter" in self.appears and level not in STRENGTH:
            yield f"evidence '{level}' is too weak for a letter: take it out of appears."
        if self.kind == "out_of_scope" and rule != "never":
            yield "what is out of scope must be suggest = 'never'."
        if level == "not_applicable" and rule != "never":
            yield "evidence 'not_applicable' supports no offer: suggest = 'never'."
        if rule == "auto":
            yield from self._faults_of_auto()

    def _faults_of_auto(self) -> Iterator[str]:
        level = self.evidence.level
        ordinary = self.practice_default and level in STRENGTH
        if level not in STRENGTH[:2] and not ordinary:
            yield (
                f"evidence '{level}' is too weak for suggest = 'auto'; only strong, moderate "
                "or a practice default with limited or mixed evidence may be."
            )
        if self.region:
            yield "suggest = 'auto' holds in every region: leave region out, or let people add it."
        if self.always_fits and self.format != ("individual",):
            yield "always_fits begins with one person who meets one student."

    def is_nothing_but(self, other: "Support") -> bool:
        """Return whether another row is this one, which nobody is offered, under its own name."""
        if self.suggest != "never" or not set(self.format) & set(other.format):
            return False
        said = f"{other.name} {other.plain}".casefold()
        return any(re.search(rf"\b{re.escape(word)}", said) for word in self.also_called)

    def label(self, *, areas: Sequence[str]) -> str:
        """Return the name with its evidence, and what to check first for these areas."""
        return f"{self.name} ({'; '.join(self._notes(areas))})"

    def _notes(self, areas: Sequence[str]) -> list[str]:
        basis = "usual practice, evidence" if self.practice_default else "evidence"
        notes = [f"{basis} {self.evidence.level}"]
        if self.check_first and self.check_first.area in areas:
            notes.append(self.check_first.words)
        return notes
