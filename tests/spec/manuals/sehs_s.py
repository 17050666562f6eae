"""SEHS-S 2020: twelve parts of three items, transcribed from the research note (manual of 2015)."""

from manual import COMPLETE, Manual, Scale, Worked

PARTS = (
    *("self_efficacy", "self_awareness", "persistence"),
    *("school_support", "family_coherence", "peer_support"),
    *("emotional_regulation", "empathy", "self_control"),
    *("optimism", "gratitude", "zest"),
)
DOMAINS = ("belief_in_self", "belief_in_others", "emotional_competence", "engaged_living")

MANUAL = Manual(
    id="sehs_s",
    item_count=36,
    codes=(1, 2, 3, 4),
    missing=COMPLETE,
    scales=(
        *(
            Scale(name, items=range(3 * place + 1, 3 * place + 4), kind="strength", better=True,
                  strength_from=3 * 3)
            for place, name in enumerate(PARTS)
        ),
        *(
            Scale(name, sum_of=PARTS[3 * place : 3 * place + 3], kind="strength", better=True)
            for place, name in enumerate(DOMAINS)
        ),
        Scale("covitality", sum_of=DOMAINS, kind="strength", better=True),
    ),
    worked=(
        Worked("highest answers", answers=4,
               scores=dict.fromkeys(PARTS, 12) | dict.fromkeys(DOMAINS, 36) | {"covitality": 144}),
        Worked("one blank takes its part, its domain and the whole",
               answers=dict.fromkeys(range(1, 37), 2) | {11: None},
               scores={"self_efficacy": 6, "school_support": None, "belief_in_others": None,
                       "belief_in_self": 18, "covitality": None}),
    ),
)  # fmt: skip
