"""A plain file: one header row, as spreadsheets and databases write it."""

from collections.abc import Sequence

from screening.intake.text_table import Column


def columns(rows: Sequence[Sequence[str]], _: str) -> list[Column]:
    """Return the columns: the header as it stands."""
    return [Column(header) for header in rows[0]]
