"""The scores on an instrument's page: conversions, norms, cut-points, strengths, cautions."""

from collections.abc import Iterator

from screening.instruments.definition import CutPoints, Instrument, Scheme
from screening.instruments.derived_rule import Conversion, Norms, Times
from screening.instruments.key_pages import score, span
from screening.instruments.page_text import bullets, paragraph, table

BETWEEN = {
    "lower": "A score between two ranges belongs to the one of lower scores.",
    "upper": "A score between two ranges belongs to the one of higher scores.",
}


def derived_lines(instrument: Instrument) -> Iterator[str]:
    """Yield how derived subscales are made: factors, tables, norms."""
    for subscale in instrument.subscale:
        rule = subscale.derived
        if isinstance(rule, Times):
            yield paragraph(
                f"`{subscale.id}` = `{rule.of}` times {rule.factor}. Source: {rule.source}."
            )
        elif isinstance(rule, Conversion):
            yield paragraph(f"`{subscale.id}` from `{rule.of}`. Source: {rule.source}.")
            rows = [(f"{low}", score(high)) for low, high in sorted(rule.scores.items())]
            yield table((rule.of, subscale.id), rows)
    if instrument.norms is not None:
        yield from _norm_lines(instrument.norms)


def _norm_lines(norms: Norms) -> Iterator[str]:
    yield paragraph(
        f"T = {norms.mean} + {norms.sd} * (score - mean) / standard deviation of the norm group,"
        f" never rounded. Norms: {', '.join(norms.informants)} only. A student outside every group"
        f" has no T score. Source: {norms.source}."
    )
    names = list(norms.group[0].mean_sd)
    rows = [
        (
            group.grade_band,
            group.gender,
            *(f"{mean} / {sd}" for mean, sd in (group.mean_sd[name] for name in names)),
        )
        for group in norms.group
    ]
    yield table(("grade band", "gender", *(f"{name}: mean / sd" for name in names)), rows)


def cut_point_lines(instrument: Instrument) -> Iterator[str]:
    """Yield one table per scheme, informants and grade band, as printed."""
    for place, scheme in enumerate(instrument.scheme):
        usual = ", used where none is named" if place == 0 else ""
        yield f"### `{scheme.id}`{usual}"
        yield paragraph(f"{scheme.title[:1].upper()}{scheme.title[1:]}. Source: {scheme.source}.")
        yield bullets(
            f"`{band.id}` (rank {band.rank}): {band.words}"
            for band in sorted(scheme.band, key=lambda band: band.rank)
        )
        for cut_points in instrument.cut_points:
            if cut_points.scheme == scheme.id:
                yield from _table(scheme, cut_points)


def _table(scheme: Scheme, cut_points: CutPoints) -> Iterator[str]:
    grades = f", grade band {cut_points.grade_band}" if cut_points.grade_band else ""
    between = "" if cut_points.between is None else f" {BETWEEN[cut_points.between]}"
    who = f"Answered by {', '.join(cut_points.informants)}{grades}."
    yield paragraph(f"{who} Source: {cut_points.source}.{between}")
    bands = [
        band.id
        for band in scheme.band
        if any(band.id in ranges for ranges in cut_points.ranges.values())
    ]
    yield table(
        ("subscale", *bands),
        [
            (f"`{subscale}`", *(span(*ranges[band]) if band in ranges else "" for band in bands))
            for subscale, ranges in cut_points.ranges.items()
        ],
    )


def strength_lines(instrument: Instrument) -> Iterator[str]:
    """Yield from which score a subscale is a strength, and which scores ask for caution."""
    yield table(
        ("subscale", "strength from", "strength", "source"),
        [
            (
                f"`{each.id}`",
                score(each.strength.at_least),
                each.strength.what,
                each.strength.source,
            )
            for each in instrument.subscale
            if each.strength is not None
        ],
    )
    yield table(
        ("subscale", "caution at", "what it means", "source"),
        [
            (
                f"`{each.id}`",
                ", ".join(span(*scores) for scores in each.caution.scores),
                each.caution.words,
                each.caution.source,
            )
            for each in instrument.subscale
            if each.caution is not None
        ],
    )
