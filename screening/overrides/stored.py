"""People's decisions as the table that SQL joins: `stg_override`."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from screening.ledger.act import Act
from screening.overrides.override_act import FIELD
from screening.scoring.tier_words import RULE_RESULTS, decision_words, load_tier_words
from screening.warehouse import Warehouse

COLUMNS = (
    *("student_ref", "new_tier", "rule_then", "override_by", "override_on", "override_reason"),
    *("words", "not_used_words"),
)


def store_overrides(warehouse: Warehouse, acts: Iterable[Act], *, window_id: str) -> None:
    """Make `stg_override`: one row per student about whom a person decided in this window.

    Columns: `COLUMNS`, all text; new_tier is `1`, `2`, `3` or `rule`, rule_then what the rule said
    at that time (`none` = no tier; null = not known). The latest act counts.
    """
    latest = {
        act.student_ref: act
        for act in acts
        if act.kind == "override" and act.field == FIELD and act.window_id == window_id
    }
    rows = [_row(latest[ref]) for ref in sorted(latest)]
    warehouse.store("stg_override", pd.DataFrame(rows, columns=list(COLUMNS), dtype="str"))


def _row(act: Act) -> tuple[str | None, ...]:
    on = dt.datetime.fromisoformat(act.at).date().isoformat()
    words = decision_words(tier=act.new, by=act.by, on=on, reason=act.reason)
    then = act.old if act.old in RULE_RESULTS else None
    not_used = load_tier_words().override.not_used
    return (act.student_ref, act.new, then, act.by, on, act.reason, words, not_used)
