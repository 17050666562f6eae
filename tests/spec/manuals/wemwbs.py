"""WEMWBS, transcribed from the research note; the four bands from two pages about the guides."""

from manual import COMPLETE, Manual, Scale, Table, Worked

MANUAL = Manual(
    id="wemwbs",
    item_count=14,
    codes=(1, 2, 3, 4, 5),
    missing=COMPLETE,
    scales=(Scale("total", range(1, 15), better=True, strength_from=60),),
    tables=(
        Table("three_band", ("high", "average", "low"), {"total": "60-70 / 43-59 / 14-42"}),
        Table("four_band", ("high", "average", "low", "very_low"),
              {"total": "60-70 / 45-59 / 41-44 / 14-40"}),
    ),
    worked=(
        Worked("all 3", answers=3, scheme="three_band", scores={"total": (42, "low")}),
        Worked("all 3, four bands", answers=3, scheme="four_band", scores={"total": (42, "low")}),
        Worked("all 5", answers=5, scheme="three_band", scores={"total": (70, "high")}),
    ),
)  # fmt: skip
