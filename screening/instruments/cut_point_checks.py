"""Cut-points must cover every score a subscale can have, once, in the order of concern."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.definition import Fault
from screening.instruments.derived_checks import repeated
from screening.instruments.derived_rule import TScore
from screening.instruments.score_ranges import (
    ENDLESS,
    Number,
    direction_of,
    is_continuous,
    possible_scores,
    score_range,
)
from screening.programme.grades import CANONICAL_GRADES

if TYPE_CHECKING:
    from screening.instruments.definition import CutPoints, Instrument, Scheme, ScoreRange


def cut_points_cover_every_score(instrument: Instrument) -> Iterator[Fault]:
    """Yield what is wrong with the cut-point tables."""
    schemes = {scheme.id: scheme for scheme in instrument.scheme}
    stated: list[tuple[str, str, str, str]] = []
    for place, cut_points in enumerate(instrument.cut_points):
        key = ("cut_points", place)
        if cut_points.scheme not in schemes:
            reason = f"cut-points: there is no scheme '{cut_points.scheme}'."
            yield Fault((*key, "scheme"), reason)
            continue
        for name, reason in _names_that_are_not_there(instrument, cut_points):
            yield Fault((*key, name), reason)
        for informant in set(cut_points.informants) & set(instrument.informants):
            for subscale_id in set(cut_points.ranges) & set(instrument.subscale_ids):
                own = (cut_points.scheme, informant, subscale_id)
                stated.extend((*own, grade) for grade in _grades_of(instrument, cut_points))
                scheme = schemes[cut_points.scheme]
                for reason in _ranges_fit(instrument, cut_points, scheme, informant, subscale_id):
                    yield Fault((*key, "ranges", subscale_id), reason)
    for scheme_id, who, subscale_id in dict.fromkeys(each[:3] for each in repeated(stated)):
        reason = f"cut-points of '{subscale_id}' ({scheme_id}, {who}) are stated twice."
        yield Fault(("cut_points",), reason)


def _grades_of(instrument: Instrument, cut_points: CutPoints) -> tuple[str, ...]:
    """Return the grades a table is for; without a grade band also an unknown one, empty here."""
    if cut_points.grade_band is None:
        return (*CANONICAL_GRADES, "")
    bands = (band for band in instrument.grade_band if band.id == cut_points.grade_band)
    return tuple(grade for band in bands for grade in band.grades)


def _names_that_are_not_there(
    instrument: Instrument, cut_points: CutPoints
) -> Iterator[tuple[str, str]]:
    """Yield the key that names what the instrument does not have, and the reason."""
    for informant in cut_points.informants:
        if informant not in instrument.informants:
            who = f"cut-points ({cut_points.scheme}): there is no form for '{informant}'."
            yield "informants", who
    if cut_points.grade_band not in {None, *(band.id for band in instrument.grade_band)}:
        yield "grade_band", f"cut-points: there is no grade band '{cut_points.grade_band}'."
    for subscale_id in cut_points.ranges:
        if subscale_id not in instrument.subscale_ids:
            yield "ranges", f"cut-points: there is no subscale '{subscale_id}'."


def _ranges_fit(
    instrument: Instrument,
    cut_points: CutPoints,
    scheme: Scheme,
    informant: str,
    subscale_id: str,
) -> Iterator[str]:
    ranges = cut_points.ranges[subscale_id]
    where = f"cut-points of '{subscale_id}' ({scheme.id}, {informant})"
    ranks = {band.id: band.rank for band in scheme.band}
    for band in ranges:
        if band not in ranks:
            yield f"{where}: scheme '{scheme.id}' has no band '{band}'."
            return
    if sorted(ranks[band] for band in ranges) != sorted(set(ranks.values())):
        yield f"{where}: needs one band of every rank."
        return
    if (cut_points.between is None) == is_continuous(instrument, subscale_id):
        yield f"{where}: `between` is needed where scores have fractions, and only there."
    in_order = sorted(ranges, key=lambda band: ranks[band])
    if direction_of(instrument, subscale_id) == "better":
        in_order.reverse()
    steps = _Steps(instrument, subscale_id, informant)
    yield from _without_gap([ranges[band] for band in in_order], steps, where)


class _Steps:
    """The ends that a subscale's ranges may have, lowest first."""

    def __init__(self, instrument: Instrument, subscale_id: str, informant: str) -> None:
        if _is_t_score(instrument, subscale_id):
            self.first, self.last = ENDLESS
        else:
            self.first, self.last = score_range(instrument, subscale_id, informant)
        self._scores = possible_scores(instrument, subscale_id, informant)

    def after(self, score: Number) -> Number:
        """Return the next score; continuous scores are printed in whole steps."""
        if self._scores is None:
            return score + 1
        return next((each for each in self._scores if each > score), self.last + 1)

    def has(self, score: Number) -> bool:
        """Return whether a range may begin or end at this score."""
        return self._scores is None or score in self._scores


def _is_t_score(instrument: Instrument, subscale_id: str) -> bool:
    own = {each.id: each for each in instrument.subscale}.get(subscale_id)
    return own is not None and isinstance(own.derived, TScore)


def _without_gap(ranges: list[ScoreRange], steps: _Steps, where: str) -> Iterator[str]:
    """Ranges, lowest scores first, must run from end to end."""
    expected = steps.first
    for first, last in ranges:
        if first != expected or last < first:
            yield f"{where}: a band should begin at {expected} and has [{first}, {last}]."
            return
        if not steps.has(last):
            end = f"the last band should end at {steps.last}"
            yield f"{where}: [{first}, {last}] ends at no score that there can be; {end}."
            return
        expected = steps.after(last)
    if ranges[-1][1] != steps.last:
        yield f"{where}: the last band should end at {steps.last}."
