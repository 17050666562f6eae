"""SEHS-P: five parts of four items, transcribed from the research note (SHINE code)."""

from manual import Manual, Scale, Worked, prorated

PARTS = ("gratitude", "zest", "optimism", "persistence", "prosocial")

MANUAL = Manual(
    id="sehs_p",
    item_count=20,
    codes=(1, 2, 3, 4),
    missing=prorated(at_least=3, rounding="none"),
    scales=(
        *(
            Scale(name, items=range(4 * place + 1, 4 * place + 5), kind="strength", better=True,
                  strength_from=4 * 3)
            for place, name in enumerate(PARTS)
        ),
        Scale("covitality", sum_of=PARTS[:4], kind="strength", better=True),
    ),
    worked=(
        Worked("lowest answers", answers=1, scores=dict.fromkeys(PARTS, 4) | {"covitality": 16}),
        Worked("highest answers", answers=4, scores=dict.fromkeys(PARTS, 16) | {"covitality": 64}),
        Worked("three of four: mean 3 times 4",
               answers=dict.fromkeys(range(4, 21)) | {1: 2, 2: 3, 3: 4},
               scores={"gratitude": 12, "zest": None, "covitality": None}),
    ),
)  # fmt: skip
