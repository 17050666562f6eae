"""WCSD-SECA, long form: eight parts in the order of the form, numbered through.

Transcribed from the research note (lengths of the parts) and the reprinted form (their order).
"""

from itertools import accumulate

from manual import Manual, Scale, Worked

LENGTHS = {
    "self_concept": 4,
    "emotion_knowledge": 6,
    "social_awareness": 5,
    "emotion_regulation": 4,
    "goal_management": 4,
    "school_work": 6,
    "relationships": 6,
    "responsible_decisions": 5,
}
ENDS = tuple(accumulate(LENGTHS.values()))

MANUAL = Manual(
    id="wcsd_seca",
    item_count=40,
    codes=(1, 2, 3, 4),
    scales=tuple(
        Scale(name, items=range(end - length + 1, end + 1), kind="strength", better=True,
              strength_from=3 * length)
        for (name, length), end in zip(LENGTHS.items(), ENDS, strict=True)
    ),
    worked=(
        Worked("very easy throughout", answers=4,
               scores={name: 4 * length for name, length in LENGTHS.items()}),
        Worked("the first part alone",
               answers=dict.fromkeys(range(5, 41)) | {1: 4, 2: 3, 3: 2, 4: 1},
               scores={"self_concept": 10, "emotion_knowledge": None}),
    ),
)  # fmt: skip
