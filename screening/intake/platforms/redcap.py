"""REDCap: one header row of field names, or of labels, which then repeat.

Source: raw exports read in 2026. One row stands for a record, an event and a repeat, so that most
cells are empty by design. A checkbox is one column per choice: `field___1`; a negative code, as -9,
is written `field____9`.
"""

import re
from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column

CHOICE = re.compile(r"(.+) \(choice=(.*)\)", re.DOTALL)


def columns(rows: Sequence[Sequence[str]], shape: str) -> list[Column]:
    """Return the columns; where the headers are labels, with the label or the checkbox's choice."""
    if shape == "raw":
        return [Column(header) for header in rows[0]]
    return [Column(header, _label(header.strip())) for header in rows[0]]


def _label(header: str) -> str:
    found = header.endswith(")") and CHOICE.fullmatch(header)
    return shown(found.group(2) if found else header)
