"""Subscales without published cut-points: their scores mean something only beside other scores."""

from screening.instruments.definition import Instrument
from screening.instruments.form import form_of
from screening.instruments.vendor import VendorInstrument

PERCENTILES_ONLY = "scores and percentiles within the district, never tier 3 by itself"
"""What such a score is good for; said wherever an instrument is described (decision 054)."""
STRENGTHS_ONLY = "no cut-points: it names strengths and leads to no tier"
"""Said instead where nothing that lacks cut-points is a concern (decision 050)."""


def without_cut_points(instrument: Instrument, informant: str) -> tuple[str, ...]:
    """Return the subscales that no published table can band for this informant.

    A subscale counts as banded where a score made from it is, or the score it is made from: a raw
    score beside its T score needs no other comparison. How a form was answered is never compared.

    Raises:
        DefinitionError: the instrument has no form for this informant.
    """
    subscales = form_of(instrument, informant=informant).subscales
    roots = {each.id: each.derived.of if each.derived else each.id for each in subscales}
    banded = {
        root
        for subscale_id, root in roots.items()
        for scheme in instrument.scheme
        if instrument.is_banded(subscale_id, informant=informant, scheme=scheme.id)
    }
    return tuple(
        each.id for each in subscales if roots[each.id] not in banded and each.kind != "validity"
    )


def what_it_gives(instrument: Instrument) -> str:
    """Return one sentence: how many subscales, and for which of them there are no cut-points."""
    count = len(instrument.subscale_ids)
    if isinstance(instrument, VendorInstrument):
        return f"{count} result{'' if count == 1 else 's'}, taken in as the vendor scored them."
    subscales = f"{count} subscale{'' if count == 1 else 's'}"
    lacking = {who: without_cut_points(instrument, who) for who in instrument.informants}
    if not instrument.scheme:
        return f"{subscales}, no cut-points: {PERCENTILES_ONLY}."
    named = "; ".join(f"{', '.join(ids)} ({who})" for who, ids in lacking.items() if ids)
    if not named:
        return f"{subscales}, with cut-points."
    return f"{subscales}. No cut-points for {named}: {PERCENTILES_ONLY}."


def lacking_cut_points(instrument: Instrument, informant: str) -> str:
    """Return the end of a sentence about one informant's form; empty where every score is banded.

    Raises:
        DefinitionError: the instrument has no form for this informant.
    """
    lacking = without_cut_points(instrument, informant)
    if not lacking:
        return ""
    if all(each.kind == "strength" for each in instrument.subscale if each.id in lacking):
        return f"; {STRENGTHS_ONLY}"
    return f"; no cut-points for {', '.join(lacking)}: {PERCENTILES_ONLY}"
