"""Promises about one export, checked on its column profile: counts, never rows."""

from collections import defaultdict

import pandas as pd

from expectations.catalogue import applies_from, limit
from expectations.run import Expectation, Finding, at_least, at_most, check
from screening.intake.profile import block_profile
from screening.problem import Problem, catalogue

MOST_EXACT = ("M307", "M303", "M305")
"""Of several marks of codes that do not fit, the first says most exactly what is wrong."""


def check_export(profile: pd.DataFrame, *, about: str) -> list[Finding]:
    """Return the findings about one export.

    Args:
        profile: one row per item column (see `screening.intake.profile.column_profile`).
        about: what to call the file on the district's page: not its name, which could hold a
            student's.
    """
    findings = []
    for block in block_profile(profile).to_dict("records"):
        instrument = str(block["instrument_id"])
        promised = _block_promises(
            answers=str(block["answers"]),
            counted_from_zero=int(block["lowest_code"]) == 0,
            answered_count=int(block["answered_count"]),
            unknown_count=int(block["unknown_count"]),
            next_count=int(block["next_count"]),
        )
        findings += check(pd.DataFrame([block]), promised, about=f"{about}: {instrument}")
    return findings


def _block_promises(
    *,
    answers: str,
    counted_from_zero: bool,
    answered_count: int,
    unknown_count: int,
    next_count: int,
) -> dict[str, list[Expectation]]:
    promised = {"B103": [at_most("outside_count", limit("B103"))]}
    if unknown_count >= applies_from("B101"):
        promised["B101"] = [at_most("unknown_share", limit("B101"))]
    # T scores and bands count nothing, so nothing shows from which number a tool counts.
    if answers == "results":
        return promised
    # Codes from 1 to 4 hold no 0; of good wellbeing, few cells may hold the lowest answer.
    if counted_from_zero and answered_count >= applies_from("B102"):
        promised["B102"] = [at_least("lowest_count", limit("B102"))]
    promised["B104"] = [at_most("shifted_count", limit("B104"))]
    if next_count >= applies_from("B105"):
        promised["B105"] = [at_most("next_share", limit("B105"))]
    return promised


def problems_of(findings: list[Finding], *, file: str) -> list[Problem]:
    """Return the problems that broken promises about an export become, one per instrument."""
    broken: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if not finding.is_kept and (code := finding.promise.problem):
            broken[finding.about.split(": ")[-1]].add(code)
    said = {name: next(c for c in MOST_EXACT if c in codes) for name, codes in broken.items()}
    return [
        Problem(code, file, f"{instrument}: {catalogue()[code].what.lower()}")
        for instrument, code in said.items()
    ]
