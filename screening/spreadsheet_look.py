"""How a workbook looks: calm colours without red, one type, heights that fit the text."""

import textwrap
from collections.abc import Sequence
from typing import Any, Literal

Paper = Literal["us-letter", "a4"]
_INK, _LINE, _WHITE = "#1F2A33", "#B8C2C8", "#FFFFFF"
_ISSUED_HEAD, _ENTRY_HEAD = "#34566B", "#4E6551"
_ENTRY_FILL, _GROUP_FILL, _LOUD_FILL = "#F1F5EC", "#E9EDF1", "#FBF3DF"
_TEXT = {"font_name": "Arial", "font_size": 9, "font_color": _INK, "valign": "vcenter"}
_NOTE = {**_TEXT, "font_size": 11, "text_wrap": True, "quote_prefix": True}
_CELL = {**_TEXT, "text_wrap": True, "border": 1, "border_color": _LINE, "quote_prefix": True}
_HEAD = {**_CELL, "bold": True, "font_color": _WHITE}
_ENTRY = {**_CELL, "quote_prefix": False, "bg_color": _ENTRY_FILL, "locked": False}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_TEXT, "font_size": 15, "bold": True, "font_color": _ISSUED_HEAD},
    "note": _NOTE,
    "loud": {**_NOTE, "bold": True, "bg_color": _LOUD_FILL},
    "heading": {**_TEXT, "font_size": 13, "bold": True, "font_color": _ISSUED_HEAD},
    "statement": _NOTE,
    "issued_head": {**_HEAD, "bg_color": _ISSUED_HEAD},
    "entry_head": {**_HEAD, "bg_color": _ENTRY_HEAD},
    "issued": _CELL,
    "group": {**_CELL, "bg_color": _GROUP_FILL, "bold": True},
    "text": {**_ENTRY, "num_format": "@"},
    "date": {**_ENTRY, "num_format": "yyyy-mm-dd"},
    "date_time": {**_ENTRY, "num_format": "yyyy-mm-dd hh:mm"},
}
PAPER_CODES: dict[Paper, tuple[int, int]] = {"us-letter": (1, 17), "a4": (9, 8)}
"""Spreadsheet codes of the ordinary and the double-size paper."""
_LINE_POINTS, _PADDING_POINTS, _HIGHEST_POINTS = 12.0, 5.0, 400.0
_CHARACTERS_PER_WIDTH = 1.3
"""A column's width counts digits of the ordinary size; our letters are narrower (measured)."""


def points_of(cells: Sequence[str], *, widths: Sequence[float]) -> float:
    """Return the height in points of a row whose cells wrap at their columns' widths."""
    lines = [
        sum(
            len(textwrap.wrap(part, max(1, int(_CHARACTERS_PER_WIDTH * width)))) or 1
            for part in cell.split("\n")
        )
        for cell, width in zip(cells, widths, strict=True)
    ]
    return min(_HIGHEST_POINTS, _PADDING_POINTS + _LINE_POINTS * max(lines, default=1))
