"""PSC-35, transcribed from the research note (Bright Futures and MassHealth tool pages)."""

from manual import Manual, Scale, Table, Worked, counted_as_nought

BANDS = ("below_cut_point", "at_or_above_cut_point")
LEFT_OUT_AT_4_AND_5 = {5, 6, 17, 18}

MANUAL = Manual(
    id="psc_35",
    informants=("caregiver", "self"),
    item_count=35,
    codes=(0, 1, 2),
    missing=counted_as_nought(at_most=3),
    scales=(
        Scale("attention", (4, 7, 8, 9, 14)),
        Scale("internalising", (11, 13, 19, 22, 27)),
        Scale("externalising", (16, 29, 31, 32, 33, 34, 35)),
        Scale("total", range(1, 36)),
        Scale(
            "total_4_5",
            sorted({*range(1, 36)} - LEFT_OUT_AT_4_AND_5),
            missing=counted_as_nought(at_most=3),
        ),
    ),
    tables=(
        Table(
            "screen",
            BANDS,
            {
                "total": "0-27 / 28-70",
                "attention": "0-6 / 7-10",
                "internalising": "0-4 / 5-10",
                "externalising": "0-6 / 7-14",
            },
            informants=("caregiver",),
        ),
        Table("screen", BANDS, {"total": "0-29 / 30-70"}, informants=("self",)),
        Table("screen_4_5", BANDS, {"total_4_5": "0-23 / 24-62"}, informants=("caregiver",)),
    ),
    worked=(
        Worked(
            "often throughout",
            2,
            {
                "attention": 10,
                "internalising": 10,
                "externalising": 14,
                "total": 70,
                "total_4_5": 62,
            },
        ),
        Worked(
            "three blanks count nothing",
            dict.fromkeys(range(1, 36), 1) | dict.fromkeys((1, 2, 3)),
            {"total": (32, "at_or_above_cut_point", 1)},
        ),
        Worked(
            "four blanks",
            dict.fromkeys(range(1, 36), 1) | dict.fromkeys((1, 2, 3, 4)),
            {"attention": None, "total": None, "total_4_5": None},
        ),
        # The four about school, as the youngest's forms leave them: their total stands.
        Worked(
            "no school yet",
            dict.fromkeys(range(1, 36), 1) | dict.fromkeys(LEFT_OUT_AT_4_AND_5),
            {"attention": None, "total": None, "total_4_5": 31},
        ),
    ),
)
