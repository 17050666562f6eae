"""Typeform: one header row of questions with HTML; a checkbox is one column per option.

Source: one export read in 2026. Times are UTC; `Other` stands in several columns.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands, with its words without markup."""
    return [Column(header, shown(header)) for header in rows[0]]
