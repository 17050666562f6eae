"""CES-DC, transcribed from the research note (Bright Futures tool page)."""

from manual import Manual, Scale, Table, Worked

MANUAL = Manual(
    id="ces_dc",
    item_count=20,
    codes=(0, 1, 2, 3),
    scales=(Scale("total", items=range(1, 21), turned=(4, 8, 12, 16)),),
    tables=(
        Table("cut_15", ("below_cut_point", "at_or_above_cut_point"), {"total": "0-14 / 15-60"}),
        Table("over_15", ("at_or_below_cut_point", "above_cut_point"), {"total": "0-15 / 16-60"}),
    ),
    worked=(
        Worked("lowest answers throughout", 0, {"total": 12}),
        Worked("highest answers throughout", 3, {"total": 48}),
        # Trap 22: 15 itself.
        Worked("fifteen", {1: 3}, {"total": (15, "at_or_above_cut_point", 1)}),
        Worked("not over", {1: 3}, {"total": (15, "at_or_below_cut_point", 0)}, scheme="over_15"),
    ),
)
