"""DERS-18, transcribed from the research note (Victor and Klonsky 2016)."""

from manual import Manual, Scale, Worked

PARTS = {
    "awareness": (1, 4, 6),
    "clarity": (2, 3, 5),
    "nonacceptance": (7, 13, 14),
    "goals": (8, 12, 15),
    "impulse": (9, 16, 18),
    "strategies": (10, 11, 17),
}
TURNED = (1, 4, 6)

MANUAL = Manual(
    id="ders_18",
    item_count=18,
    codes=(1, 2, 3, 4, 5),
    scales=(
        *(
            Scale(name, items=items, turned=tuple(item for item in items if item in TURNED))
            for name, items in PARTS.items()
        ),
        Scale("total", sum_of=tuple(PARTS)),
    ),
    worked=(
        Worked("lowest answers, awareness turned round", answers=1,
               scores=dict.fromkeys(PARTS, 3) | {"awareness": 15, "total": 30}),
        Worked("highest answers, awareness turned round", answers=5,
               scores=dict.fromkeys(PARTS, 15) | {"awareness": 3, "total": 78}),
        Worked("least there is", answers=dict.fromkeys(range(1, 19), 1) | dict.fromkeys(TURNED, 5),
               scores={"total": 18}),
        Worked("most there is", answers=dict.fromkeys(range(1, 19), 5) | dict.fromkeys(TURNED, 1),
               scores={"total": 90}),
    ),
)  # fmt: skip
