"""SCWBS: 15 items in three parts, from the research note (CORC; Liddle and Carter 2015)."""

from manual import Manual, Scale, Table, Worked

MANUAL = Manual(
    id="scwbs",
    item_count=15,
    codes=(1, 2, 3, 4, 5),
    scales=(
        Scale("positive_emotional_state", items=(9, 10, 11, 12, 14, 15),
              kind="strength", better=True),
        Scale("positive_outlook", items=(1, 3, 4, 5, 6, 8), kind="strength", better=True),
        Scale("wellbeing", sum_of=("positive_emotional_state", "positive_outlook"),
              kind="strength", better=True, strength_from=12 * 4),
        Scale("social_desirability", items=(2, 7, 13), kind="validity", better=True,
              caution="3 / 14-15"),
    ),
    tables=(Table("low", ("not_low", "low"), {"wellbeing": "31-60 / 12-30"}),),
    worked=(
        Worked("lowest answers", answers=1,
               scores={"positive_emotional_state": 6, "positive_outlook": 6,
                       "social_desirability": 3, "wellbeing": (12, "low")}),
        Worked("highest answers", answers=5,
               scores={"positive_emotional_state": 30, "positive_outlook": 30,
                       "social_desirability": 15, "wellbeing": (60, "not_low")}),
    ),
)  # fmt: skip
