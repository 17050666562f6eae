"""Vendor results that say two things: a T score, and a band that is not the band of that score."""

from screening.instruments.definition import Ranges
from screening.instruments.library import Library
from screening.instruments.names import band_id, t_score_id
from screening.instruments.vendor import VendorInstrument
from screening.intake.layout import Block, Layout


def result_contradictions(layout: Layout, library: Library) -> dict[str, str]:
    """Return band's column → the condition, over `decoded_<id>`, that it contradicts its T score.

    Only results of which the export has both; where one of the two is missing nothing contradicts.
    """
    found: dict[str, str] = {}
    for block in layout.block:
        instrument = library.get(block.instrument)
        if isinstance(instrument, VendorInstrument):
            found |= _of_block(block, instrument, layout.informant)
    return found


def _of_block(block: Block, instrument: VendorInstrument, informant: str) -> dict[str, str]:
    found = {}
    for result in instrument.subscale:
        t_score = t_score_id(instrument.id, result.id)
        band = band_id(instrument.id, result.id)
        if {t_score, band} <= set(block.columns):
            ranges = next(
                cut_points.ranges[result.id]
                for cut_points in instrument.cut_points
                if informant in cut_points.informants and result.id in cut_points.ranges
            )
            agreed = _agreed(instrument, ranges, t_score=t_score, band=band)
            found[band] = f"({t_score} >= 0 and {band} >= 0 and not ({agreed}))"
    return found


def _agreed(instrument: VendorInstrument, ranges: Ranges, *, t_score: str, band: str) -> str:
    ranks = {each.id: each.rank for each in instrument.bands.band}
    return " or ".join(
        f"{band} = {ranks[name]} and {t_score} between {first} and {last}"
        for name, (first, last) in ranges.items()
    )
