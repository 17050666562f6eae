"""Small catalogues for tests: rows as TOML would give them."""

import datetime as dt

from screening.definition import build_definition
from screening.supports.catalogue import Catalogue, load_catalogue

TODAY = dt.date(2026, 10, 26)
EVIDENCE = {"level": "moderate", "source": "A trial (2020)", "note": "Helped.", "checked": "partly"}


def row(support_id: str, **changes: object) -> dict[str, object]:
    """Return a whole row that a list may suggest, with what a test changes."""
    return {
        "id": support_id,
        "name": support_id,
        "plain": "Somebody helps.",
        "areas": ["attention"],
        "tiers": [2],
        "format": ["individual"],
        "ages": {"from": 5, "to": 18},
        "delivered_by": ["school_counsellor"],
        "access": "A room.",
        "cost": "free",
        "appears": ["list", "page"],
        "suggest": "auto",
        "evidence": EVIDENCE,
        "caution": "Mind this.",
        "owner": "District",
        "checked_on": dt.date(2026, 9, 1),
        "review_by": dt.date(2027, 1, 1),
    } | changes


def of_level(level: str) -> dict[str, str]:
    """Return evidence of a level."""
    return EVIDENCE | {"level": level}


def catalogue(*rows: dict[str, object], **changes: object) -> Catalogue:
    """Return a catalogue of these supports, with what holds of the shipped one."""
    shipped = load_catalogue().model_dump(
        by_alias=True, exclude={"support", "access", "principle", "service"}
    )
    return build_definition(
        shipped | {"support": list(rows)} | changes, Catalogue, where="small.toml"
    )


def ids(found: tuple) -> list[str]:
    """Return ids in order."""
    return [support.id for support in found]
