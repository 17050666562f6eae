"""PHQ-9, transcribed from the research note (Kroenke 2001)."""

from manual import Manual, Scale, Table, Worked, prorated

SEVERITY = ("none_minimal", "mild", "moderate", "moderately_severe", "severe")
SCREEN = ("below_cut_point", "at_or_above_cut_point")

MANUAL = Manual(
    id="phq_9",
    item_count=9,
    codes=(0, 1, 2, 3),
    missing=prorated(at_least=7),
    scales=(Scale("total", items=range(1, 10)),),
    tables=(
        Table("severity", SEVERITY, {"total": "0-4 / 5-9 / 10-14 / 15-19 / 20-27"}),
        Table("screen", SCREEN, {"total": "0-9 / 10-27"}),
    ),
    critical={9: 1},
    worked=(
        # 9 x 9 / 8 = 10.125, 7 x 9 / 7 = 9, 8 x 9 / 7 = 10.29; 4 x 9 / 8 = 4.5 (trap 12).
        Worked("ten and an eighth", {1: 3, 2: 3, 3: 3, 9: None}, {"total": (10, "moderate", 2)}),
        Worked("nine", {1: 3, 2: 3, 3: 1, 8: None, 9: None}, {"total": (9, "mild", 1)}),
        Worked("rounded first", {1: 3, 2: 3, 3: 2, 8: None, 9: None}, {"total": (10, "moderate")}),
        Worked("a half goes up", {1: 2, 2: 2, 9: None}, {"total": (5, "mild", 1)}),
        Worked("too few", {1: 3, 7: None, 8: None, 9: None}, {"total": None}),
    ),
)
