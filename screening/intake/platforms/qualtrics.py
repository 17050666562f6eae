"""Qualtrics CSV: three header rows (names, texts, import ids), or two in exports before 2017.

The third row is JSON in some exports and not in others, so it is recognised by a pattern.
Source: real exports read in 2026, one of each shape.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: field names with the question texts of the second row, if it is there.

    A name may stand twice (two blocks with equal names): then only its text tells them apart.
    """
    texts = rows[1] if len(rows) > 1 else [""] * len(rows[0])
    return [Column(name, shown(text)) for name, text in zip(rows[0], texts, strict=True)]
