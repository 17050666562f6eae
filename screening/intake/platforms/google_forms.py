"""Google Forms, from the linked sheet or from the form itself: one header row of questions.

Source: exports of both kinds, in five languages, read in 2026. Rows of a grid stand in brackets:
`Question [Row]`.
"""

import re
from collections.abc import Sequence

from screening.intake.platforms.shown_text import grid_row, shown
from screening.intake.text_table import Column

ZONE = re.compile(r" GMT([+-])(\d{1,2})(?::?(\d{2}))?$")
NAMED_ZONE = re.compile(r"(?<=[AP]M) [A-Z]{2,5}$")
HALF_OF_DAY = re.compile(r" ([ap])\.\s?m\.", re.IGNORECASE)


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands, with the row of a grid or the question."""
    return [Column(header, grid_row(header) or shown(header)) for header in rows[0]]


def zoned(text: str) -> str:
    """Return a time of the form's own export with its zone as `%z` reads it; others unchanged.

    A zone that is only named is left out: names as CST stand for several zones, and the clock is
    that of the form's owner in any case.

    >>> zoned("2022/04/18 7:18:47 PM GMT+6")
    '2022/04/18 7:18:47 PM +0600'
    >>> zoned("2022/04/18 7:18:47 p.m. CET")
    '2022/04/18 7:18:47 PM'
    """
    text = NAMED_ZONE.sub("", HALF_OF_DAY.sub(lambda found: f" {found[1].upper()}M", text))
    return ZONE.sub(lambda found: f" {found[1]}{int(found[2]):02}{found[3] or '00'}", text)
