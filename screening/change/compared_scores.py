"""Which scores are compared between two windows, and by what measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from screening.instruments.definition import Instrument
from screening.instruments.derived_rule import TScore
from screening.instruments.reliability import Reliability, reliability_of
from screening.instruments.score_ranges import direction_of
from screening.programme.load import LoadedProgramme

SIGN = {"worse": 1, "better": -1}
"""What a higher score is → sign that makes more difficulties a rise."""


@dataclass(frozen=True)
class ComparedScore:
    """One score that the tier rule looks at.

    Attributes:
        sign: 1 where a higher score is worse, -1 where it is better.
        retest: the published agreement of repeated measurement; None where none is published.
    """

    instrument_id: str
    informant: str
    subscale_id: str
    sign: int
    retest: Reliability | None

    @property
    def screener(self) -> tuple[str, str]:
        """Instrument and informant."""
        return self.instrument_id, self.informant

    @property
    def error_per_sd(self) -> float | None:
        """Standard error of the difference of two scores, in standard deviations of the score.

        Source: Jacobson and Truax (1991): the square root of 2 (1 - r).
        """
        return None if self.retest is None else sqrt(2 * (1 - self.retest.value))


def compared_scores(programme: LoadedProgramme) -> list[ComparedScore]:
    """Return the scores of the tier rule's conditions and gates, each once, in their order."""
    found = {}
    for each in programme.tier_rule.on_scores:
        key = (each.instrument, each.informant, each.subscale)
        instrument = programme.library.get(each.instrument)
        sign = SIGN[direction_of(instrument, each.subscale)]
        retest = published_retest(instrument, each.subscale, informant=each.informant)
        found[key] = ComparedScore(*key, sign, retest)
    return list(found.values())


def published_retest(
    instrument: Instrument, subscale_id: str, *, informant: str
) -> Reliability | None:
    """Return the published retest of a score, else of the score that a formula makes it from."""
    own = reliability_of(instrument, subscale_id, informant=informant)
    made_from = {each.id: each.derived.of for each in instrument.subscale if each.derived}
    if own is not None or subscale_id not in made_from:
        return own
    return reliability_of(instrument, made_from[subscale_id], informant=informant)


def yardstick(instrument: Instrument, subscale_id: str, *, informant: str, grade: str) -> str:
    """Return the names of the grade bands that key, cut-points and norms take for a student.

    Scores of one student are compared only where it is the same in both windows.
    """
    bands = set(_grade_bands(instrument, subscale_id, informant))
    own = {band.id for band in instrument.grade_band if grade in band.grades}
    return ";".join(sorted(bands & own))


def _grade_bands(instrument: Instrument, subscale_id: str, informant: str) -> Iterator[str]:
    """Yield the grade bands that a subscale, or what it is made from, is divided by."""
    for cut in instrument.cut_points:
        if cut.grade_band and subscale_id in cut.ranges and informant in cut.informants:
            yield cut.grade_band
    for subscale in instrument.subscale:
        if subscale.id == subscale_id:
            yield from subscale.grade_bands
            if isinstance(subscale.derived, TScore) and instrument.norms:
                yield from (group.grade_band for group in instrument.norms.group)
            for part in subscale.parts:
                yield from _grade_bands(instrument, part, informant)
