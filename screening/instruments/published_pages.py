"""The published figures on an instrument's page: reliability, spread, accuracy of its cuts."""

from collections.abc import Iterator

from screening.instruments.accuracy import Accuracy
from screening.instruments.definition import Instrument
from screening.instruments.page_text import paragraph, table
from screening.instruments.reliability import Published, Reliability

OF_WHOM = ("n", "population", "confidence", "source")
NOTHING = "None: no source that was read prints one."


def published_lines(instrument: Instrument) -> Iterator[str]:
    """Yield the figures that sources print, each with whom it was found on; or that there is none.

    They score nothing: statements about doubt rest on them, no tier does.
    """
    yield table(
        ("subscale", "informant", "reliability", "value", *OF_WHOM),
        [
            (*_of(each), _kind(each), f"{each.value}", *_whom(each))
            for each in instrument.reliability
        ],
    )
    yield table(
        ("subscale", "informant", "mean", "sd", *OF_WHOM),
        [(*_of(each), f"{each.mean}", f"{each.sd}", *_whom(each)) for each in instrument.spread],
    )
    yield table(
        ("subscale", "informant", "cut", "sensitivity", "specificity", "held against", *OF_WHOM),
        [
            (*_of(each), _cut(each), f"{each.sensitivity}", f"{each.specificity}", *_rest(each))
            for each in instrument.accuracy
        ],
    )
    if not (instrument.reliability or instrument.spread or instrument.accuracy):
        yield paragraph(NOTHING)


def _of(figure: Published) -> tuple[str, str]:
    return f"`{figure.subscale}`", figure.informant


def _whom(figure: Published) -> tuple[str, str, str, str]:
    counted = "" if figure.n is None else f"{figure.n:,}"
    return counted, figure.population, figure.confidence, figure.source


def _rest(accuracy: Accuracy) -> tuple[str, ...]:
    return (accuracy.reference_standard, *_whom(accuracy))


def _kind(reliability: Reliability) -> str:
    if reliability.kind == "internal":
        return "how its answers hang together"
    if reliability.interval_days is None:
        return "measured again, after how long is not printed"
    return f"measured again after {reliability.interval_days} days"


def _cut(accuracy: Accuracy) -> str:
    return accuracy.cut or f"`{accuracy.band}` of `{accuracy.scheme}`"
