"""Cells of an export that are no answer: which they are, of what kind, which of them are labels."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from screening.intake.layout import Layout
from screening.intake.personal_values import NOT_KEPT, looks_personal
from screening.intake.problem_words import FoundKind, load_words
from screening.intake.values import NoAnswer, normalise
from screening.warehouse import Warehouse, quoted

KINDS: tuple[tuple[FoundKind, re.Pattern[str]], ...] = (
    ("formula", re.compile(r"=.*", re.DOTALL)),
    ("date", re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*", re.DOTALL)),
    ("number", re.compile(r"[+-]?\d+([.,]\d+)?")),
    ("several", re.compile(r".*[;|\n].*", re.DOTALL)),
)
"""Asked in this order."""
LIKE_A_NAME = re.compile(r"[^\W\d_a-z][\w'-]+( [^\W\d_a-z][\w'-]*\.?){1,2}")
"""Two or three words that begin with a capital letter."""


@dataclass(frozen=True)
class UnreadCell:
    """One cell that is no answer.

    Attributes:
        row: row as a spreadsheet shows it.
        item: item or result id.
        text: the cell's content; shown nowhere but, where it is a label, as a label.
    """

    row: int
    item: str
    text: str

    @property
    def label(self) -> str:
        """The text as it is compared."""
        return normalise(self.text)


@dataclass(frozen=True)
class OfferedLabel:
    """An unknown label of one column: how it is written, and how many cells have it."""

    item: str
    text: str
    cell_count: int


def store_unread(warehouse: Warehouse, layout: Layout, *, file_id: int) -> None:
    """Make `unread_<id>` from `decoded_<id>` as it was read, before any correction.

    Rows: one per cell that is no answer. Columns: source_row, item_id, label (the cell's text).
    A table that is there already stays: a step that is repeated finds what the first try found.
    """
    parts = [
        f"select decoded.source_row, '{item}' as item_id, raw.{quoted(item)} as label"
        f" from decoded_{file_id} as decoded inner join raw_{file_id} as raw"
        f" on decoded.source_row = raw.source_row where decoded.{item} = {int(NoAnswer.UNKNOWN)}"
        for block in layout.block
        for item in block.columns
    ]
    warehouse.execute(
        f"create table if not exists unread_{file_id} as\n" + "\nunion all\n".join(parts)
    )


def unread_cells(warehouse: Warehouse, file_id: int) -> list[UnreadCell]:
    """Return the cells of `unread_<id>`, as the file reads."""
    return [
        UnreadCell(*cell)
        for cell in warehouse.rows(
            f"select source_row, item_id, label from unread_{file_id} order by source_row, item_id"
        )
    ]


def kind_of(text: str) -> FoundKind:
    """Return what a cell holds, in kind: its content is never shown.

    >>> kind_of("7"), kind_of("a;b"), kind_of("sometimes")
    ('number', 'several', 'text')
    """
    plain = text.strip()
    if len(plain) > load_words().label_limits.longest:
        return "long"
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(plain)), "text")


def offered_labels(
    cells: Sequence[UnreadCell], *, critical_items: Collection[str]
) -> dict[tuple[str, str], OfferedLabel]:
    """Return the labels that a school may decide on, by item and label as it is compared.

    A label of a critical item is never shown, nor is what may be a free text or personal data.
    """
    everywhere = Counter(cell.label for cell in cells)
    in_column = Counter((cell.item, cell.label) for cell in cells)
    offered: dict[tuple[str, str], OfferedLabel] = {}
    for cell in cells:
        key = cell.item, cell.label
        if cell.item not in critical_items and _is_label(cell.text, everywhere[cell.label]):
            written = " ".join(cell.text.split())
            offered.setdefault(key, OfferedLabel(cell.item, written, in_column[key]))
    return offered


def _is_label(text: str, cell_count: int) -> bool:
    """Return True for a text that can only be an option of a form."""
    limits = load_words().label_limits
    plain = " ".join(text.split())
    fewest = limits.fewest_like_a_name if LIKE_A_NAME.fullmatch(plain) else limits.fewest_cells
    return (
        cell_count >= fewest
        and plain.isprintable()
        and kind_of(text) in {"text", "number"}
        and len(plain.split()) <= limits.most_words
        and not looks_personal(plain, "answer")
        and plain != NOT_KEPT
        and not re.search(rf"\d{{{limits.most_digits + 1}}}", plain)
    )
