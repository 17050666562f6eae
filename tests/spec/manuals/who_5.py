"""WHO-5, transcribed from the research note (SHINE code and tests; public measure pages)."""

from manual import Manual, Scale, Table, Worked

BANDS = ("good", "low")

MANUAL = Manual(
    id="who_5",
    item_count=5,
    codes=range(6),
    scales=(
        Scale("raw", items=range(1, 6), better=True),
        Scale("percentage", of="raw", times=4, better=True, strength_from=4 * 5 * 3),
    ),
    tables=(
        # Printed up to 50, which no percentage in steps of 4 can be (trap 19).
        Table("low_wellbeing", BANDS, {"percentage": "52-100 / 0-50"}),
        Table(
            "screen_28",
            ("above_cut_point", "at_or_below_cut_point"),
            {"percentage": "32-100 / 0-28"},
        ),
        Table("raw_13", BANDS, {"raw": "13-25 / 0-12"}),
    ),
    worked=(
        Worked("best of all", 5, {"raw": 25, "percentage": (100, "good", 0)}),
        Worked("worst of all", 0, {"raw": 0, "percentage": (0, "low", 1)}),
        Worked("just low", {1: 5, 2: 5, 3: 2}, {"raw": (12, None), "percentage": (48, "low")}),
        Worked("just good", {1: 5, 2: 5, 3: 3}, {"raw": 13, "percentage": (52, "good")}),
        Worked("one blank", {1: 5, 2: 5, 3: None}, {"raw": None, "percentage": None}),
    ),
)
