"""An invented instrument with every kind of rule, for tests that break one of them."""

from copy import deepcopy

from screening.definition import build_definition
from screening.instruments.definition import Instrument

FACTS = {
    "id": "demo_9",
    "version": "3",
    "title": "Invented checklist, 9 items",
    "confidence": "low",
    "item_count": 9,
    "unscored": [9],
    "informants": {"teacher": {"ages": "5 to 18", "source": "manual p. 1"}},
    "answers": {"codes": {"never": 1, "sometimes": 2, "often": 3}, "source": "manual p. 2"},
    "missing": {"rule": "complete", "source": "manual p. 3"},
    "grade_band": [
        {"id": "young", "grades": ["K", "1"], "source": "manual p. 4"},
        {"id": "older", "grades": ["2", "3"], "source": "manual p. 4"},
    ],
    "subscale": [
        {
            "id": "calm",
            "area": "emotion_regulation",
            "words": "calm items",
            "items": [1, 2, 3, 4],
            "reversed": [4],
            "higher_is": "better",
            "missing": {
                "rule": "prorate",
                "at_least": 3,
                "rounding": "half_up",
                "source": "manual p. 5",
            },
            "source": "manual p. 6",
        },
        {
            "id": "worry",
            "area": "internalising",
            "words": "worry items",
            "items": [5, 6, 7, 8],
            "source": "manual p. 6",
        },
        {
            "id": "all_items",
            "area": "total",
            "words": "all items",
            "sum_of": ["calm", "worry"],
            "source": "manual p. 6",
        },
    ],
    "scheme": [
        {
            "id": "two_band",
            "title": "two bands",
            "source": "manual p. 7",
            "band": [
                {"id": "expected", "rank": 0, "words": "as expected"},
                {"id": "raised", "rank": 1, "words": "raised"},
            ],
        }
    ],
    "cut_points": [
        {
            "scheme": "two_band",
            "informants": ["teacher"],
            "ranges": {"calm": {"expected": [8, 12], "raised": [4, 7]}},
            "source": "manual table 1",
        },
        {
            "scheme": "two_band",
            "informants": ["teacher"],
            "grade_band": "young",
            "ranges": {"worry": {"expected": [4, 8], "raised": [9, 12]}},
            "source": "manual table 2",
        },
        {
            "scheme": "two_band",
            "informants": ["teacher"],
            "grade_band": "older",
            "ranges": {"worry": {"expected": [4, 6], "raised": [7, 12]}},
            "source": "manual table 2",
        },
    ],
    "critical_item": [{"item": 8, "at_or_above": 2, "words": "safety item", "source": "decision"}],
    "licence": {
        "holder": "Nobody",
        "terms": "free",
        "statement_needed": False,
        "source": "manual p. 1",
    },
}


def facts() -> dict:
    """Return the facts, to be changed."""
    return deepcopy(FACTS)


def built(content: dict) -> Instrument:
    """Return the instrument, or raise what the loader raises."""
    return build_definition(content, Instrument, where="demo_9.toml")
