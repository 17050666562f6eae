"""SMFQ, transcribed from the research note (Angold 1995; Thabrew 2018)."""

from manual import Manual, Scale, Table, Worked

CUT = ("below_cut_point", "at_or_above_cut_point")

MANUAL = Manual(
    id="smfq",
    informants=("self", "caregiver"),
    item_count=13,
    codes=(0, 1, 2),
    scales=(Scale("total", items=range(1, 14)),),
    tables=(
        Table("cut_8", CUT, {"total": "0-7 / 8-26"}, informants=("self",)),
        Table("cut_12", CUT, {"total": "0-11 / 12-26"}, informants=("self",)),
    ),
    worked=(
        Worked("true throughout", 2, {"total": 26}),
        Worked("caregivers' scores have no bands", 2, {"total": (26, None)}, informant="caregiver"),
    ),
)
