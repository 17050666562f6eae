"""PHQ-4, transcribed from the research note (NINDS common data elements; Kroenke 2009)."""

from manual import Manual, Scale, Table, Worked

SCREEN = ("below_cut_point", "at_or_above_cut_point")

MANUAL = Manual(
    id="phq_4",
    item_count=4,
    codes=(0, 1, 2, 3),
    orders=("anxiety_first", "depression_first"),
    scales=(
        Scale("anxiety", {"anxiety_first": (1, 2), "depression_first": (3, 4)}),
        Scale("depression", {"anxiety_first": (3, 4), "depression_first": (1, 2)}),
        Scale("total", sum_of=("anxiety", "depression")),
    ),
    tables=(
        Table(
            "severity",
            ("none_minimal", "mild", "moderate", "severe"),
            {"total": "0-2 / 3-5 / 6-8 / 9-12"},
        ),
        Table("screen", SCREEN, {"anxiety": "0-2 / 3-6", "depression": "0-2 / 3-6"}),
    ),
    worked=(
        Worked("worry items first", {1: 3, 2: 2}, {"anxiety": 5, "depression": 0, "total": 5}),
        Worked(
            "mood items first",
            {1: 3, 2: 2},
            {"anxiety": (0, "below_cut_point", 0), "depression": (5, "at_or_above_cut_point", 1)},
            scheme="screen",
            order="depression_first",
        ),
        Worked("levels are those of the total", 3, {"anxiety": (6, None), "total": (12, "severe")}),
    ),
)
