"""K10, transcribed from the research note (Australian PMHC specification and statistics bureau)."""

from manual import Manual, Scale, Table, Worked, prorated

MANUAL = Manual(
    id="k_10",
    item_count=10,
    codes=(1, 2, 3, 4, 5),
    missing=prorated(at_least=9),
    scales=(Scale("total", items=range(1, 11)),),
    tables=(
        Table(
            "abs",
            ("low", "moderate", "high", "very_high"),
            {"total": "10-15 / 16-21 / 22-29 / 30-50"},
        ),
        Table(
            "clinical",
            ("well", "mild", "moderate", "severe"),
            {"total": "10-19 / 20-24 / 25-29 / 30-50"},
        ),
    ),
    worked=(
        # The specification's formula: round(sum of the nine answers / 9 x 10).
        Worked("none of the time throughout", 1, {"total": (10, "low", 0)}),
        Worked("all of the time throughout", 5, {"total": (50, "very_high", 3)}),
        Worked(
            "nine answers that add up to 14 are 15.56",
            {1: 5, 2: 2, 10: None},
            {"total": (16, "moderate")},
        ),
        Worked(
            "nine answers that add up to 13 are 14.44", {1: 5, 10: None}, {"total": (14, "low")}
        ),
        Worked("two blanks", {1: 5, 9: None, 10: None}, {"total": None}),
    ),
)
