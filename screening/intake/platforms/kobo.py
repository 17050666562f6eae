"""KoboToolbox: one header row of names or of labels, with the groups before them if asked for.

Source: one export read in 2026. Renamed questions become two half-empty columns, and `_index` need
not start at 1; neither is mended here.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands, which may be a label with markup."""
    return [Column(header, shown(header)) for header in rows[0]]
