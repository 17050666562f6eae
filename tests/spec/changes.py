"""One change of a definition: what is set at which path, and the same in words."""

from collections.abc import Iterator
from math import isinf

STEPS = (-1, 1)
LEAST_DIGITS = 2
"""Means, standard deviations and converted scores are printed with two digits at least."""
GONE = object()
"""Stands for a key that is taken out."""
Change = list[tuple[tuple, object]]
"""(path of keys, value) of everything that is set."""
Changes = Iterator[tuple[str, Change]]


def moved(path, value, *, by=1):
    """Yield a number moved down and up."""
    for step in STEPS:
        if not isinf(value):
            yield f"{said(path)} {step * by:+}", [(path, round(value + step * by, 9))]


def moved_a_digit(path, value):
    """Yield a decimal moved by one unit of its last printed digit."""
    digits = len(str(value).partition(".")[2])
    yield from moved(path, value, by=10 ** -max(digits, LEAST_DIGITS))


def said(path) -> str:
    return ".".join(str(key) for key in path)


def without(path, values):
    """Yield a list without each of its members."""
    for value in values:
        yield f"{said(path)} without {value}", [(path, [each for each in values if each != value])]


def subscales(facts):
    for number, subscale in enumerate(facts["subscale"]):
        yield ("subscale", number), subscale
