"""SurveyMonkey: a row of questions and a row of options or rows below them.

Source: exports of two surveys read in 2026. A question with several columns is named above the
first only; the blanks to its right are its own. Some files repeat it, or lack the second row.
"""

from collections.abc import Sequence

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Column
from screening.intake.values import normalise

NO_OPTION = {"", "response", "open-ended response"}
"""What stands below a question that has one column."""


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: named by their question, with the option or the question's own words."""
    options = rows[1] if len(rows) > 1 else [""] * len(rows[0])
    question = ""
    found = []
    for above, below in zip(rows[0], options, strict=True):
        question = above if above.strip() else question
        alone = normalise(below) in NO_OPTION
        found.append(Column(question, shown(question if alone else below)))
    return found
