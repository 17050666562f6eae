"""Step: how good the window's scores are, before the answers are forgotten."""

from collections.abc import Iterator, Sequence

import pandas as pd

from screening.instruments.vendor import VendorInstrument
from screening.outbox import write_text
from screening.programme.settings import Screener
from screening.run.intake import answer_tables_of
from screening.run.window_run import WindowRun
from screening.score_quality.acted_cuts import Key, acted_ranks, screener_form, store_acted_cuts
from screening.score_quality.form_answers import Speed, form_answers, speed
from screening.score_quality.limits import load_limits
from screening.score_quality.lines import advice_lines, screener_line
from screening.score_quality.quality import (
    ScreenerQuality,
    SubscaleQuality,
    screener_quality,
)
from screening.score_quality.score_counts import ScoreCounts, score_counts
from screening.score_quality.shown import answering_table, score_table
from screening.warehouse import Warehouse

LINES = "mart_score_quality_line"
FIGURES = "fact_reliability"


def describe_scores(run: WindowRun, warehouse: Warehouse) -> None:
    """Write the analysts' two tables; keep lines for people in `mart_score_quality_line`.

    `fact_reliability` keeps, per instrument_id, informant and subscale_id: scored_count, sd,
    reliability (omega, else alpha); null where too few students say it.
    """
    ranks = acted_ranks(run.programme)
    store_acted_cuts(warehouse, ranks)
    warehouse.run_step("fact_score_count")
    warehouse.run_step("fact_past_cut")
    screeners = list(_screeners(run, warehouse, ranks))
    warehouse.store(FIGURES, figures_table(screeners))
    suppression = run.programme.settings.suppression
    folder = run.outbox.building / "district" / "validation"
    write_text(folder / "score_quality.csv", score_table(screeners, suppression=suppression))
    write_text(
        folder / "answering_quality.csv", answering_table(screeners, suppression=suppression)
    )
    limits = load_limits()
    lines = [
        screener_line(screener, limits=limits, suppression=suppression) for screener in screeners
    ]
    lines += advice_lines(
        warehouse.frame("select * from fact_past_cut order by all"),
        screeners,
        schools={school.id: school.name for school in run.programme.settings.school},
        advice=limits.advice,
        suppression=suppression,
    )
    said = [(place, line) for place, line in enumerate(lines) if line is not None]
    frame = pd.DataFrame(said, columns=["place", "line"])
    warehouse.store(LINES, frame.astype({"place": "Int64", "line": "str"}))


def score_quality_lines(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the lines for people: one per screener, then advice about cut-points."""
    return tuple(line for (line,) in warehouse.rows(f"select line from {LINES} order by place"))


def figures_table(screeners: Sequence[ScreenerQuality]) -> pd.DataFrame:
    """Return the rows of `fact_reliability`."""
    rows = [
        (screener.form.instrument.id, screener.form.informant, each.id, *_figures_of(each))
        for screener in screeners
        for each in screener.subscales
    ]
    text = ("instrument_id", "informant", "subscale_id")
    kinds = dict.fromkeys(text, "str") | {"scored_count": "Int64"}
    kinds |= {"sd": "Float64", "reliability": "Float64"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _figures_of(subscale: SubscaleQuality) -> tuple[int, float | None, float | None]:
    best = subscale.reliability.best
    return subscale.counts.scored_count, subscale.counts.sd, None if best is None else best.value


def _screeners(
    run: WindowRun, warehouse: Warehouse, ranks: dict[Key, int]
) -> Iterator[ScreenerQuality]:
    counts = score_counts(warehouse)
    for screener in run.programme.settings.screener:
        yield _screener(run, warehouse, screener, counts=counts, ranks=ranks)


def _screener(
    run: WindowRun,
    warehouse: Warehouse,
    screener: Screener,
    *,
    counts: dict[Key, ScoreCounts],
    ranks: dict[Key, int],
) -> ScreenerQuality:
    wanted = (screener.instrument, screener.informant)
    limits = load_limits()
    form = screener_form(run.programme, screener)
    tables = [
        table
        for table in answer_tables_of(run, warehouse)
        if (table.instrument, table.informant) == wanted
    ]
    has_items = tables and not isinstance(form.instrument, VendorInstrument)
    per_item = limits.speed.seconds_per_item
    return screener_quality(
        form,
        counts={key[2]: found for key, found in counts.items() if key[:2] == wanted},
        ranks={key[2]: rank for key, rank in ranks.items() if key[:2] == wanted},
        answers=form_answers(warehouse, form, tables) if has_items else None,
        speed=speed(warehouse, tables, seconds_per_item=per_item) if has_items else Speed(0, 0),
        limits=limits,
    )
