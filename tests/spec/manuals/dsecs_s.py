"""DSECS-S: four parts of three items, from the research note (RAND; Mantz et al. 2018)."""

from manual import Manual, Scale, Worked

PARTS = {
    "responsible_decisions": (1, 2, 3),
    "relationships": (4, 5, 6),
    "self_management": (7, 8, 9),
    "social_awareness": (10, 11, 12),
}

MANUAL = Manual(
    id="dsecs_s",
    item_count=12,
    codes=(1, 2, 3, 4),
    scales=(
        *(
            Scale(name, items=items, turned={1} & set(items), kind="strength", better=True,
                  strength_from=3 * 3)
            for name, items in PARTS.items()
        ),
        Scale("total", sum_of=tuple(PARTS), kind="strength", better=True),
    ),
    worked=(
        Worked("lowest answers, item 1 turned round", answers=1,
               scores={"responsible_decisions": 6, "relationships": 3, "self_management": 3,
                       "social_awareness": 3, "total": 15}),
        Worked("highest answers, item 1 turned round", answers=4,
               scores={"responsible_decisions": 9, "relationships": 12, "self_management": 12,
                       "social_awareness": 12, "total": 45}),
        Worked("lowest total there is", answers={1: 4} | dict.fromkeys(range(2, 13), 1),
               scores={"total": 12}),
        Worked("highest total there is", answers={1: 1} | dict.fromkeys(range(2, 13), 4),
               scores={"total": 48}),
    ),
)  # fmt: skip
