"""Cells to codes: exact after normalising, or not at all. Never a guess, never a shift."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import IntEnum

from screening.intake.glued_code import parted
from screening.intake.layout import Block

WHOLE_NUMBER = re.compile(r"(0|[1-9][0-9]{0,2})(\.0{1,6})?")
"""`2`, and `2.0` as spreadsheets write it: the same number, so no guess (decision 006)."""

FOLDED = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
    }
)
"""Typographic quotes and dashes to plain ones; zero-width characters to nothing."""


class NoAnswer(IntEnum):
    """Why an item has no code; stored where a code would stand, below every real code."""

    NOT_SHOWN = -1
    SKIPPED = -2
    REFUSED = -3
    DONT_KNOW = -4
    UNKNOWN = -9
    """The cell holds something that is no answer: a problem."""


def folded(text: str) -> str:
    """Return a header as it is compared: one Unicode form, plain quotes, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(FOLDED).split())


def normalise(text: str) -> str:
    """Return an answer as it is compared: folded, and in lower case."""
    return folded(text).casefold()


def known_values(
    texts: Iterable[str],
    *,
    block: Block,
    codes: Iterable[int],
    printed: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Return what each text means, for the texts that mean something.

    Args:
        texts: distinct cells, as the file has them.
        block: says whether answers are labels or codes, and which texts mean no answer.
        codes: codes the item allows.
        printed: a vendor's labels, where the block holds results: label → rank of its band.
    """
    meanings = _meanings(block, frozenset(codes), printed or {})
    found = {text: _meaning(normalise(text), meanings, block) for text in texts}
    return {text: code for text, code in found.items() if code is not None}


def contradicting(texts: Iterable[str], *, block: Block, codes: Iterable[int]) -> list[str]:
    """Return the texts that hold a known label beside another code than the layout gives it."""
    meanings = _meanings(block, frozenset(codes), {})
    found = []
    for text in texts:
        plain = normalise(text)
        pair = None if plain in meanings else _label_and_code(plain, meanings, block)
        if pair and pair[0] != pair[1]:
            found.append(text)
    return found


def _meanings(block: Block, codes: frozenset[int], printed: Mapping[str, int]) -> Mapping[str, int]:
    """Return normalised text → code."""
    meanings: dict[str, int] = {"": NoAnswer.SKIPPED}
    stated = {"labels": block.labels, "codes": block.codes, "results": printed}[block.answers]
    if block.answers != "labels" and not stated:
        meanings |= {str(code): code for code in codes}
    meanings |= {normalise(text): code for text, code in stated.items() if code in codes}
    for kind, texts in block.missing.items():
        meanings |= {normalise(text): NoAnswer[kind.upper()] for text in texts}
    return meanings


def _meaning(text: str, meanings: Mapping[str, int], block: Block) -> int | None:
    if text in meanings:
        return meanings[text]
    if WHOLE_NUMBER.fullmatch(text):
        return meanings.get(str(int(float(text))))
    pair = _label_and_code(text, meanings, block)
    return pair[0] if pair and pair[0] == pair[1] else None


def _label_and_code(text: str, meanings: Mapping[str, int], block: Block) -> tuple[int, int] | None:
    """Return what the label of `often (2)` means and what its code means; None for other texts."""
    both = parted(text) if block.answers == "labels" else None
    if both is None or (label := meanings.get(both[1], -1)) < 0:
        return None
    code = str(both[0])
    return label, {normalise(each): meant for each, meant in block.codes.items()}.get(code, both[0])
