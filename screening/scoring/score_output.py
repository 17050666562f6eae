"""The two CSV files of `screening score`: scores, and critical items beside them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from screening.outbox import write_text
from screening.scoring.long_sql import CRITICAL_COLUMNS, SCORE_COLUMNS
from screening.scoring.score_csv import ScoredFile


def scores_csv(scored: ScoredFile) -> str:
    """Return the scores as CSV text; whole numbers without a decimal point, none as empty."""
    return _csv(SCORE_COLUMNS, scored.scores)


def critical_csv(scored: ScoredFile) -> str:
    """Return the critical items as CSV text; the answer is empty where there is none."""
    return _csv(CRITICAL_COLUMNS, scored.critical)


def critical_path(path: Path) -> Path:
    """Return where the critical items go: `_critical` before the suffix."""
    return path.with_name(f"{path.stem}_critical{path.suffix}")


def write_scored(scored: ScoredFile, *, to: Path) -> None:
    """Write the scores to a file and the critical items beside it, for the owner's eyes only."""
    write_text(critical_path(to), critical_csv(scored))
    write_text(to, scores_csv(scored))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
