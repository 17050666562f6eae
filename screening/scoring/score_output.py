"""The two CSV files of `screening score`: scores, and critical items beside them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from screening.outbox import write_text
from screening.scoring.long_sql import CRITICAL_COLUMNS, SCORE_COLUMNS
from screening.scoring.score_csv import ScoredFile

DECIMALS = 4
"""T scores and prorated scores can have more: nobody reads them, and no cut-point is so fine."""


def scores_csv(scored: ScoredFile) -> str:
    """Return the scores as CSV text, none as empty; scores as `printed_score` has them."""
    return csv_of(SCORE_COLUMNS, scored.scores)


def critical_csv(scored: ScoredFile) -> str:
    """Return the critical items as CSV text; the answer is empty where there is none."""
    return csv_of(CRITICAL_COLUMNS, scored.critical)


def critical_path(path: Path) -> Path:
    """Return where the critical items go: `_critical` before the suffix."""
    return path.with_name(f"{path.stem}_critical{path.suffix}")


def write_scored(scored: ScoredFile, *, to: Path) -> None:
    """Write the scores to a file and the critical items beside it, for the owner's eyes only."""
    write_text(critical_path(to), critical_csv(scored))
    write_text(to, scores_csv(scored))


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text; whole numbers without a decimal point, none as empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return printed_score(value) if isinstance(value, float) else value


def printed_score(score: float) -> int | float:
    """Return a score as it is printed: whole without a decimal point, else with four decimals.

    Bands are looked up before, from the score as it is.
    """
    rounded = round(score, DECIMALS)
    return int(rounded) if rounded.is_integer() else rounded
