"""Published figures must be of subscales, informants and cuts that the definition has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.definition import Fault
from screening.instruments.derived_checks import repeated

if TYPE_CHECKING:
    from screening.instruments.accuracy import Accuracy
    from screening.instruments.definition import Instrument


def published_figures_fit(instrument: Instrument) -> Iterator[Fault]:
    """Yield what is wrong with `[[reliability]]`, `[[spread]]` and `[[accuracy]]`."""
    for name in ("reliability", "spread", "accuracy"):
        for place, figure in enumerate(getattr(instrument, name)):
            key = (name, place)
            if figure.subscale not in instrument.subscale_ids:
                reason = f"{name}: there is no subscale '{figure.subscale}'."
                yield Fault((*key, "subscale"), reason)
            if figure.informant not in instrument.informants:
                reason = f"{name}: there is no form for '{figure.informant}'."
                yield Fault((*key, "informant"), reason)
    for place, accuracy in enumerate(instrument.accuracy):
        for name, reason in _cut_faults(instrument, accuracy):
            yield Fault(("accuracy", place, name), f"accuracy of '{accuracy.subscale}': {reason}")
    for subscale, informant in repeated(each.of for each in instrument.spread):
        yield Fault(("spread",), f"spread of '{subscale}' ({informant}) is stated twice.")


def _cut_faults(instrument: Instrument, accuracy: Accuracy) -> Iterator[tuple[str, str]]:
    if accuracy.scheme is None:
        return
    scheme = next((each for each in instrument.scheme if each.id == accuracy.scheme), None)
    if scheme is None:
        yield "scheme", f"there is no scheme '{accuracy.scheme}'."
        return
    ranks = {band.id: band.rank for band in scheme.band}
    if accuracy.band not in ranks:
        yield "band", f"scheme '{scheme.id}' has no band '{accuracy.band}'."
    elif ranks[accuracy.band] == 0:
        yield "band", f"no cut lies before band '{accuracy.band}': it is the one of least concern."
    elif not instrument.is_banded(
        accuracy.subscale, informant=accuracy.informant, scheme=scheme.id
    ):
        yield "scheme", f"scheme '{scheme.id}' has no cut-points for this informant."
