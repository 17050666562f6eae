"""A check on finished tables: no percentage that its own two numbers do not give.

A published table once printed the count again where the percentage belonged, and nobody saw it.
"""

import re
from collections.abc import Iterable

from screening.errors import FailedChecksError

WHOLE = re.compile(r"(\d+) %")
HALF = 0.5
ROUNDING = 1e-9


def require_true_percentages(rows: Iterable[tuple[str, int, int, str]]) -> None:
    """Refuse a table with a percentage that is not the share of its own two numbers.

    Args:
        rows: (name, count, size, percentage as printed); a percentage without a number, as
            `under 1 %`, is held to its words.

    Raises:
        FailedChecksError: one of them is not; the message names the row.
    """
    for name, count, size, printed in rows:
        if not _is_true(count, size, printed):
            raise FailedChecksError(
                f"{name}: '{printed}' is not {count} of {size}. Nothing was written."
            )


def _is_true(count: int, size: int, printed: str) -> bool:
    if not size:
        return not printed
    share = 100 * count / size
    if printed == "under 1 %":
        return 0 < share < HALF
    if printed == "over 99 %":
        return 100 - HALF <= share < 100  # noqa: PLR2004 - per cent
    whole = WHOLE.fullmatch(printed)
    return whole is not None and abs(int(whole[1]) - share) <= HALF + ROUNDING
