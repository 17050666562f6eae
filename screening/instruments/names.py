"""Ids inside a definition, and of the columns of an export: safe as a column name."""

from typing import Annotated

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
"""Lower-case words joined by `_`."""


def item_id(instrument_id: str, number: int) -> str:
    """Return the id of an item, as `sdq_07`: the number printed on the form, two digits."""
    return f"{instrument_id}_{number:02d}"


def t_score_id(instrument_id: str, result_id: str) -> str:
    """Return the id of a vendor's T score, as `bess_3_index_t`."""
    return f"{instrument_id}_{result_id}_t"


def band_id(instrument_id: str, result_id: str) -> str:
    """Return the id of a vendor's band, as `saebrs_total_band`."""
    return f"{instrument_id}_{result_id}_band"
