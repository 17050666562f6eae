"""SRSS-IE, 12 items, transcribed from the research note (Lane et al.)."""

from manual import Manual, Scale, Table

MANUAL = Manual(
    id="srss_ie",
    informants=("teacher",),
    item_count=12,
    codes=(0, 1, 2, 3),
    scales=(
        Scale("e7", items=range(1, 8)),
        Scale("i5", items=range(8, 13), grades="K-5"),
        Scale("i6", items=(4, 8, 9, 10, 11, 12), grades="6-12"),
    ),
    tables=(
        Table(
            "three_band",
            ("low", "moderate", "high"),
            {"e7": "0-3 / 4-8 / 9-21", "i5": "0-1 / 2-3 / 4-15", "i6": "0-3 / 4-5 / 6-18"},
        ),
    ),
)
