"""The catalogue of supports: what may help, with its evidence, and what a list may suggest."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.grades import CANONICAL_GRADES, usual_age
from screening.programme.settings import Sentence

EvidenceLevel = Literal[
    "strong", "moderate", "limited", "mixed", "insufficient", "null", "potential_harm"
]
SupportId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
INTENSIVE = 3
"""The tier in which a person meets the student before anything else is chosen."""
_STRENGTH: tuple[EvidenceLevel, ...] = ("strong", "moderate", "limited", "mixed")
"""Levels that may ever be suggested, best first; below `moderate` only practice defaults."""


class Evidence(Definition):
    """How well a support is tested with children of school age."""

    level: EvidenceLevel
    source: Sentence
    note: Sentence
    checked: Literal["looked_up", "partly", "background"]


class Ages(Definition):
    """First and last age, in whole years, for which a support is meant."""

    first: Annotated[int, Field(ge=0, le=21, alias="from")]
    last: Annotated[int, Field(ge=0, le=21, alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("`to` is below `from`.")
        return self


class CheckFirst(Definition):
    """A few words printed beside the support where a student has the area."""

    area: Sentence
    words: Sentence


class Support(Definition):
    """One support a school may offer."""

    id: SupportId
    name: Sentence
    areas: Annotated[tuple[str, ...], Field(min_length=1)]
    tiers: Annotated[tuple[Literal[1, 2, 3], ...], Field(min_length=1)]
    ages: Ages
    suggest: Literal["auto", "human", "info", "never"]
    evidence: Evidence
    caution: Sentence
    review_by: dt.date
    """Last day on which the row may be suggested without being read again."""
    practice_default: bool = False
    always_fits: bool = False
    check_first: CheckFirst | None = None

    @model_validator(mode="after")
    def _suggested_only_with_evidence(self) -> Self:
        strong_enough = self.evidence.level in _STRENGTH[:2]
        ordinary = self.practice_default and self.evidence.level in _STRENGTH
        if self.suggest == "auto" and not (strong_enough or ordinary):
            raise ValueError(
                f"evidence '{self.evidence.level}' is too weak for suggest = 'auto'; only "
                "strong, moderate or a practice default with limited or mixed evidence may be."
            )
        return self

    def label(self, *, areas: Sequence[str]) -> str:
        """Return the name with its evidence, and what to check first for these areas."""
        basis = "usual practice, evidence" if self.practice_default else "evidence"
        notes = [f"{basis} {self.evidence.level}"]
        if self.check_first and self.check_first.area in areas:
            notes.append(self.check_first.words)
        return f"{self.name} ({'; '.join(notes)})"


class Catalogue(Definition):
    """All supports of a programme, in the order in which equals are offered."""

    title: Sentence
    areas: dict[str, Sentence]
    """Area id → words for people."""
    school_ages: Ages
    """Ages a support must suit where the grade is not known."""
    support: Annotated[tuple[Support, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [support.id for support in self.support]
        if len(set(ids)) != len(ids):
            raise ValueError("two [[support]] entries have the same id.")
        for support in self.support:
            unknown = sorted(set(support.areas) - set(self.areas))
            if unknown:
                raise ValueError(f"{support.id}: area '{unknown[0]}' is not listed in [areas].")
        return self

    def support_by_id(self, support_id: str) -> Support:
        """Return the support; KeyError if there is none."""
        return {support.id: support for support in self.support}[support_id]

    def area_words(self, area: str) -> str:
        """Return an area in words; an area of another catalogue keeps its id, spaced."""
        return self.areas.get(area, area.replace("_", " "))

    def stale(self, *, today: dt.date) -> tuple[Support, ...]:
        """Return supports whose `review_by` has passed: they are not suggested."""
        return tuple(support for support in self.support if support.review_by < today)


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that comes with the programme (`catalogue.toml`).

    Raises:
        DefinitionError: a row is incomplete, unsourced or suggested without evidence.
    """
    with as_file(files("screening.supports").joinpath("catalogue.toml")) as path:
        return load_definition(path, Catalogue)


def suggest(
    catalogue: Catalogue, *, areas: Sequence[str], tier: int, grade: str, today: dt.date
) -> tuple[Support, ...]:
    """Return the supports a list may propose, best first.

    A support must be `auto`, in date, meant for the tier and for every usual age in the grade.
    Order: intensive support begins with what always fits (a person meets the student); tested
    supports stand before ordinary practice; then the number of areas met, the strength of
    evidence, the order of the catalogue.

    Args:
        catalogue: where to look.
        areas: the student's areas; one the catalogue does not know matches nothing.
        tier: 2 or 3.
        grade: canonical grade; another text counts as `unknown`.
        today: day of the list.
    """
    youngest, oldest = _ages_in(grade, otherwise=catalogue.school_ages)
    fitting = [
        support
        for support in catalogue.support
        if support.suggest == "auto"
        and support.review_by >= today
        and tier in support.tiers
        and support.ages.first <= youngest
        and oldest <= support.ages.last
        and (support.always_fits or set(areas) & set(support.areas))
    ]
    return tuple(sorted(fitting, key=lambda support: _place(support, areas=areas, tier=tier)))


def _ages_in(grade: str, *, otherwise: Ages) -> tuple[int, int]:
    """Return the usual ages within one school year, youngest and oldest."""
    if grade not in CANONICAL_GRADES:
        return otherwise.first, otherwise.last
    return usual_age(grade), usual_age(grade) + 1


def _place(support: Support, *, areas: Sequence[str], tier: int) -> tuple[bool, bool, int, int]:
    """Return the sort key of a suggestion: smaller is offered earlier."""
    begins_intensive_support = tier == INTENSIVE and support.always_fits
    met = len(set(areas) & set(support.areas))
    strength = _STRENGTH.index(support.evidence.level)
    return not begins_intensive_support, support.practice_default, -met, strength
