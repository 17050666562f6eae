"""PHQ-8: items 1 to 8 of the PHQ-9, transcribed from the research note (Kroenke 2009)."""

from manual import Manual, Scale, Table, Worked, prorated

MANUAL = Manual(
    id="phq_8",
    item_count=8,
    codes=(0, 1, 2, 3),
    missing=prorated(at_least=6),
    scales=(Scale("total", items=range(1, 9)),),
    tables=(
        Table(
            "severity",
            ("none_minimal", "mild", "moderate", "moderately_severe", "severe"),
            {"total": "0-4 / 5-9 / 10-14 / 15-19 / 20-24"},
        ),
        Table("screen", ("below_cut_point", "at_or_above_cut_point"), {"total": "0-9 / 10-24"}),
    ),
    worked=(
        Worked("all ones", answers=1, scores={"total": 8}),
        Worked("ten points are moderate", scheme="severity",
               answers={1: 3, 2: 3, 3: 3, 4: 1}, scores={"total": (10, "moderate")}),
    ),
)  # fmt: skip
