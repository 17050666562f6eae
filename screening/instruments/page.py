"""An instrument as a page in the order of a manual, to be checked against one.

The same Markdown is printed by `screening instruments show` and kept under docs/instruments.
"""

from collections.abc import Iterable, Iterator

from screening.instruments.definition import Instrument, Subscale
from screening.instruments.key_pages import key_lines, supplement_lines
from screening.instruments.page_text import bullets, heading, lines_of, paragraph, table
from screening.instruments.published_pages import published_lines
from screening.instruments.score_pages import cut_point_lines, derived_lines, strength_lines
from screening.instruments.vendor import VendorInstrument
from screening.instruments.vendor_page import MISSING_RESULT, NO_CRITICAL_ITEMS, result_lines
from screening.instruments.without_cut_points import what_it_gives


def instrument_page(instrument: Instrument) -> str:
    """Return the page: key, blanks, cut-points, critical items, licence, each with its source."""
    if isinstance(instrument, VendorInstrument):
        sections = _vendor_sections(instrument)
    else:
        sections = _sections(instrument)
    sections |= {
        "Published figures": published_lines(instrument),
        "Where sources disagree": _disagreements(instrument),
        "Licence": _licence(instrument),
    }
    parts = [_heading(instrument)]
    for title, lines in sections.items():
        text = lines_of(lines)
        if text:
            parts.append(f"{heading(title)}\n\n{text}")
    return "\n\n".join(parts) + "\n"


def _sections(instrument: Instrument) -> dict[str, Iterable[str]]:
    return {
        "Who answers": _informants(instrument),
        "Answers": _answers(instrument),
        "Key": key_lines(instrument),
        "Supplement": supplement_lines(instrument),
        "Unanswered items": _missing(instrument),
        "Scores made from another score": derived_lines(instrument),
        "Cut-points": [paragraph(what_it_gives(instrument)), *cut_point_lines(instrument)],
        "Strengths and cautions": strength_lines(instrument),
        "Critical items": _critical_items(instrument),
    }


def _vendor_sections(instrument: VendorInstrument) -> dict[str, Iterable[str]]:
    return {
        "Who answers": _informants(instrument),
        "Results": result_lines(instrument),
        "Missing results": [MISSING_RESULT],
        "Bands": cut_point_lines(instrument),
        "Strengths": strength_lines(instrument),
        "Critical items": [NO_CRITICAL_ITEMS],
    }


def _heading(instrument: Instrument) -> str:
    has = f"{instrument.item_count} items"
    if isinstance(instrument, VendorInstrument):
        has = "scored by its vendor"
    facts = (
        f"`{instrument.id}` · definition version {instrument.version} ·"
        f" {has} · confidence {instrument.confidence}"
    )
    return f"# {instrument.title}\n\n{facts}"


def _informants(instrument: Instrument) -> Iterator[str]:
    rows = [
        (who, form.ages, form.note or "", form.source)
        for who, form in instrument.informants.items()
    ]
    yield table(("informant", "ages", "note", "source"), rows)


def _answers(instrument: Instrument) -> Iterator[str]:
    codes = instrument.answers.codes
    yield table(("code", "answer"), [(f"{code}", label) for label, code in codes.items()])
    yield paragraph(f"Source: {instrument.answers.source}.")


def _missing(instrument: Instrument) -> Iterator[str]:
    own = [each for each in instrument.subscale if each.missing is not None]
    rows = [("every subscale" if not own else "every other", *_rule(instrument, None))]
    yield table(
        ("subscale", "rule", "source"),
        [*rows, *((each.id, *_rule(instrument, each)) for each in own)],
    )
    yield bullets(
        f"`{each.id}` has a score only where {', '.join(f'`{part}`' for part in each.requires)} do."
        for each in instrument.subscale
        if each.requires
    )


def _rule(instrument: Instrument, subscale: Subscale | None) -> tuple[str, str]:
    """Return what a blank does, and the source."""
    rule = instrument.missing if subscale is None else subscale.missing or instrument.missing
    if rule.rule == "complete":
        return "a score only when every item is answered", rule.source
    if rule.rule == "count_zero":
        where = "on the form" if rule is instrument.missing else "among its items"
        fewest = f"a blank counts 0; more than {rule.at_most_blank} blanks {where}: no score"
        return fewest, rule.source
    rounded = "a half rounds up" if rule.rounding == "half_up" else "not rounded"
    fewest = f"at least {rule.at_least} answered: mean times the number of items, {rounded}"
    return fewest, rule.source


def _critical_items(instrument: Instrument) -> Iterator[str]:
    yield table(
        ("item", "answers that need a person today", "source"),
        [
            (f"{critical.item}", f"{critical.at_or_above} or more; or no answer", critical.source)
            for critical in instrument.critical_item
        ],
    )


def _disagreements(instrument: Instrument) -> Iterator[str]:
    yield table(
        ("about", "chosen here", "decision"),
        [(each.about, each.chosen, f"{each.decision:03d}") for each in instrument.disagreement],
    )


def _licence(instrument: Instrument) -> Iterable[str]:
    licence = instrument.licence
    needed = " Nothing is scored until you state that you hold the permission."
    yield paragraph(
        f"{licence.holder}: {licence.terms}.{needed if licence.statement_needed else ''}"
        f" Source: {licence.source}."
    )
