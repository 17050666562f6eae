"""LimeSurvey: one header row of codes, of texts, or of both with a separator between them.

Source: exports with each heading style read in 2026. The separator is the survey owner's choice, so
it is read off the column `submitdate`, which every export has.
"""

import re
from collections.abc import Sequence

from screening.intake.platforms.shown_text import grid_row, shown
from screening.intake.text_table import Column

SUBMITTED = re.compile(r"\W*submitdate(\W+)\w.*", re.DOTALL | re.IGNORECASE)
USUAL_SEPARATOR = ". "


def columns(rows: Sequence[Sequence[str]], shape: str) -> list[Column]:
    """Return the columns: by code where there is one, with the row of an array or the text."""
    headers = [header.strip() for header in rows[0]]
    if shape == "codes":
        return [Column(header) for header in headers]
    if shape == "texts":
        return [Column(header, _words(header)) for header in headers]
    separator = _separator(headers)
    parted = (separator.split(header, maxsplit=1) for header in headers)
    return [Column(code, _words(text[0]) if text else "") for code, *text in parted]


def _words(text: str) -> str:
    return grid_row(text) or shown(text)


def _separator(headers: Sequence[str]) -> re.Pattern[str]:
    """Return what stands between code and text, whatever the blanks around it are."""
    found = (SUBMITTED.fullmatch(header) for header in headers)
    between = next((match.group(1) for match in found if match), USUAL_SEPARATOR)
    sign = re.escape(between.strip())
    return re.compile(rf"\s*{sign}\s*" if sign else r"\s+")
