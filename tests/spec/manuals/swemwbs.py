"""SWEMWBS, transcribed from the conversion table and code of Age of Wonder (Born in Bradford)."""

from manual import COMPLETE, Manual, Scale, Table, Worked

CONVERSION = """
    7=7, 8=9.51, 9=11.25, 10=12.4, 11=13.33, 12=14.08, 13=14.75, 14=15.32, 15=15.84, 16=16.36,
    17=16.88, 18=17.43, 19=17.98, 20=18.59, 21=19.25, 22=19.98, 23=20.73, 24=21.54, 25=22.35,
    26=23.21, 27=24.11, 28=25.03, 29=26.02, 30=27.03, 31=28.13, 32=29.31, 33=30.7, 34=32.55, 35=35
"""

MANUAL = Manual(
    id="swemwbs",
    item_count=7,
    codes=(1, 2, 3, 4, 5),
    missing=COMPLETE,
    scales=(
        Scale("raw", range(1, 8), better=True),
        Scale("metric", of="raw", table=CONVERSION, better=True, strength_from=28.13),
    ),
    tables=(
        Table("three_band", ("high", "medium", "low"), {"metric": ">=27.5 / >19.5-<27.5 / <=19.5"}),
    ),
    worked=(
        Worked("all 3", answers=3, scheme="three_band",
               scores={"raw": (21, None), "metric": (19.25, "low")}),
        Worked("all 4", answers=4, scheme="three_band",
               scores={"raw": (28, None), "metric": (25.03, "medium")}),
        Worked("a blank", answers=dict.fromkeys(range(1, 7), 5) | {7: None},
               scores={"raw": None, "metric": None}),
    ),
)  # fmt: skip
