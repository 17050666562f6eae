"""The cut-points that a programme acts on, and where each lies between scores."""

from collections.abc import Iterator

import pandas as pd

from screening.instruments.form import Cut, Form, form_of
from screening.instruments.score_ranges import subscale_of
from screening.programme.load import LoadedProgramme
from screening.programme.settings import Screener
from screening.scoring.compile_sql import scored_ids
from screening.scoring.tier_rule import definition_rows
from screening.warehouse import Warehouse

Key = tuple[str, str, str]
"""Instrument, informant, subscale."""
TWO_BANDS = 2


def screener_form(programme: LoadedProgramme, screener: Screener) -> Form:
    """Return a screener's form with everything that can be scored."""
    instrument = programme.library.get(screener.instrument)
    return form_of(
        instrument,
        informant=screener.informant,
        scheme=screener.scheme,
        with_supplement=instrument.supplement is not None,
    )


def acted_ranks(programme: LoadedProgramme) -> dict[Key, int]:
    """Return subscale → rank of the first band past the cut that the programme acts on.

    That is the lowest band that its tier rule names. Where the rule names none, a subscale of
    concern with two bands has one cut only; one with more bands has no cut to speak of.
    """
    rows = definition_rows(
        programme.tier_rule, programme=programme.settings, library=programme.library
    )
    ranks: dict[Key, int] = {}
    for row in rows.def_tier_condition:
        rank = row["band_rank_at_least"]
        if rank is not None:
            key = (str(row["instrument_id"]), str(row["informant"]), str(row["subscale_id"]))
            ranks[key] = min(int(rank), ranks.get(key, int(rank)))
    for screener in programme.settings.screener:
        for key, rank in _only_cuts(screener_form(programme, screener)):
            ranks.setdefault(key, rank)
    return ranks


def _only_cuts(form: Form) -> Iterator[tuple[Key, int]]:
    supplement = form.instrument.supplement
    for subscale_id in scored_ids(form):
        is_concern = (supplement is not None and subscale_id == supplement.id) or (
            subscale_of(form.instrument, subscale_id).kind == "concern"
        )
        bands = form.bands_of(subscale_id)
        if is_concern and len(bands) == TWO_BANDS:
            yield (form.instrument.id, form.informant, subscale_id), max(bands)


def store_acted_cuts(warehouse: Warehouse, ranks: dict[Key, int]) -> None:
    """Make `def_acted_cut`: instrument_id, informant, subscale_id, band_rank."""
    columns = ["instrument_id", "informant", "subscale_id", "band_rank"]
    rows = pd.DataFrame([(*key, rank) for key, rank in sorted(ranks.items())], columns=columns)
    kinds = dict.fromkeys(columns[:3], "str") | {"band_rank": "Int64"}
    warehouse.store("def_acted_cut", rows.astype(kinds))


def boundaries(form: Form, subscale_id: str, *, rank: int) -> dict[str | None, float]:
    """Return grade → the point between scores on this side of a cut and past it; None = all grades.

    Halfway between the two printed ranges, so that the last score before the cut and the first past
    it are equally near; for scores with fractions, the end that the definition says.
    """
    points: dict[str | None, float] = {}
    for cut in form.cuts_of(subscale_id):
        for grade in cut.grades or (None,):
            points[grade] = _boundary(form, cut, rank)
    return points


def _boundary(form: Form, cut: Cut, rank: int) -> float:
    past = [ends for band, ends in cut.ranges.items() if form.rank(band) >= rank]
    before = [ends for band, ends in cut.ranges.items() if form.rank(band) < rank]
    upper, lower = (past, before) if min(past) > min(before) else (before, past)
    first, last = min(low for low, _ in upper), max(high for _, high in lower)
    if cut.between is not None:
        return float(first if cut.between == "lower" else last)
    return (first + last) / 2
