"""The catalogue of supports: what may help, with its evidence, and what a list may suggest."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from screening.definition import ContradictionError, Definition, Fault, load_definition
from screening.programme.grades import CANONICAL_GRADES, usual_age
from screening.supports.service import Service
from screening.supports.support import (
    INTENSIVE,
    STRENGTH,
    AccessAid,
    Ages,
    Checked,
    CheckFirst,
    EvidenceLevel,
    Principle,
    Row,
    Sentence,
    SuggestionRule,
    Support,
)

FOLDER = files("screening.supports")


class Limits(Definition):
    """What holds of every row: areas of need, ages, groups. The whole of `catalogue.toml`."""

    title: Sentence
    areas: dict[str, Sentence]
    """Area id → words for people."""
    school_ages: Ages
    """Ages a support must suit where the grade is not known."""
    adults_from: Annotated[int, Field(ge=16, le=30)]
    """What begins at this age or later is for adults, and offered to no student."""
    group_mix: CheckFirst
    """What is said of a group of students where one of them has the area."""
    services_named: Annotated[int, Field(ge=1, le=5)]
    """Local places named beside one suggestion; more of them are noise."""
    files: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    """Files of the rows; of equals, what stands earlier is offered earlier."""
    levels: dict[EvidenceLevel, Sentence]
    checked: dict[Checked, Sentence]
    rules: dict[SuggestionRule, Sentence]
    """Each in words for people."""


class RowFile(Definition):
    """One file of rows; `every` holds what its rows share unless they say otherwise."""

    every: dict[str, Any] = {}
    support: tuple[Support, ...] = ()
    access: tuple[AccessAid, ...] = ()
    principle: tuple[Principle, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _with_every(cls, content: Any) -> Any:
        shared = content.get("every", {})
        filled = {
            kind: [{**shared, **row} if isinstance(row, dict) else row for row in rows]
            for kind, rows in content.items()
            if isinstance(rows, list)
        }
        return content | filled


class Catalogue(Limits):
    """All rows of a programme, in the order in which equals are offered."""

    support: Annotated[tuple[Support, ...], Field(min_length=1)]
    access: tuple[AccessAid, ...] = ()
    principle: tuple[Principle, ...] = ()
    service: tuple[Service, ...] = ()
    """Local places that give a support of the catalogue."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ContradictionError(faults)
        return self

    def _faults(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for row_id in (*(row.id for row in self.rows), *(place.id for place in self.service)):
            if row_id in seen:
                yield Fault((), f"two rows have the same id '{row_id}'. Rename one.")
            seen.add(row_id)
        for support in self.support:
            yield from (Fault((), f"{support.id}: {words}") for words in self.unfit(support))

    def unfit(self, support: Support) -> Iterator[str]:
        """Yield what speaks against a support beside what holds of all of them."""
        unknown = sorted(set(support.areas) - set(self.areas))
        if unknown:
            yield f"area '{unknown[0]}' is not listed in [areas]."
        if support.ages.first >= self.adults_from and support.suggest != "never":
            yield "is for adults: suggest = 'never'."
        mixed = "group" in support.format and self.group_mix.area in support.areas
        if support.suggest == "auto" and mixed and support.check_first != self.group_mix:
            yield f"a group: say check_first for '{self.group_mix.area}' as in [group_mix]."

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row that has evidence: supports, ways to reach them, principles."""
        return (*self.support, *self.access, *self.principle)

    def support_by_id(self, support_id: str) -> Support:
        """Return the support; KeyError if there is none."""
        return {support.id: support for support in self.support}[support_id]

    def area_words(self, area: str) -> str:
        """Return an area in words; an area of another catalogue keeps its id, spaced."""
        return self.areas.get(area, area.replace("_", " "))

    def stale(self, *, today: dt.date) -> tuple[Support, ...]:
        """Return supports whose `review_by` has passed: they are not suggested."""
        return tuple(support for support in self.support if support.is_stale(today=today))

    def services_of(
        self, support: Support, *, areas: Sequence[str], ages: Ages, today: dt.date
    ) -> tuple[Service, ...]:
        """Return the places in date that give a support to all of these ages, as listed."""
        return tuple(
            service
            for service in self.service
            if support.id in service.offers
            and not service.is_stale(today=today)
            and (service.ages or support.ages).hold(ages)
            and (not service.areas or set(service.areas) & set(areas))
        )


class Suggestion(Support):
    """A support that a list may propose to one student, with the places that give it."""

    services: tuple[Service, ...] = ()

    def _notes(self, areas: Sequence[str]) -> list[str]:
        return super()._notes(areas) + [f"at {service.address}" for service in self.services]


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program (`catalogue.toml` and `shipped/`).

    Raises:
        DefinitionError: a row is incomplete, unsourced or suggested without evidence; the message
            names the file, line and key.
    """
    with as_file(FOLDER) as folder:
        limits = load_definition(folder / "catalogue.toml", Limits)
        parts = [load_definition(folder / "shipped" / name, RowFile) for name in limits.files]
    return Catalogue(
        **dict(limits),
        support=tuple(row for part in parts for row in part.support),
        access=tuple(row for part in parts for row in part.access),
        principle=tuple(row for part in parts for row in part.principle),
    )


def shipped_files() -> tuple[Path, ...]:
    """Return the files of rows that lie beside the program, named in `catalogue.toml` or not."""
    with as_file(FOLDER) as folder:
        return tuple(sorted((folder / "shipped").glob("*.toml")))


def suggest(
    catalogue: Catalogue, *, areas: Sequence[str], tier: int, grade: str, today: dt.date
) -> tuple[Suggestion, ...]:
    """Return the supports a list may propose, best first.

    A support must be `auto`, in date, meant for the tier and for every usual age in the grade.
    Order: intensive support begins with what always fits (a person meets the student); tested
    supports stand before ordinary practice; then the number of areas met, the strength of
    evidence, the order of the catalogue. Local places that give it stand with it.

    Args:
        catalogue: where to look.
        areas: the student's areas; one the catalogue does not know matches nothing.
        tier: 2 or 3; 1 for what a whole class may do.
        grade: canonical grade; another text counts as `unknown`.
        today: day of the list.
    """
    ages = ages_in(grade, otherwise=catalogue.school_ages)
    fitting = [
        support
        for support in catalogue.support
        if support.suggest == "auto"
        and not support.is_stale(today=today)
        and tier in support.tiers
        and support.ages.hold(ages)
        and (support.always_fits or set(areas) & set(support.areas))
    ]
    best_first = sorted(fitting, key=lambda support: _place(support, areas=areas, tier=tier))
    named = catalogue.services_named
    return tuple(
        Suggestion.model_construct(
            **dict(support),
            services=catalogue.services_of(support, areas=areas, ages=ages, today=today)[:named],
        )
        for support in best_first
    )


def ages_in(grade: str, *, otherwise: Ages) -> Ages:
    """Return the usual ages within one school year; `otherwise` where the grade is not known."""
    if grade not in CANONICAL_GRADES:
        return otherwise
    return Ages.model_validate({"from": usual_age(grade), "to": usual_age(grade) + 1})


def _place(support: Support, *, areas: Sequence[str], tier: int) -> tuple[bool, bool, int, int]:
    """Return the sort key of a suggestion: smaller is offered earlier."""
    begins_intensive_support = tier == INTENSIVE and support.always_fits
    met = len(set(areas) & set(support.areas))
    strength = STRENGTH.index(support.evidence.level)
    return not begins_intensive_support, support.practice_default, -met, strength
