"""An instrument as data: which items make which subscale, and what its scores mean.

Only facts that a manual states; no item wording. What a definition must keep is in `checks.py`,
how one informant's form is scored is in `form.py`.
"""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import ContradictionError, Definition
from screening.instruments.accuracy import PublishedFigures
from screening.instruments.checks import check_instrument
from screening.instruments.derived_rule import DerivedRule, Norms
from screening.instruments.missing_rule import Complete, MissingRule
from screening.instruments.names import Name, item_id
from screening.instruments.reliability import Confidence
from screening.programme import kinds
from screening.programme.settings import Informant, Sentence

ItemNumber = Annotated[int, Field(ge=1, le=99)]
Items = Annotated[tuple[ItemNumber, ...], Field(min_length=1)]
Code = Annotated[int, Field(ge=0, le=99)]
ScoreRange = tuple[int | float, int | float]
"""First and last score of a band, both included; `-inf` and `inf` where a T score has no end."""
Ranges = dict[Name, ScoreRange]
AreaOfNeed = kinds.AreaOfNeed
Area = kinds.Area


class InformantForm(Definition):
    """The form that one informant answers."""

    ages: Sentence
    source: Sentence
    note: Sentence | None = None


class Answers(Definition):
    """The answers to choose from: published label → code."""

    codes: Annotated[dict[Sentence, Code], Field(min_length=2)]
    source: Sentence

    @property
    def lowest(self) -> int:
        """The smallest code."""
        return min(self.codes.values())

    @property
    def highest(self) -> int:
        """The largest code."""
        return max(self.codes.values())


class GradeBand(Definition):
    """School grades that share a key or a cut-point."""

    id: Name
    grades: Annotated[tuple[str, ...], Field(min_length=1)]
    """Canonical grades: `PK`, `K`, `1` to `12`."""
    source: Sentence


class ItemOrder(Definition):
    """One of the orders in which the items are printed."""

    id: Name
    source: Sentence
    note: Sentence | None = None


class Strength(Definition):
    """From which score a subscale says what a student can do or what helps."""

    at_least: int | float
    what: Name
    """Which of the named strengths (`screening/strengths/strengths.toml`)."""
    source: Sentence


class Caution(Definition):
    """Scores that say the form may not have been answered as meant; never a concern."""

    scores: Annotated[tuple[ScoreRange, ...], Field(min_length=1)]
    words: Sentence
    source: Sentence


class Subscale(Definition):
    """Items summed together, other subscales summed together, or a score made from another."""

    id: Name
    area: Area
    kind: Literal["concern", "strength", "validity"] = "concern"
    """A strength or a validity subscale can never lead to a tier."""
    words: Sentence
    """Neutral words for staff lists."""
    items: Items | dict[Name, Items] = ()
    """Item numbers; per item order where the orders differ."""
    reversed: tuple[ItemNumber, ...] = ()
    """Items that count from the other end."""
    sum_of: tuple[Name, ...] = ()
    """Subscales that are summed; no score if one of them has none."""
    derived: DerivedRule | None = None
    """How it is made from another subscale's score."""
    requires: tuple[Name, ...] = ()
    """Subscales without whose scores this one has none (RCADS totals)."""
    higher_is: Literal["worse", "better"] = "worse"
    grade_bands: tuple[Name, ...] = ()
    """Grades it is scored for; empty = all."""
    missing: MissingRule | None = None
    """Where it differs from the instrument's rule."""
    strength: Strength | None = None
    caution: Caution | None = None
    source: Sentence

    @property
    def parts(self) -> tuple[str, ...]:
        """Subscales it is made from; empty where it has items itself."""
        return self.sum_of if self.derived is None else (self.derived.of,)

    @property
    def given(self) -> ScoreRange | None:
        """Ends of a score that comes ready from a vendor; None where it is made from answers."""
        return None


class Supplement(Definition):
    """Questions after the main form, asked in full only of those who answer the gate item."""

    id: Name
    area: Area
    words: Sentence
    gate_item: ItemNumber
    gate_none: Code
    """Answer to the gate item that makes the score 0, whatever follows."""
    items: dict[Informant, Items]
    """Scored items per informant."""
    unscored: tuple[ItemNumber, ...]
    answers: Answers
    recode: dict[Code, Code]
    """Answer → what it counts."""
    missing: Complete
    higher_is: Literal["worse"] = "worse"
    source: Sentence

    @property
    def item_numbers(self) -> tuple[int, ...]:
        """Every item of the supplement, scored or not, in order."""
        scored = {number for numbers in self.items.values() for number in numbers}
        return tuple(sorted({self.gate_item, *self.unscored, *scored}))


