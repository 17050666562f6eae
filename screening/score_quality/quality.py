"""One screener's scores described: spread, reliability, reach of the cut, ways of answering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from screening.dashboards.words import grades_in_words
from screening.instruments.definition import Subscale
from screening.instruments.derived_rule import TScore
from screening.instruments.form import Form
from screening.instruments.vendor import VendorInstrument
from screening.score_quality.acted_cuts import boundaries
from screening.score_quality.form_answers import FormAnswers, Speed
from screening.score_quality.limits import Limits, Reason
from screening.score_quality.reliability import Reliability, reliability
from screening.score_quality.score_counts import CutReach, ScoreCounts, cut_reach


@dataclass(frozen=True)
class SubscaleQuality:
    """How good one subscale's scores are; true figures, not for the eye.

    Attributes:
        words: neutral words for staff, with the grades where it is scored for some only.
        item_count: items it counts.
        reliability: of the items; of a score made from another one, those of the other.
        standard_error: of measurement, in points of the score; None without reliability.
        at_floor, at_ceiling: students with the lowest and highest score there is; None where ends
            differ between students (T scores) or are not known.
        cut_band: first band past the cut that the programme acts on; None = it acts on none.
        reach: how many scores lie near that cut.
    """

    id: str
    words: str
    item_count: int
    counts: ScoreCounts
    reliability: Reliability
    standard_error: float | None
    at_floor: int | None
    at_ceiling: int | None
    cut_band: str | None
    reach: CutReach | None


@dataclass(frozen=True)
class ScreenerQuality:
    """How good one screener's scores are.

    Attributes:
        form: what was scored.
        complete_count: forms with every item of the main form answered.
        straight_lined_count: those with the same answer throughout; None = it would tell nothing.
        speed: forms filled in faster than they can be read.
    """

    form: Form
    subscales: tuple[SubscaleQuality, ...]
    complete_count: int
    straight_lined_count: int | None
    speed: Speed


def screener_quality(
    form: Form,
    *,
    counts: Mapping[str, ScoreCounts],
    ranks: Mapping[str, int],
    answers: FormAnswers | None,
    speed: Speed,
    limits: Limits,
) -> ScreenerQuality:
    """Return what is known about one screener's scores.

    Args:
        form: the screener's form.
        counts: subscale → scores; one that nobody answered is not there.
        ranks: subscale → rank of the first band past the cut that the programme acts on.
        answers: answers to items; None where there are none.
        speed: how fast forms were filled in.
        limits: from when something is said.
    """
    straight = limits.straight_lining.items_at_least
    found = _reliabilities(form, answers, limits)
    return ScreenerQuality(
        form=form,
        subscales=tuple(
            _subscale(form, id_, counts[id_], found=found[id_], rank=ranks.get(id_), limits=limits)
            for id_ in form.instrument.subscale_ids
            if id_ in counts
        ),
        complete_count=0 if answers is None else answers.complete_count,
        straight_lined_count=(
            None if answers is None else answers.straight_lined_count(items_at_least=straight)
        ),
        speed=speed,
    )


def _subscale(
    form: Form,
    subscale_id: str,
    counts: ScoreCounts,
    *,
    found: Reliability,
    rank: int | None,
    limits: Limits,
) -> SubscaleQuality:
    own = next((each for each in form.subscales if each.id == subscale_id), None)
    error = _standard_error(counts, found)
    has_ends = not isinstance(form.instrument, VendorInstrument) and not (
        own is not None and isinstance(own.derived, TScore)
    )
    low, high = form.score_range(subscale_id) if has_ends else (0, 0)
    return SubscaleQuality(
        id=subscale_id,
        words=_words(form, own),
        item_count=form.item_count_of(subscale_id),
        counts=counts,
        reliability=found,
        standard_error=error,
        at_floor=counts.count_at(low) if has_ends else None,
        at_ceiling=counts.count_at(high) if has_ends else None,
        cut_band=None if rank is None else form.bands_of(subscale_id)[rank],
        reach=(
            None
            if rank is None or not error
            else cut_reach(
                counts,
                boundaries(form, subscale_id, rank=rank),
                standard_error=error,
                standard_errors=limits.near_cut.standard_errors,
            )
        ),
    )


def _words(form: Form, subscale: Subscale | None) -> str:
    if subscale is not None:
        grades = form.grades_of(subscale)
        return subscale.words + (f", grades {grades_in_words(grades)}" if grades else "")
    supplement = form.instrument.supplement
    return "" if supplement is None else supplement.words


def _reliabilities(
    form: Form, answers: FormAnswers | None, limits: Limits
) -> dict[str, Reliability]:
    """Return subscale → reliability; a score made from another one has the other's."""
    found = {
        subscale.id: _reliability(subscale, answers, limits)
        for subscale in form.subscales
        if subscale.derived is None
    }
    made = {each.id: found[each.derived.of] for each in form.subscales if each.derived is not None}
    supplement = form.instrument.supplement
    return found | made | ({} if supplement is None else {supplement.id: _none("asked_of_some")})


def _reliability(subscale: Subscale, answers: FormAnswers | None, limits: Limits) -> Reliability:
    if subscale.given is not None:
        return _none("given_by_vendor")
    if answers is None:
        return _none("no_answers")
    codes, counts = answers.complete(subscale)
    return reliability(codes, counts, at_least=limits.reliability.complete_at_least)


def _none(reason: Reason) -> Reliability:
    return Reliability(0, reason=reason)


def _standard_error(counts: ScoreCounts, found: Reliability) -> float | None:
    """Return the standard error of measurement: sd times √(1 - reliability).

    Source: Harvill (1991), Educational Measurement: Issues and Practice 10(2), 33-41.
    """
    if found.best is None or counts.sd is None:
        return None
    return counts.sd * sqrt(1 - found.best.value)


def main_subscales(screener: ScreenerQuality) -> Sequence[SubscaleQuality]:
    """Return the subscales that a line for people speaks of.

    The total where there is one; else those whose cut the programme acts on; else the longest.
    """
    areas = {each.id: each.area for each in screener.form.subscales}
    totals = [each for each in screener.subscales if areas.get(each.id) == "total"]
    acted = [each for each in screener.subscales if each.cut_band is not None]
    both = [each for each in totals if each in acted]
    if totals:
        return both[:1] or totals[:1]
    longest = max((each.item_count for each in screener.subscales), default=0)
    return acted or [each for each in screener.subscales if each.item_count == longest][:1]
