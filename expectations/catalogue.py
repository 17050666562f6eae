"""Every promise by its code: what, why, how to mend, limit, source (`promises.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True)
class Promise:
    """One promise about a table.

    Attributes:
        border: where it is checked: `export` in, `answers` after quarantine, `scores` out.
        severity: `critical` stops; `advisory` is shown.
        limit: the number the promise is about; its unit is in `what`.
        problem: code of the problem that a broken promise about an export becomes.
        applies_from: smallest count that proves anything; below it the promise is not asked.
    """

    code: str
    border: Literal["export", "answers", "scores"]
    severity: Literal["critical", "advisory"]
    what: str
    why: str
    mend: str
    limit: float
    source: str
    problem: str | None = None
    applies_from: float = 0


@cache
def promises() -> dict[str, Promise]:
    """Return every promise by its code."""
    text = files("expectations").joinpath("promises.toml").read_text(encoding="utf-8")
    return {code: Promise(code=code, **entry) for code, entry in tomllib.loads(text).items()}


def limit(code: str) -> float:
    """Return a promise's limit."""
    return promises()[code].limit


def applies_from(code: str) -> float:
    """Return the smallest count from which a promise is asked."""
    return promises()[code].applies_from