class Band(Definition):
    """A named range of scores."""

    id: Name
    rank: Annotated[int, Field(ge=0, le=9)]
    """0 = least concern."""
    words: Sentence
    """Plain words for staff."""


class Scheme(Definition):
    """One published way to divide scores into bands."""

    id: Name
    title: Sentence
    source: Sentence
    band: Annotated[tuple[Band, ...], Field(min_length=2)]


class CutPoints(Definition):
    """One column of a published cut-point table: ranges as printed, per subscale."""

    scheme: Name
    informants: Annotated[tuple[Informant, ...], Field(min_length=1)]
    grade_band: Name | None = None
    ranges: Annotated[dict[Name, Ranges], Field(min_length=1)]
    """Subscale → band → first and last score."""
    between: Literal["lower", "upper"] | None = None
    """Where a score with a fraction between two printed ranges belongs: to the range of lower or of
    upper scores; only for subscales whose scores have fractions, and needed there."""
    source: Sentence


class CriticalItem(Definition):
    """An item whose answer alone needs a person today."""

    item: ItemNumber
    at_or_above: Code
    words: Sentence
    source: Sentence


class Licence(Definition):
    """Who holds the rights and what they allow."""

    holder: Sentence
    terms: Sentence
    statement_needed: bool
    """True: nothing is scored until the programme states that it holds the permission."""
    source: Sentence


class Disagreement(Definition):
    """Where sources differ, and what was chosen."""

    about: Sentence
    chosen: Sentence
    decision: Annotated[int, Field(ge=1)]
    """Number in DECISIONS.md."""


class Instrument(PublishedFigures):
    """One instrument (`library/<id>.toml`)."""

    id: Name
    version: Sentence
    """Version of this definition; written beside every score."""
    title: Sentence
    confidence: Confidence
    """`high`: every scoring number was read in two independent places."""
    item_count: ItemNumber
    """Items of the main form, numbered from 1 as printed."""
    unscored: tuple[ItemNumber, ...] = ()
    informants: Annotated[dict[Informant, InformantForm], Field(min_length=1)]
    answers: Answers
    missing: MissingRule
    item_order: tuple[ItemOrder, ...] = ()
    grade_band: tuple[GradeBand, ...] = ()
    subscale: Annotated[tuple[Subscale, ...], Field(min_length=1)]
    supplement: Supplement | None = None
    norms: Norms | None = None
    scheme: tuple[Scheme, ...] = ()
    """The first is used where none is named; empty where no cut-points are published."""
    cut_points: tuple[CutPoints, ...] = ()
    critical_item: tuple[CriticalItem, ...] = ()
    disagreement: tuple[Disagreement, ...] = ()
    licence: Licence

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = check_instrument(self)
        if faults:
            raise ContradictionError(faults)
        return self

    @property
    def key_depends_on_order(self) -> bool:
        """True where the item order must be known to score the subscales."""
        return any(isinstance(subscale.items, dict) for subscale in self.subscale)

    @property
    def subscale_ids(self) -> tuple[str, ...]:
        """Ids in the order of the definition; the supplement's is last."""
        last = () if self.supplement is None else (self.supplement.id,)
        return (*(subscale.id for subscale in self.subscale), *last)

    def codes_of(self, item_number: int) -> frozenset[int]:
        """Return the codes an item allows."""
        if self.supplement is not None and item_number > self.item_count:
            return frozenset(self.supplement.answers.codes.values())
        return frozenset(self.answers.codes.values())

    @property
    def item_numbers(self) -> tuple[int, ...]:
        """Every item of the form and its supplement, in order."""
        extra = () if self.supplement is None else self.supplement.item_numbers
        return (*range(1, self.item_count + 1), *extra)

    @cached_property
    def columns(self) -> dict[str, frozenset[int]]:
        """Column that an export can have for this instrument → the codes it allows."""
        return {item_id(self.id, number): self.codes_of(number) for number in self.item_numbers}

    def labels_of(self, _column: str) -> dict[str, int]:
        """Return label → code where the export itself fixes them; empty where the layout does."""
        return {}

    def is_banded(self, subscale_id: str, *, informant: str, scheme: str) -> bool:
        """Return whether a scheme has bands for a subscale of one informant."""
        return any(
            cut.scheme == scheme and informant in cut.informants and subscale_id in cut.ranges
            for cut in self.cut_points
        )

    def grades(self, grade_band_id: str) -> tuple[str, ...]:
        """Return the grades of a grade band."""
        return next(band.grades for band in self.grade_band if band.id == grade_band_id)
