"""An export layout: what the columns of one survey export mean. Nothing is scored without one."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from screening.definition import Definition
from screening.intake.column_address import Address
from screening.programme.settings import Identifier, Informant, Sentence, TimeZone

TIME_PARTS = re.compile(r"(?:[^%]|%[YymdHIMSfpbBaAjz%])+")
"""A time format of parts that every reader knows in the same way."""


def _known_parts(text: str) -> str:
    if not TIME_PARTS.fullmatch(text):
        raise ValueError(f"'{text}' has a part that is not known. Write it as '%Y-%m-%d %H:%M:%S'.")
    return text


TimeFormat = Annotated[Sentence, AfterValidator(_known_parts)]
Platform = Literal[
    "plain", "google_forms", "ms_forms", "qualtrics", "redcap", "limesurvey", "surveymonkey",
    "kobo", "typeform", "jotform", "spss",
]  # fmt: skip
RowReason = Literal["test", "preview", "spam", "imported", "partial", "no_consent", "other_form"]


class RecordedAt(Definition):
    """Where the time of an answer stands and how it is written."""

    column: Address
    formats: Annotated[tuple[TimeFormat, ...], Field(min_length=1)]
    """`strptime` formats; a text that fits none is a problem, and a file in which two of them read
    day and month differently is refused (T701). With `%z` the time's own zone counts."""
    timezone: TimeZone | None = None
    """The zone the tool writes times in, as `UTC`; None = the programme's own."""
    fallback: Address | None = None
    """Another column of times in the same formats, for rows whose time stands for none (T704)."""


class RowFilter(Definition):
    """Rows that are left out, with the reason: test rows, refused consent, others' forms."""

    column: Address
    keep: tuple[str, ...] = ()
    """Contents of rows that count, whatever the case; every other row is left out."""
    reason: RowReason | None = None
    """Why a row is left out whose content is not in `keep`."""
    leave_out: dict[str, RowReason] = {}
    """Content, whatever the case → why such a row is left out; asked before `keep`."""

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if bool(self.keep) != bool(self.reason):
            raise ValueError("`keep` says which rows count and `reason` why others do not: both.")
        if not (self.keep or self.leave_out):
            raise ValueError("neither `keep` nor `leave_out` says which rows count.")
        return self


class Block(Definition):
    """The items of one instrument in the export, or the results of a vendor."""

    instrument: Identifier
    item_order: str | None = None
    """Which published order the form followed; needed where the orders change the key."""
    columns: Annotated[dict[str, Address], Field(min_length=1)]
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
    platform: Platform
    """The tool that wrote the file: how to read it; what it means is said below."""
    files: tuple[Sentence, ...]
    """File name patterns, as `student_*.csv`; exactly one layout must fit a file."""
    informant: Informant
    student_ref: Address
    """The export's column that holds the pseudonym."""
    approved_by: Sentence
    approved_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    delimiter: Literal[",", ";", "\t", "|"] = ","
    encodings: tuple[Literal["utf-8", "utf-16", "cp1252"], ...] = ("utf-8",)
    """Encodings the tool writes; a byte-order mark always wins."""
    recorded_at: RecordedAt | None = None
    duration: Address | None = None
    """The export's column with the seconds that a form was open."""
    rows: tuple[RowFilter, ...] = ()
    ignore: tuple[str, ...] = ()
    """Columns known to be there and not wanted; any other unmapped column is reported."""
    block: Annotated[tuple[Block, ...], Field(min_length=1)]

    @property
    def headers(self) -> dict[str, str]:
        """Item id or result id → its column, as problems name it."""
        return {name: str(each) for block in self.block for name, each in block.columns.items()}

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
