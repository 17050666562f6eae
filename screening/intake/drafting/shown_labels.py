"""Which unknown labels of an item's column may be named in a draft: none that looks personal.

A person cannot say which code a label has without seeing it. Only columns that are or may be items
are looked at, with few different contents; what could be personal is only counted.
"""

import re
from collections.abc import Sequence

from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.personal_values import looks_personal

NUMBERS = re.compile(r".*\d{5,}.*|.*\d[-. /]+\d+[-. /]+\d.*", re.DOTALL)
"""Long numbers and dates, which a student code may be and the words of an answer are not."""
LONGEST = 60
"""Characters; a longer text is written, not chosen."""


def nameable(texts: Sequence[str], columns: Sequence[ColumnSeen]) -> tuple[str, ...]:
    """Return those of some cells' texts that may stand in a draft; none where one looks personal.

    Args:
        texts: unknown labels.
        columns: the item columns that hold them.
    """
    if any(looks_personal(text, "answer") or NUMBERS.fullmatch(text) for text in texts):
        return ()
    return tuple(text for text in texts if len(text) <= LONGEST and _is_chosen(text, columns))


def _is_chosen(text: str, columns: Sequence[ColumnSeen]) -> bool:
    """Return True for a text that stands more than once; a name, in more than one column too."""
    counts = [each.cells[text] for each in columns if text in each.cells]
    if looks_personal(text, "student_ref"):
        return len(counts) > 1 and max(counts) > 1
    return sum(counts) > 1
