"""How exactly a subscale measures these students: the standard error, from the best that is known.

The spread is that of this window's own students where there are enough, else a published one. The
reliability is a published one: of a second measurement, else of how answers hang together; where
none is published, that of this window's own complete forms. Where one of the two is not known,
nothing is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from screening.instruments.definition import Instrument
from screening.instruments.reliability import reliability_of, spread_of
from screening.score_quality.acted_cuts import Key
from screening.uncertainty.near_cut import standard_error


@dataclass(frozen=True)
class OwnFigures:
    """What this window says about a subscale's scores (`fact_reliability`).

    Attributes:
        scored_count: students with a score.
        sd: standard deviation of the scores; None where there are not two.
        reliability: omega, else alpha, of the complete forms; None where too few say it.
    """

    scored_count: int
    sd: float | None
    reliability: float | None


NOTHING = OwnFigures(0, None, None)


def standard_errors(
    keys: Mapping[Key, Instrument], *, own: Mapping[Key, OwnFigures], students_at_least: int
) -> dict[Key, float]:
    """Return subscale → standard error of measurement in points; left out where it is not known."""
    found = {}
    for key, instrument in keys.items():
        _, informant, subscale_id = key
        figures = own.get(key, NOTHING)
        sd = _sd(instrument, subscale_id, informant, figures, students_at_least)
        reliability = _reliability(instrument, subscale_id, informant, figures)
        # Equal scores have no spread, so no score is nearer to a cut than another.
        if sd and reliability is not None:
            found[key] = standard_error(sd, reliability=reliability)
    return found


def _sd(
    instrument: Instrument,
    subscale_id: str,
    informant: str,
    own: OwnFigures,
    students_at_least: int,
) -> float | None:
    if own.scored_count >= students_at_least:
        return own.sd
    published = spread_of(instrument, subscale_id, informant=informant)
    return None if published is None else published.sd


def _reliability(
    instrument: Instrument, subscale_id: str, informant: str, own: OwnFigures
) -> float | None:
    """Return the reliability; a score made from another one has the other's."""
    derived = {each.id: each.derived for each in instrument.subscale}.get(subscale_id)
    names = (subscale_id,) if derived is None else (subscale_id, derived.of)
    for kind in ("retest", "internal"):
        for name in names:
            published = reliability_of(instrument, name, informant=informant, kind=kind)
            if published is not None:
                return published.value
    return own.reliability
