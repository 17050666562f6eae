"""The key on an instrument's page: which items make which subscale."""

from collections.abc import Iterable, Iterator

from screening.instruments.definition import Instrument, Subscale
from screening.instruments.page_text import bullets, paragraph, table
from screening.instruments.score_ranges import Number, score_range

SHORTEST_RUN = 3
"""Numbers in a row from which `1-3` reads better than `1, 2`."""
KEY_COLUMNS = ("subscale", "what", "items", "reversed", "scores", "higher is", "grades", "kind")


def key_lines(instrument: Instrument) -> Iterator[str]:
    """Yield the table of subscales, their sources, and the printed orders."""
    yield table(KEY_COLUMNS, [_row(instrument, subscale) for subscale in instrument.subscale])
    if instrument.unscored:
        yield paragraph(f"Not scored: {numbers(instrument.unscored)}.")
    yield bullets(f"Item order `{order.id}`: {order.source}." for order in instrument.item_order)
    yield bullets(
        f"Grade band `{band.id}`: {', '.join(band.grades)}. Source: {band.source}."
        for band in instrument.grade_band
    )
    yield source_list(instrument.subscale)


def source_list(subscales: Iterable[Subscale]) -> str:
    """Return one bullet per source, with the subscales that it describes."""
    return bullets(
        f"Source of {', '.join(f'`{each}`' for each in ids)}: {source}."
        for source, ids in _by_source(subscales).items()
    )


def _row(instrument: Instrument, subscale: Subscale) -> tuple[str, ...]:
    informant = next(iter(instrument.informants))
    return (
        f"`{subscale.id}`",
        subscale.words,
        _items(subscale),
        numbers(subscale.reversed),
        span(*score_range(instrument, subscale.id, informant)),
        subscale.higher_is,
        ", ".join(subscale.grade_bands),
        "" if subscale.kind == "concern" else subscale.kind,
    )


def _items(subscale: Subscale) -> str:
    if subscale.sum_of:
        return " + ".join(subscale.sum_of)
    if subscale.derived is not None:
        return f"from {subscale.derived.of}"
    if isinstance(subscale.items, dict):
        return "; ".join(f"{order}: {numbers(own)}" for order, own in subscale.items.items())
    return numbers(subscale.items)


def _by_source(subscales: Iterable[Subscale]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subscale in subscales:
        found.setdefault(subscale.source, []).append(subscale.id)
    return found


def supplement_lines(instrument: Instrument) -> Iterator[str]:
    """Yield the gate, the recoding and the scored items of the supplement, where there is one."""
    supplement = instrument.supplement
    if supplement is None:
        return
    yield paragraph(
        f"`{supplement.id}`, higher is {supplement.higher_is}: {supplement.words}. Item"
        f" {supplement.gate_item} answered {supplement.gate_none}: score 0. With the gate open,"
        f" every scored item must be answered ({supplement.missing.source})."
    )
    yield table(
        ("informant", "scored items", "scores"),
        [
            (who, numbers(scored), span(*score_range(instrument, supplement.id, who)))
            for who, scored in supplement.items.items()
        ],
    )
    yield table(
        ("answer", "counts"), [(f"{code}", f"{n}") for code, n in supplement.recode.items()]
    )
    yield paragraph(f"Not scored: {numbers(supplement.unscored)}. Source: {supplement.source}.")


def numbers(values: Iterable[int]) -> str:
    """Return item numbers, a run of them as `1-7`."""
    parts: list[list[int]] = []
    for value in values:
        if parts and value == parts[-1][-1] + 1:
            parts[-1].append(value)
        else:
            parts.append([value])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) >= SHORTEST_RUN else ", ".join(map(str, run))
        for run in parts
    )


def span(first: Number, last: Number) -> str:
    """Return a range of scores as a manual prints it: `6`, `0-5`, `65 and above`."""
    if last == float("inf"):
        return f"{score(first)} and above"
    if first == float("-inf"):
        return f"{score(last)} and below"
    return score(first) if first == last else f"{score(first)}-{score(last)}"


def score(value: Number) -> str:
    """Return a score as printed: at most two decimals, none where it is whole."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
