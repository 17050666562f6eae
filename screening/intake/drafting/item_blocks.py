"""Columns side by side that could be an instrument's items: only ever a proposal.

No wording of items is in this project, so position, number and answers are all that can be
compared; two instruments with the same answers look alike. A person must say which is which.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from screening.instruments.definition import Instrument
from screening.intake.drafting.answer_labels import KnownLabels
from screening.intake.drafting.answer_reading import MOST_LABELS, Misfit, as_code, read_answers
from screening.intake.drafting.known_names import numbered_name
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.text_table import Column
from screening.intake.values import normalise

Fits = Callable[[ColumnSeen], bool]
GoesOn = Callable[[Column, Column], bool]
Run = list[ColumnSeen]
BEFORE_A_GRIDS_ROW = re.compile(r"(?P<stem>.*?)\s*(\[[^\]]*\]|>>.*|/[^/]*)\s*", re.DOTALL)


@dataclass(frozen=True)
class ItemBlock:
    """A block of columns, as many as the instrument has items.

    Attributes:
        places: item number → position of its column.
        how: how they were found, in a few words.
    """

    places: dict[int, int]
    how: str


def item_blocks(
    instrument: Instrument,
    columns: Sequence[ColumnSeen],
    *,
    taken: Collection[int],
    known: KnownLabels,
    beside: tuple[int, int] = (0, 0),
) -> list[ItemBlock]:
    """Return the blocks that could be the instrument's items, those that fit best.

    Args:
        instrument: whose items are looked for.
        columns: what the file's columns hold.
        taken: positions of columns that are something else for certain.
        known: the instrument's published answers.
        beside: how many items of other instruments are asked for before and after these; where
            answers are alike, several instruments stand side by side without a border.
    """
    free = [
        each for each in columns if each.position not in taken and each.column.name and each.filled
    ]
    codes = frozenset(instrument.answers.codes.values())
    shifted = frozenset(code + 1 for code in codes)
    tests = (
        _answered(codes, known),
        _answered(shifted, known),
        _mostly_answered(codes, known),
        _has_few_words,
    )
    for fits in tests:
        if found := _blocks(free, instrument.item_count, fits, beside):
            return found
    return []


def _answered(codes: frozenset[int], known: KnownLabels) -> Fits:
    """Return the test whether a column holds nothing but these codes, or published labels."""

    def fits(column: ColumnSeen) -> bool:
        reading = read_answers([column], allowed=codes, known=known)
        return not isinstance(reading, Misfit) and not reading.to_decide

    return fits


def _mostly_answered(codes: frozenset[int], known: KnownLabels) -> Fits:
    """Return the test whether most rows of a column hold these codes or published labels.

    A slip in one row must not hide the question from the person who drafts; it is asked about.
    """

    def fits(column: ColumnSeen) -> bool:
        answered = sum(
            rows
            for cell, rows in column.cells.items()
            if as_code(cell) in codes or known.code_of(cell) is not None
        )
        return not column.has_many and answered > column.cells.total() / 2

    return fits


def _has_few_words(column: ColumnSeen) -> bool:
    words = {normalise(cell) for cell in column.cells}
    return 1 < len(words) <= MOST_LABELS and not any(
        word.replace(".", "").isdecimal() for word in words
    )


def _blocks(
    columns: Sequence[ColumnSeen], size: int, fits: Fits, beside: tuple[int, int]
) -> list[ItemBlock]:
    """Return each run of exactly `size` columns that all fit; a grid of its own counts alone."""
    before, after = beside
    fitting = list(_runs([each for each in columns if fits(each)], _adjacent))
    grids = [run for run in _runs(columns, _same_grid) if all(map(fits, run))]
    blocks = [_block(run, "side by side") for run in (*grids, *fitting) if len(run) == size]
    if before or after:
        apart = "side by side with others, taken apart in the order that you gave"
        blocks += [
            _block(run[before : before + size], apart)
            for run in fitting
            if len(run) == before + size + after
        ]
    return [
        each
        for place, each in enumerate(blocks)
        if each.places not in [other.places for other in blocks[:place]]
    ]


def _runs(columns: Sequence[ColumnSeen], goes_on: GoesOn) -> Iterator[Run]:
    """Yield neighbours in the file for which `goes_on` holds from one to the next."""
    run: Run = list(columns[:1])
    for before, after in pairwise(columns):
        if after.position == before.position + 1 and goes_on(before.column, after.column):
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _adjacent(_before: Column, _after: Column) -> bool:
    return True


def _same_grid(before: Column, after: Column) -> bool:
    return bool(_stem(before)) and _stem(before) == _stem(after)


def _stem(column: Column) -> str:
    """Return what the columns of one grid have in common: the question, or the name's start."""
    if row := BEFORE_A_GRIDS_ROW.fullmatch(column.name):
        return row["stem"]
    number = numbered_name(column.name)
    if number:
        return number[0]
    return column.name if column.text != column.name else ""


def _block(run: Run, how: str) -> ItemBlock:
    numbers = [found[1] if (found := numbered_name(each.column.name)) else 0 for each in run]
    if sorted(numbers) == list(range(1, len(run) + 1)):
        places = {number: each.position for number, each in zip(numbers, run, strict=True)}
        return ItemBlock(dict(sorted(places.items())), f"{how}, in the order of their numbers")
    return ItemBlock({number: each.position for number, each in enumerate(run, start=1)}, how)
