"""What one export's columns look like: counts only, so that promises are checked without rows."""

import pandas as pd

from screening.instruments.library import Library
from screening.intake.layout import Layout
from screening.intake.meanings import allowed_codes
from screening.intake.values import NoAnswer, known_values
from screening.warehouse import Warehouse

COLUMNS = (
    "instrument_id",
    "item_id",
    "answers",
    "row_count",
    "lowest_code",
    "answered_count",
    "unknown_count",
    "lowest_count",
    "next_count",
    "outside_count",
)


def column_profile(
    warehouse: Warehouse, layout: Layout, library: Library, *, file_id: int
) -> pd.DataFrame:
    """Return the profile of `decoded_<id>`.

    Rows: one per item column. Columns: instrument_id, item_id, answers (what the cells hold, as the
    layout says: `codes`, `labels` or a vendor's `results`), row_count, lowest_code (the item's),
    answered_count (cells with a code), unknown_count (cells that are no answer), lowest_count
    (cells with the item's lowest code), next_count (cells with the number after its highest code,
    where that is no answer),
    outside_count (codes that the item does not allow; 0 unless decoding is broken).
    """
    parts = []
    for block in layout.block:
        for item in block.columns:
            codes = allowed_codes(library, block.instrument, item)
            known = ", ".join(str(code) for code in codes)
            after = str(max(codes) + 1)
            has_meaning = bool(known_values([after], block=block, codes=codes))
            parts.append(
                f"select '{block.instrument}' as instrument_id, '{item}' as item_id,"
                f" '{block.answers}' as answers, count(*) as row_count,"
                f" {min(codes)} as lowest_code,"
                f" count(*) filter ({item} >= 0) as answered_count,"
                f" count(*) filter ({item} = {int(NoAnswer.UNKNOWN)}) as unknown_count,"
                f" count(*) filter ({item} = {min(codes)}) as lowest_count,"
                f" (select count(*) from raw_{file_id}"
                f" where trim({item}) = '{after}' and not {has_meaning}) as next_count,"
                f" count(*) filter ({item} >= 0 and {item} not in ({known})) as outside_count"
                f" from decoded_{file_id}"
            )
    return warehouse.frame("\nunion all\n".join(parts))


def block_profile(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the profile per instrument: sums of the counts and the share of unknown cells.

    Columns: instrument_id, answers, lowest_code, filled_count (cells that are not blank),
    unknown_share (0 to 1, of the filled cells), lowest_count, shifted_count (cells with the number
    after the highest code, where no cell has the lowest), next_count and next_share (the same, and
    its share of the filled cells, whatever else there is), outside_count (codes that an item does
    not allow), row_count (of the file).
    """
    sums = profile.groupby("instrument_id", sort=True).agg(
        answers=("answers", "first"),
        lowest_code=("lowest_code", "min"),
        answered_count=("answered_count", "sum"),
        unknown_count=("unknown_count", "sum"),
        lowest_count=("lowest_count", "sum"),
        next_count=("next_count", "sum"),
        outside_count=("outside_count", "sum"),
        row_count=("row_count", "max"),
    )
    filled = sums["answered_count"] + sums["unknown_count"]
    return sums.assign(
        filled_count=filled,
        unknown_share=sums["unknown_count"] / filled.clip(lower=1),
        shifted_count=sums["next_count"].where(sums["lowest_count"] == 0, 0),
        next_share=sums["next_count"] / filled.clip(lower=1),
    ).reset_index()
