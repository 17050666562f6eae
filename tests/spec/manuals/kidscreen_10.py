"""KIDSCREEN-10, raw score, transcribed from the research note (kidscreen.org)."""

from manual import Manual, Scale, Worked

MANUAL = Manual(
    id="kidscreen_10",
    item_count=10,
    codes=(1, 2, 3, 4, 5),
    informants=("self", "caregiver"),
    scales=(
        Scale("raw", items=range(1, 11), turned=(3, 4), kind="strength", better=True,
              strength_from=10 * 4),
    ),
    worked=(
        Worked("lowest answers", answers=1, scores={"raw": 18}),
        Worked("highest answers", answers=5, scores={"raw": 42}),
        Worked("lowest there is", answers=dict.fromkeys(range(1, 11), 1) | {3: 5, 4: 5},
               scores={"raw": 10}),
        Worked("highest there is", answers=dict.fromkeys(range(1, 11), 5) | {3: 1, 4: 1},
               scores={"raw": 50}),
    ),
)  # fmt: skip
