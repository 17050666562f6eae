"""Microsoft Forms: one header row; a statement asked twice gets a digit glued on (`Tired2`).

Source: one export read in 2026 and fixtures of others. Its workbooks declare a size of one cell,
which must not be believed: the cells are read.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column

FURTHER = ("2", "3", "4", "5", "6", "7", "8", "9")
"""What is glued to the second, third … column with the same statement."""


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands, with the statement as it was shown.

    The name keeps its digit, which is all that tells two blocks with equal statements apart.
    """
    headers = [header.strip() for header in rows[0]]
    return [Column(header, _statement(headers, place)) for place, header in enumerate(headers)]


def _statement(headers: Sequence[str], place: int) -> str:
    """Return a header without the digit, where the one it repeats stands to its left."""
    header = headers[place]
    repeated, digit = header[:-1], header[-1:]
    if digit not in FURTHER or repeated[-1:].isdigit():
        return shown(header)
    earlier = repeated if digit == FURTHER[0] else f"{repeated}{int(digit) - 1}"
    return shown(repeated if earlier in headers[:place] else header)
