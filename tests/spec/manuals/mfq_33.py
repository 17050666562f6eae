"""MFQ, long form, transcribed from the research note (KCL Catalogue; Child Mind; ReproSchema)."""

from manual import Manual, Scale, Table, Worked

CUT = ("below_cut_point", "at_or_above_cut_point")
OVER = ("at_or_below_cut_point", "above_cut_point")

MANUAL = Manual(
    id="mfq_33",
    informants=("self", "caregiver"),
    item_count=33,
    codes=(0, 1, 2),
    scales=(Scale("total", items=range(1, 34)),),
    tables=(
        Table("cut_27", CUT, {"total": "0-26 / 27-66"}),
        Table("over_27", OVER, {"total": "0-27 / 28-66"}, informants=("self",)),
        Table("caregiver_21", CUT, {"total": "0-20 / 21-66"}, informants=("caregiver",)),
    ),
    critical={16: 1, 17: 1, 18: 1, 19: 1},
    worked=(
        # Trap 22: 27 itself.
        Worked(
            "twenty-seven",
            dict.fromkeys(range(1, 28), 1),
            {"total": (27, "at_or_above_cut_point", 1)},
        ),
        Worked(
            "not over",
            dict.fromkeys(range(1, 28), 1),
            {"total": (27, "at_or_below_cut_point", 0)},
            scheme="over_27",
        ),
    ),
)
