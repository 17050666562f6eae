"""Jotform: one header row of questions; the rows of a matrix stand after `>>`.

Source: from memory, no export seen.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands, with the row of a matrix or the question."""
    return [Column(header, shown(header.rpartition(">>")[2])) for header in rows[0]]
