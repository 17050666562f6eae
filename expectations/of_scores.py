"""Promises about the scored tables before anything is published: the laws, as expectations."""

from expectations.catalogue import limit
from expectations.run import Expectation, Finding, at_most, check, same
from screening.warehouse import Warehouse


def check_scores(warehouse: Warehouse) -> list[Finding]:
    """Return the findings about `fact_scores`."""
    facts = warehouse.frame("select * from fact_scores")
    return check(facts, _promises(), about="the window")


NOTHING_OF = {
    "B302": "both_or_neither_count",
    "B303": "outside_range_count",
    "B304": "unlike_sum_count",
    "B305": "unaccounted_row_count",
    "B306": "used_without_consent_count",
}
"""Promise → the column of `fact_scores` that counts its breaches."""


def _promises() -> dict[str, list[Expectation]]:
    once = [same("rostered_count", "tier_row_count"), same("rostered_count", "tier_student_count")]
    return {"B301": once} | {
        code: [at_most(column, limit(code))] for code, column in NOTHING_OF.items()
    }
