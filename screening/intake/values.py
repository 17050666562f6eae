"""Cells to codes: exact after normalising, or not at all. Never a guess, never a shift."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import IntEnum

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


def normalise(text: str) -> str:
    """Return text as it is compared: one Unicode form, plain quotes, single blanks, lower case."""
    plain = unicodedata.normalize("NFKC", text).translate(FOLDED)
    return " ".join(plain.split()).casefold()


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
    found = {text: _meaning(normalise(text), meanings) for text in texts}
    return {text: code for text, code in found.items() if code is not None}


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


def _meaning(text: str, meanings: Mapping[str, int]) -> int | None:
    if text in meanings:
        return meanings[text]
    if WHOLE_NUMBER.fullmatch(text):
        return meanings.get(str(int(float(text))))
    return None
