"""SCARED, transcribed from the research note (FITBIR and GPSC forms; NDCLab; Child Mind)."""

from manual import Manual, Scale, Table, Worked

MANUAL = Manual(
    id="scared_41",
    informants=("self", "caregiver"),
    item_count=41,
    codes=(0, 1, 2),
    scales=(
        Scale("panic_somatic", (1, 6, 9, 12, 15, 18, 19, 22, 24, 27, 30, 34, 38)),
        Scale("generalised", (5, 7, 14, 21, 23, 28, 33, 35, 37)),
        Scale("separation", (4, 8, 13, 16, 20, 25, 29, 31)),
        Scale("social", (3, 10, 26, 32, 39, 40, 41)),
        Scale("school_avoidance", (2, 11, 17, 36)),
        Scale(
            "total",
            sum_of=("panic_somatic", "generalised", "separation", "social", "school_avoidance"),
        ),
    ),
    tables=(
        Table(
            "screen",
            ("below_cut_point", "at_or_above_cut_point"),
            {
                "total": "0-24 / 25-82",
                "panic_somatic": "0-6 / 7-26",
                "generalised": "0-8 / 9-18",
                "separation": "0-4 / 5-16",
                "social": "0-7 / 8-14",
                "school_avoidance": "0-2 / 3-8",
            },
        ),
        Table("over_30", ("at_or_below_cut_point", "above_cut_point"), {"total": "0-30 / 31-82"}),
    ),
    worked=(
        Worked(
            "highest answers throughout",
            2,
            {
                "panic_somatic": 26,
                "generalised": 18,
                "separation": 16,
                "social": 14,
                "school_avoidance": 8,
                "total": 82,
            },
        ),
        Worked(
            "a subscale is banded whatever the total is",
            {2: 2, 11: 1},
            {
                "school_avoidance": (3, "at_or_above_cut_point", 1),
                "total": (3, "below_cut_point", 0),
            },
        ),
    ),
)
