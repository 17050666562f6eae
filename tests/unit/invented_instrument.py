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


def derived_facts() -> dict:
    """Return the facts with a table, norms, a strength, a caution and a disagreement."""
    content = facts()
    content["subscale"] += [
        {
            "id": "calm_points", "area": "wellbeing", "words": "calm in points",
            "kind": "strength", "higher_is": "better", "source": "manual p. 8",
            "derived": {
                "rule": "table", "of": "calm", "source": "manual table 3",
                "scores": {str(score): score * 1.5 for score in range(4, 13)},
            },
            "strength": {"at_least": 15, "what": "calm", "source": "manual p. 9"},
            "caution": {
                "scores": [[6, 6], [18, 18]], "words": "all alike", "source": "manual p. 9",
            },
        },
        {
            "id": "worry_t", "area": "internalising", "words": "worry against peers",
            "derived": {"rule": "t_score", "of": "worry", "source": "manual p. 10"},
            "source": "manual p. 10",
        },
    ]  # fmt: skip
    content["norms"] = {
        "mean": 50, "sd": 10, "informants": ["teacher"], "source": "manual table 4",
        "group": [
            {"grade_band": "young", "gender": "female", "mean_sd": {"worry": [6.5, 1.25]}},
            {"grade_band": "older", "gender": "male", "mean_sd": {"worry": [7, 2]}},
        ],
    }  # fmt: skip
    content["disagreement"] = [{"about": "rounding", "chosen": "half up", "decision": 5}]
    return content


def built(content: dict) -> Instrument:
    """Return the instrument, or raise what the loader raises."""
    return build_definition(content, Instrument, where="demo_9.toml")
