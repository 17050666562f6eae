"""An export layout: what the columns of one survey export mean. Nothing is scored without one."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from screening.definition import Definition
from screening.programme.settings import Identifier, Informant, Sentence

TIME_PARTS = re.compile(r"(?:[^%]|%[YymdHIMSfpbBaAjz%])+")
"""A time format of parts that every reader knows in the same way."""


def _known_parts(text: str) -> str:
    if not TIME_PARTS.fullmatch(text):
        raise ValueError(f"'{text}' has a part that is not known. Write it as '%Y-%m-%d %H:%M:%S'.")
    return text


TimeFormat = Annotated[Sentence, AfterValidator(_known_parts)]


class RecordedAt(Definition):
    """Where the time of an answer stands and how it is written."""

    column: Sentence
    formats: Annotated[tuple[TimeFormat, ...], Field(min_length=1)]
    """`strptime` formats, tried in order; a text that fits none is a problem, never guessed."""


class RowFilter(Definition):
    """Rows that are left out, with the reason: test rows, refused consent, others' forms."""

    column: Sentence
    keep: tuple[str, ...]
    """Contents of rows that count, whatever the case; every other row is left out."""
    reason: Literal["test", "preview", "partial", "no_consent", "other_form"]


class Block(Definition):
    """The items of one instrument in the export, or the results of a vendor."""

    instrument: Identifier
    item_order: str | None = None
    """Which published order the form followed; needed where the orders change the key."""
    columns: Annotated[dict[str, Sentence], Field(min_length=1)]
    """Item id or result id → the export's own column name."""
    answers: Literal["codes", "labels", "results"]
    """`results`: T scores and bands as a vendor prints them, which its instrument's file knows."""
    labels: dict[str, int] = {}
    """Label → code; needed with `answers = "labels"`."""
    codes: dict[str, int] = {}
    """The tool's own code → the instrument's code, where they differ."""
    missing: dict[Literal["not_shown", "skipped", "refused", "dont_know"], tuple[str, ...]] = {}
    """Texts that mean there is no answer, by kind; an empty cell is always `skipped`."""
    already_reversed: bool = False
    """True where the survey tool has reversed the reversed items itself."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.answers == "labels" and not self.labels:
            raise ValueError("answers are labels, so [block.labels] must say which code each has.")
        if len(set(self.columns.values())) != len(self.columns):
            raise ValueError("two items are read from the same column.")
        if self.answers == "results" and (self.labels or self.codes or self.already_reversed):
            raise ValueError("results are read as the vendor prints them: no labels, no codes.")
        return self


class Layout(Definition):
    """One approved layout (`layouts/<id>.toml`)."""

    id: Identifier
    platform: Literal["plain", "qualtrics"]
    """How to read the file; what it means is said below."""
    files: tuple[Sentence, ...]
    """File name patterns, as `student_*.csv`; exactly one layout must fit a file."""
    informant: Informant
    student_ref: Sentence
    """The export's column that holds the pseudonym."""
    approved_by: Sentence
    approved_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    delimiter: Literal[",", ";", "\t", "|"] = ","
    encodings: tuple[Literal["utf-8", "utf-16", "cp1252"], ...] = ("utf-8",)
    """Encodings the tool writes; a byte-order mark always wins."""
    recorded_at: RecordedAt | None = None
    duration: Sentence | None = None
    """The export's column with the seconds that a form was open."""
    rows: tuple[RowFilter, ...] = ()
    ignore: tuple[str, ...] = ()
    """Columns known to be there and not wanted; any other unmapped column is reported."""
    block: Annotated[tuple[Block, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_meaning_a_column(self) -> Self:
        used = [self.student_ref]
        for block in self.block:
            used.extend(block.columns.values())
        if len(set(used)) != len(used):
            raise ValueError("one column is given two meanings.")
        if any(re.search(r"[/\\]", pattern) for pattern in self.files):
            raise ValueError("`files` are names inside the window's folder, without folders.")
        return self
