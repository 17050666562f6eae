"""Definitions as tables that the SQL steps join: `def_…`."""

from collections.abc import Iterator, Sequence

import pandas as pd

from screening.instruments.definition import Subscale
from screening.instruments.form import form_of
from screening.instruments.library import Library
from screening.programme.load import LoadedProgramme
from screening.programme.settings import Screener, Window
from screening.scoring.compile_sql import scored_ids
from screening.scoring.percentiles import percentile_rows
from screening.scoring.second_screener import gate_id, opening_rows
from screening.scoring.tier_rule import definition_rows
from screening.scoring.tier_words import rule_now_rows, view_rows
from screening.warehouse import Warehouse

KINDS = {
    **dict.fromkeys(("tier", "needs", "gate_count", "place", "band_rank_at_least"), "Int64"),
    **dict.fromkeys(("percentile_at_least", "percentile_at_most", "minimum_students"), "Int64"),
    **dict.fromkeys(("lowest_score", "highest_score", "at_least"), "Float64"),
    "is_of_minimum": "boolean",
}
"""Column → its type; every other column of a definition is text."""


def store_definitions(
    warehouse: Warehouse, programme: LoadedProgramme, previous: Window | None
) -> None:
    """Make every `def_…` table of a run."""
    screeners = programme.settings.screener
    library = programme.library
    rule = definition_rows(programme.tier_rule, programme=programme.settings, library=library)
    tables: dict[str, pd.DataFrame] = {
        "def_tier_rule": pd.DataFrame(rule.def_tier_rule),
        "def_tier_condition": pd.DataFrame(
            [*rule.def_tier_condition, *opening_rows(programme.settings, library)]
        ),
        "def_percentile": _frame(
            percentile_rows(screeners, library),
            *("instrument_id", "informant", "subscale_id", "minimum_students"),
        ),
        "def_screener": _frame(
            screener_rows(screeners), "instrument_id", "informant", "grade", "gate_id"
        ),
        "def_subscale": _frame(
            subscale_rows(screeners, library),
            *("instrument_id", "informant", "subscale_id", "lowest_score", "highest_score"),
        ),
        "def_sum_part": _frame(
            part_rows(screeners, library), "instrument_id", "subscale_id", "part_id"
        ),
        "def_strength": _frame(
            strength_rows(screeners, library),
            *("instrument_id", "subscale_id", "strength_id", "at_least"),
        ),
        "def_caution": _frame(
            caution_rows(screeners, library),
            *("instrument_id", "subscale_id", "lowest_score", "highest_score"),
        ),
        "def_view": _frame(view_rows(), "seeing", "not_seeing", "words"),
        "def_rule_now": _frame(rule_now_rows(), "rule_then", "rule_now", "words"),
        "def_run": _frame([(previous.id if previous else None,)], "previous_window_id"),
    }
    for name, rows in tables.items():
        warehouse.store(name, _typed(rows))


def _frame(rows: Sequence[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with text columns as text even where there are none or all are null."""
    return rows.astype({name: KINDS.get(name, "str") for name in rows.columns})


def screener_rows(screeners: tuple[Screener, ...]) -> list[tuple[object, ...]]:
    """Return (instrument_id, informant, grade, gate_id): who is due what, and after which gate."""
    return [(s.instrument, s.informant, grade, gate_id(s)) for s in screeners for grade in s.grades]


def subscale_rows(screeners: tuple[Screener, ...], library: Library) -> list[tuple[object, ...]]:
    """Return (instrument_id, informant, subscale_id, lowest, highest) as the manual prints them."""
    rows: list[tuple[object, ...]] = []
    for screener in screeners:
        instrument = library.get(screener.instrument)
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


def part_rows(screeners: tuple[Screener, ...], library: Library) -> list[tuple[object, ...]]:
    """Return (instrument_id, subscale_id, part_id) of every sum of subscales."""
    return [
        (name, subscale.id, part)
        for name, subscale in _subscales(screeners, library)
        for part in subscale.sum_of
    ]


def strength_rows(screeners: tuple[Screener, ...], library: Library) -> list[tuple[object, ...]]:
    """Return (instrument_id, subscale_id, strength_id, at_least): which score shows a strength."""
    return [
        (name, subscale.id, subscale.strength.what, subscale.strength.at_least)
        for name, subscale in _subscales(screeners, library)
        if subscale.strength is not None
    ]


def caution_rows(screeners: tuple[Screener, ...], library: Library) -> list[tuple[object, ...]]:
    """Return (instrument_id, subscale_id, lowest, highest): scores that ask for caution."""
    return [
        (name, subscale.id, *scores)
        for name, subscale in _subscales(screeners, library)
        if subscale.caution is not None
        for scores in subscale.caution.scores
    ]


def _subscales(screeners: tuple[Screener, ...], library: Library) -> Iterator[tuple[str, Subscale]]:
    """Yield every subscale of the instruments in use with the instrument's id."""
    for name in dict.fromkeys(screener.instrument for screener in screeners):
        for subscale in library.get(name).subscale:
            yield name, subscale
