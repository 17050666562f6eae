"""A suite against a small frame of counts: which promises are kept.

Ephemeral context, suites built in Python, booleans only: nothing of Great Expectations is stored
and no value of a frame can reach a result (its other result formats quote values).
"""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import (
    ExpectColumnPairValuesToBeEqual,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.expectation import Expectation

from expectations.catalogue import Promise, promises

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


__all__ = ["Expectation", "Finding", "at_least", "at_most", "check", "same"]


@dataclass(frozen=True)
class Finding:
    """Whether one promise is kept about one thing (a file, a screener, the whole window)."""

    code: str
    about: str
    is_kept: bool

    @property
    def promise(self) -> Promise:
        """The catalogue's entry."""
        return promises()[self.code]


def check(
    frame: pd.DataFrame, expectations: Mapping[str, Sequence[Expectation]], *, about: str
) -> list[Finding]:
    """Return one finding per promise; an expectation that cannot be evaluated is not kept.

    Args:
        frame: counts only, a few rows.
        expectations: promise code → the expectations that must all hold.
        about: what the frame describes, for people.
    """
    suite = gx.ExpectationSuite(
        name="promises",
        expectations=[
            expectation.copy(update={"meta": {"code": code}})
            for code, group in expectations.items()
            for expectation in group
        ],
    )
    result = _batch(frame).validate(suite, result_format="BOOLEAN_ONLY")
    kept: dict[str, bool] = dict.fromkeys(expectations, True)
    for outcome in result.results:
        code = outcome.expectation_config.meta["code"]
        kept[code] = kept[code] and bool(outcome.success)
    return [Finding(code, about, is_kept) for code, is_kept in kept.items()]


def at_most(column: str, limit: float) -> Expectation:
    """Return the expectation that no cell of a column is above the limit."""
    return ExpectColumnValuesToBeBetween(column=column, max_value=limit)


def at_least(column: str, limit: float) -> Expectation:
    """Return the expectation that no cell of a column is below the limit."""
    return ExpectColumnValuesToBeBetween(column=column, min_value=limit)


def same(column: str, other: str) -> Expectation:
    """Return the expectation that two columns hold the same."""
    return ExpectColumnPairValuesToBeEqual(column_A=column, column_B=other)


@cache
def _definition() -> Any:
    # Set here, not at import: Prefect arranges all loggers anew when a flow starts.
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    bars = {"globally": False, "metric_calculations": False}
    context.variables.progress_bars = bars  # type: ignore[assignment]  # its own documented form
    asset = context.data_sources.add_pandas("memory").add_dataframe_asset("counts")
    return asset.add_batch_definition_whole_dataframe("all")


def _batch(frame: pd.DataFrame) -> Any:
    return _definition().get_batch(batch_parameters={"dataframe": frame})
