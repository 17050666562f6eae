"""GAD-7, transcribed from the research note (Spitzer 2006)."""

from manual import Manual, Scale, Table, Worked

MANUAL = Manual(
    id="gad_7",
    item_count=7,
    codes=(0, 1, 2, 3),
    scales=(Scale("total", items=range(1, 8)),),
    tables=(
        Table(
            "severity",
            ("minimal", "mild", "moderate", "severe"),
            {"total": "0-4 / 5-9 / 10-14 / 15-21"},
        ),
        Table("screen", ("below_cut_point", "at_or_above_cut_point"), {"total": "0-9 / 10-21"}),
    ),
    worked=(Worked("all threes", answers=3, scores={"total": (21, "severe")}),),
)
