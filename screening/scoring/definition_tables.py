"""Definitions as tables that the SQL steps join: `def_…`."""

import pandas as pd

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.programme.load import LoadedProgramme
from screening.programme.settings import Screener, Window
from screening.scoring.compile_sql import scored_ids
from screening.scoring.tier_rule import definition_rows
from screening.warehouse import Warehouse


def store_definitions(
    warehouse: Warehouse, programme: LoadedProgramme, previous: Window | None
) -> None:
    """Make every `def_…` table of a run."""
    screeners = programme.settings.screener
    rule = definition_rows(programme.tier_rule, programme=programme.settings)
    tables: dict[str, pd.DataFrame] = {
        "def_tier_rule": pd.DataFrame(rule.def_tier_rule),
        "def_tier_condition": pd.DataFrame(rule.def_tier_condition),
        "def_tier_minimum": pd.DataFrame(rule.def_tier_minimum),
        "def_screener": _frame(screener_rows(screeners), "instrument_id", "informant", "grade"),
        "def_subscale": _frame(
            subscale_rows(screeners),
            *("instrument_id", "informant", "subscale_id", "lowest_score", "highest_score"),
        ),
        "def_sum_part": _frame(part_rows(screeners), "instrument_id", "subscale_id", "part_id"),
        "def_run": _frame([(previous.id if previous else None,)], "previous_window_id"),
    }
    for name, rows in tables.items():
        warehouse.store(name, _typed(rows))


def _frame(rows: list[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with text columns as text even where there are none or all are null."""
    numbers = ("tier", "needs", "band_rank_at_least", "lowest_score", "highest_score")
    kinds = {name: "Int64" if name in numbers else "str" for name in rows.columns}
    return rows.astype(kinds)


def screener_rows(screeners: tuple[Screener, ...]) -> list[tuple[object, ...]]:
    """Return (instrument_id, informant, grade): who is due what."""
    return [(s.instrument, s.informant, grade) for s in screeners for grade in s.grades]


def subscale_rows(screeners: tuple[Screener, ...]) -> list[tuple[object, ...]]:
    """Return (instrument_id, informant, subscale_id, lowest, highest) as the manual prints them."""
    rows: list[tuple[object, ...]] = []
    for screener in screeners:
        instrument = load_instrument(screener.instrument)
        form = form_of(
            instrument,
            informant=screener.informant,
            scheme=screener.scheme,
            with_supplement=instrument.supplement is not None,
        )
        rows += [
            (instrument.id, screener.informant, name, *form.score_range(name))
            for name in scored_ids(form)
        ]
    return rows


def part_rows(screeners: tuple[Screener, ...]) -> list[tuple[object, ...]]:
    """Return (instrument_id, subscale_id, part_id) of every sum of subscales."""
    names = dict.fromkeys(screener.instrument for screener in screeners)
    return [
        (name, subscale.id, part)
        for name in names
        for subscale in load_instrument(name).subscale
        for part in subscale.sum_of
    ]
