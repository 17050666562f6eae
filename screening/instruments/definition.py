"""An instrument as data: which items make which subscale, and what its scores mean.

Only facts that a manual states; no item wording. What a definition must keep is in `checks.py`,
how one informant's form is scored is in `form.py`.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from screening.definition import Definition
from screening.instruments.checks import check_instrument
from screening.programme.settings import Informant, Sentence

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
"""Lower-case words joined by `_`; safe as a column name."""
ItemNumber = Annotated[int, Field(ge=1, le=99)]
Items = Annotated[tuple[ItemNumber, ...], Field(min_length=1)]
Code = Annotated[int, Field(ge=0, le=99)]
ScoreRange = tuple[int, int]
"""First and last score of a band, both included, as the manual prints them."""
Ranges = dict[Name, ScoreRange]
Area = Literal[
    "internalising",
    "externalising",
    "attention",
    "peer_social",
    "emotion_regulation",
    "wellbeing",
    "total",
]
Confidence = Literal["high", "medium", "low"]


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


class Complete(Definition):
    """A score only when every item is answered."""

    rule: Literal["complete"]
    source: Sentence


class Prorate(Definition):
    """Mean of the answered items times the number of items, a half rounded up."""

    rule: Literal["prorate"]
    at_least: Annotated[int, Field(ge=1)]
    """Fewest answered items that give a score."""
    rounding: Literal["half_up"]
    source: Sentence


class CountZero(Definition):
    """A blank counts as 0, unless the whole form has too many."""

    rule: Literal["count_zero"]
    at_most_blank: Annotated[int, Field(ge=0)]
    """Most blanks on the whole form; with one more, nothing is scored."""
    source: Sentence


MissingRule = Annotated[Complete | Prorate | CountZero, Field(discriminator="rule")]


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


class Subscale(Definition):
    """Items summed together, or other subscales summed together."""

    id: Name
    area: Area
    words: Sentence
    """Neutral words for staff lists."""
    items: Items | dict[Name, Items] = ()
    """Item numbers; per item order where the orders differ."""
    reversed: tuple[ItemNumber, ...] = ()
    """Items that count from the other end."""
    sum_of: tuple[Name, ...] = ()
    """Subscales that are summed; no score if one of them has none."""
    higher_is: Literal["worse", "better"] = "worse"
    grade_bands: tuple[Name, ...] = ()
    """Grades it is scored for; empty = all."""
    missing: MissingRule | None = None
    """Where it differs from the instrument's rule."""
    source: Sentence


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


class Instrument(Definition):
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
    scheme: Annotated[tuple[Scheme, ...], Field(min_length=1)]
    """The first is used where none is named."""
    cut_points: tuple[CutPoints, ...]
    critical_item: tuple[CriticalItem, ...] = ()
    licence: Licence

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = check_instrument(self)
        if faults:
            raise ValueError(" ".join(faults))
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

    def grades(self, grade_band_id: str) -> tuple[str, ...]:
        """Return the grades of a grade band."""
        return next(band.grades for band in self.grade_band if band.id == grade_band_id)
