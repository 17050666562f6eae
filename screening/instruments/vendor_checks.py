"""What a definition of vendor-scored results must keep; one fault per contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.definition import Fault
from screening.intake.values import normalise

if TYPE_CHECKING:
    from screening.instruments.vendor import VendorInstrument, VendorResult

OF_ITEMS = (
    "item_count", "unscored", "answers", "missing", "item_order", "grade_band", "supplement",
    "norms", "critical_item",
)  # fmt: skip
"""Keys of an instrument that is scored here."""
OF_ITEM_SUBSCALES = (
    "items", "reversed", "sum_of", "derived", "requires", "grade_bands", "missing",
)  # fmt: skip


def check_vendor_instrument(instrument: VendorInstrument) -> Iterator[Fault]:
    """Yield what is wrong with a definition beyond what every instrument must keep."""
    for key in OF_ITEMS:
        if key in instrument.model_fields_set:
            yield Fault((key,), "the vendor scores it, so nothing is scored here. Remove it.")
    if len(instrument.scheme) != 1:
        yield Fault(("scheme",), "results need exactly one [[scheme]]: the vendor's own bands.")
        return
    for place, result in enumerate(instrument.subscale):
        for key, reason in _result_faults(instrument, result):
            yield Fault(("result", place, key), f"result '{result.id}': {reason}")


def _result_faults(instrument: VendorInstrument, result: VendorResult) -> Iterator[tuple[str, str]]:
    for key in OF_ITEM_SUBSCALES:
        if key in result.model_fields_set:
            yield key, "the vendor scores it, so it has no key here. Remove it."
    for informant in set(result.informants) - set(instrument.informants):
        yield "informants", f"there is no form for '{informant}'."
    if result.t_score is None and not result.labels:
        yield "id", "needs `t_score`, `labels` or both: what does the export hold?"
    yield from _t_score_faults(instrument, result)
    yield from _label_faults(instrument, result)


def _t_score_faults(
    instrument: VendorInstrument, result: VendorResult
) -> Iterator[tuple[str, str]]:
    cut = {
        informant
        for cut_points in instrument.cut_points
        if result.id in cut_points.ranges
        for informant in cut_points.informants
    }
    if result.t_score is None:
        if cut:
            yield "id", "has cut-points and no `t_score` to hold against them."
        return
    first, last = result.t_score
    if first >= last:
        yield "t_score", f"[{first}, {last}] runs the wrong way."
    for informant in sorted(set(result.informants) - cut):
        yield "t_score", f"there are no cut-points for '{informant}'."


def _label_faults(instrument: VendorInstrument, result: VendorResult) -> Iterator[tuple[str, str]]:
    bands = [band.id for band in instrument.bands.band]
    for band in sorted(set(result.labels.values()) - set(bands)):
        yield "labels", f"there is no band '{band}'."
    for band in bands if result.labels else ():
        if band not in result.labels.values():
            yield "labels", f"no label for the band '{band}'."
    meanings: dict[str, str] = {}
    for label, band in result.labels.items():
        if meanings.setdefault(normalise(label), band) != band:
            yield "labels", f"'{label}' is given two meanings."
