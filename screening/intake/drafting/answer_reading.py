"""How the answers of an instrument's columns are written: codes or labels, and whether they fit.

Nothing is shifted or turned here. What an SPSS file or a REDCap dictionary states is proposed;
what contradicts the instrument is a misfit, and the instrument is not accepted.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from screening.intake.drafting.answer_labels import (
    KnownLabels,
    is_code_for_none,
    kind_of_no_answer,
)
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.drafting.stated_answers import Stated, stated_answers
from screening.intake.glued_code import parted
from screening.intake.values import WHOLE_NUMBER, folded

NUMBER = re.compile(r"-?\d+([.,]\d+)?")
MOST_LABELS = 12
"""Different unknown labels that a person is asked about; more are free text, not answers."""
MOST_NAMED = 3
"""Columns that a sentence names."""


@dataclass(frozen=True)
class Misfit:
    """Why the answers are not the instrument's.

    Attributes:
        code: the problem's code.
        message: a sentence without any cell's content.
        position: the column that shows it; None = all of them.
    """

    code: str
    message: str
    position: int | None = None


@dataclass(frozen=True)
class Reading:
    """How the answers are written.

    Attributes:
        kind: what the layout says under `answers`.
        found: a few words that say what was found.
        labels: label → code, of published answers.
        codes: the tool's code → the instrument's code, as the file or dictionary states it.
        missing: kind of missing → texts known to mean it.
        to_decide: texts whose code a person must say.
        codes_for_none: codes that seem to stand for no answer; a person must say which kind.
        stated: code → label as stated, where the label is not known.
        doubt: why a person must look before the answers are read; empty where all is certain.
    """

    kind: str
    found: str
    labels: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to_decide: tuple[str, ...] = ()
    codes_for_none: tuple[str, ...] = ()
    stated: Mapping[int, str] = field(default_factory=dict)
    doubt: str = ""


def read_answers(
    columns: Sequence[ColumnSeen], *, allowed: Collection[int], known: KnownLabels
) -> Reading | Misfit:
    """Return how some columns' answers are written, or why they do not fit.

    Args:
        columns: the columns of the items, all with the same answers to choose from.
        allowed: the codes of these items.
        known: the instrument's published answers.
    """
    if many := next((each for each in columns if each.has_many), None):
        return Misfit("M303", "holds far more different texts than answers.", many.position)
    base, left = _sorted_out(columns, allowed)
    if not left:
        doubt = "nobody has answered yet, so nothing shows whether codes or labels are written."
        return replace(base, found="no answers yet", doubt=doubt)
    words = [text for text in left if not NUMBER.fullmatch(text)]
    if words and not _are_slips(words, columns, allowed, known):
        return _labels(base, left, allowed, known)
    numbers = [text for text in left if text not in words]
    found = _numbers(base, columns, numbers, allowed, known)
    return _with_slips(found, words) if words and isinstance(found, Reading) else found


def _are_slips(
    words: Sequence[str],
    columns: Sequence[ColumnSeen],
    allowed: Collection[int],
    known: KnownLabels,
) -> bool:
    """Return True for words that are no published answers, where most rows hold codes."""
    held = [(as_code(cell), rows) for each in columns for cell, rows in each.cells.items()]
    codes = sum(rows for code, rows in held if code in allowed)
    published = any(known.code_of(word) is not None or parted(word) for word in words)
    return not published and codes > sum(rows for _, rows in held) / 2


def _with_slips(found: Reading, words: Sequence[str]) -> Reading:
    said = (
        f"{len(words)} different texts stand among the codes; those that mean no answer belong"
        " under [block.missing], rows with others are set aside."
    )
    return replace(found, to_decide=tuple(words), doubt=" ".join(filter(None, (said, found.doubt))))


def _numbers(
    base: Reading,
    columns: Sequence[ColumnSeen],
    left: Sequence[str],
    allowed: Collection[int],
    known: KnownLabels,
) -> Reading | Misfit:
    for each in columns:
        if any(as_code(text) is None for text in set(each.cells) & set(left)):
            return Misfit("M303", "holds numbers that are no whole codes.", each.position)
    if stated := stated_answers(columns, but=base.codes_for_none):
        return _stated_codes(base, stated, left, allowed, known)
    return _bare_codes(base, columns, left, allowed)


def as_code(text: str) -> int | None:
    """Return the code that a cell holds; None where it is no whole number."""
    return int(float(text)) if WHOLE_NUMBER.fullmatch(text) else None


def _sorted_out(
    columns: Sequence[ColumnSeen], allowed: Collection[int]
) -> tuple[Reading, list[str]]:
    """Return a reading of what is known to be no answer, and the other contents."""
    codes = {str(code) for code in allowed}
    missing: dict[str, tuple[str, ...]] = {}
    none, left = [], []
    for cell in sorted({cell for each in columns for cell in each.cells}):
        if kind := kind_of_no_answer(cell):
            missing[kind] = (*missing.get(kind, ()), cell)
        elif any(each.column.declares_missing(cell) for each in columns) or (
            cell not in codes and is_code_for_none(cell)
        ):
            none.append(cell)
        else:
            left.append(cell)
    return Reading("codes", "", missing=missing, codes_for_none=tuple(none)), left


def _bare_codes(
    base: Reading, columns: Sequence[ColumnSeen], left: Sequence[str], allowed: Collection[int]
) -> Reading | Misfit:
    low, high = min(allowed), max(allowed)
    if not {as_code(text) for text in left} <= set(allowed):
        return _other_codes(columns, left, allowed)
    written = replace(base, found=f"codes {low} to {high}")
    lacking = [each for each in columns if low not in map(as_code, each.cells)]
    if low == 0 and lacking:
        where = "any column" if len(lacking) == len(columns) else _named(lacking)
        doubt = f"the lowest code, {low}, does not stand in {where}; do codes count from 1 there?"
        return replace(written, doubt=doubt)
    return written


def _named(columns: Sequence[ColumnSeen]) -> str:
    names = [f"'{folded(each.column.name)}'" for each in columns]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _other_codes(
    columns: Sequence[ColumnSeen], left: Sequence[str], allowed: Collection[int]
) -> Misfit:
    low, high = min(allowed), max(allowed)
    codes = [code for text in left if (code := as_code(text)) is not None]
    if (min(codes), max(codes)) == (low + 1, high + 1):
        said = f"the codes run from {low + 1} to {high + 1}, the instrument's from {low} to {high}."
        return Misfit("M307", f"{said} Codes are never shifted by a guess.")
    place = next(
        each.position
        for each in columns
        if any(as_code(text) not in allowed for text in set(each.cells) & set(left))
    )
    return Misfit("M303", f"holds other codes than {low} to {high}.", place)


def _stated_codes(
    base: Reading,
    stated: Stated,
    left: Sequence[str],
    allowed: Collection[int],
    known: KnownLabels,
) -> Reading | Misfit:
    """Return the reading of codes for which the file itself states the labels."""
    if len(stated.labels) != len(allowed):
        said = f"{len(stated.labels)} answers are stated, the instrument has {len(allowed)}."
        return Misfit("M305", said)
    if said := _stated_misfit(stated, left):
        return Misfit("M303", said)
    none = tuple(code for code in base.codes_for_none if code not in stated.codes_of_missing)
    base = replace(base, missing=stated.with_missing(base.missing), codes_for_none=none)
    meant = {code: known.code_of(label) for code, label in stated.labels.items()}
    if None in meant.values():
        doubt = "the stated labels are in words that are not known here."
        return replace(base, found="codes with labels", stated=stated.labels, doubt=doubt)
    if all(code == meaning for code, meaning in meant.items()):
        return replace(base, found="codes, and their stated labels agree")
    order = [meaning for _, meaning in sorted(meant.items())]
    if order != sorted(allowed):
        return Misfit("M304", "the stated labels run another way than the instrument's.")
    codes = {str(code): meaning for code, meaning in meant.items() if meaning is not None}
    doubt = "the tool's codes are not the instrument's; the map is as the file states it."
    return replace(base, found="codes with labels", codes=codes, doubt=doubt)


def _stated_misfit(stated: Stated, left: Sequence[str]) -> str:
    """Return why what is stated cannot be relied on; empty where it can."""
    if stated.differ:
        return "the columns state different labels for the same codes."
    found = {as_code(text) for text in left if text not in stated.codes_of_missing}
    return "there are codes for which no label is stated." if found - set(stated.labels) else ""


def _labels(
    base: Reading, left: Sequence[str], allowed: Collection[int], known: KnownLabels
) -> Reading | Misfit:
    """Return the reading of labels; a code glued to one must be that label's code."""
    unknown, published = [], set()
    for text in left:
        both = None if known.code_of(text) is not None else parted(text)
        code = known.code_of(both[1] if both else text)
        if code is None:
            unknown.append(text)
        elif both and code != both[0]:
            return Misfit("M304", "labels stand beside other codes than the instrument gives them.")
        else:
            published.add(both[1] if both else text)
    if len(unknown) > MOST_LABELS:
        return Misfit("M303", f"there are {len(unknown)} different texts, too many for answers.")
    lists = known.languages_of(published)
    labels = {label: code for each in lists for label, code in each.labels.items()}
    if any(code not in allowed for code in labels.values()):
        return Misfit("M303", "the labels are of other items.")
    languages = " and ".join(each.language for each in lists)
    found = f"labels ({languages})" if languages else "labels"
    doubt = f"{len(unknown)} different labels are not known here." if unknown else ""
    return replace(
        base, kind="labels", found=found, labels=labels, to_decide=tuple(unknown), doubt=doubt
    )
