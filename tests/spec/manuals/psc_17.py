"""PSC-17, transcribed from the research note (scoring instructions 2008; Murphy 2016)."""

from manual import Manual, Scale, Table, Worked, counted_as_nought

MANUAL = Manual(
    id="psc_17",
    informants=("caregiver", "self"),
    item_count=17,
    codes=(0, 1, 2),
    missing=counted_as_nought(at_most=3),
    orders=("mixed", "grouped"),
    scales=(
        Scale("internalising", {"mixed": (2, 6, 9, 11, 15), "grouped": range(1, 6)}),
        Scale("attention", {"mixed": (1, 3, 7, 13, 17), "grouped": range(6, 11)}),
        Scale("externalising", {"mixed": (4, 5, 8, 10, 12, 14, 16), "grouped": range(11, 18)}),
        Scale("total", sum_of=("internalising", "attention", "externalising")),
    ),
    tables=(
        Table(
            "screen",
            ("below_cut_point", "at_or_above_cut_point"),
            {
                "total": "0-14 / 15-34",
                "internalising": "0-4 / 5-10",
                "attention": "0-6 / 7-10",
                "externalising": "0-6 / 7-14",
            },
            informants=("caregiver",),
        ),
    ),
    worked=(
        Worked(
            "young people have scores without bands",
            answers=2,
            informant="self",
            scores={
                "internalising": (10, None, None),
                "attention": (10, None, None),
                "externalising": (14, None, None),
                "total": (34, None, None),
            },
        ),
    ),
)
