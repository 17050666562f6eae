"""K6, transcribed from the research note (World Mental Health protocol; Kessler 2003)."""

from manual import Manual, Scale, Table, Worked

MANUAL = Manual(
    id="k_6",
    item_count=6,
    codes=(0, 1, 2, 3, 4),
    scales=(Scale("total", items=range(1, 7)),),
    tables=(
        Table("screen", ("below_cut_point", "at_or_above_cut_point"), {"total": "0-12 / 13-24"}),
        Table("moderate_band", ("low", "moderate", "serious"), {"total": "0-4 / 5-12 / 13-24"}),
    ),
    worked=(
        Worked("twice on every item", 2, {"total": (12, "below_cut_point", 0)}),
        Worked("one blank", {6: None}, {"total": None}),
    ),
)
