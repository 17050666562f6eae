"""How many of the students pointed out by a cut-point have the need: positive predictive value.

Only where sensitivity and specificity are published for the very cut that the programme acts on,
held against a full assessment. What is not known, and what cannot be, is not said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from screening.instruments.accuracy import Accuracy, accuracies_of
from screening.instruments.form import form_of
from screening.instruments.score_ranges import subscale_of
from screening.programme.known_rates import BaseRate
from screening.programme.load import LoadedProgramme
from screening.score_quality.acted_cuts import boundaries
from screening.uncertainty.definition_rows import acted_cuts
from screening.uncertainty.doubt_rules import PredictiveValue, load_doubt_rules
from screening.uncertainty.near_cut import ActedCut
from screening.warehouse import Warehouse
from screening.wilson import Interval, round_half_up, wilson


@dataclass(frozen=True)
class Estimate:
    """A share and its 95 % interval; None = how exact it is, is not known."""

    share: float
    interval: Interval | None = None


@dataclass(frozen=True)
class PastCut:
    """Students past the cut that the programme acts on, of those with a band."""

    past: int
    banded: int


def predictive_value(base_rate: float, *, sensitivity: float, specificity: float) -> float:
    """Return the share of those past a cut who have the need, by Bayes' rule.

    Args:
        base_rate: share of all students who have it, 0 to 1; not 0 where specificity is 1.
        sensitivity: share of those with the need who lie past the cut.
        specificity: share of those without it who do not.
    """
    found = sensitivity * base_rate
    return found / (found + (1 - specificity) * (1 - base_rate))


def estimated_base_rate(
    counts: PastCut, *, sensitivity: float, specificity: float
) -> Estimate | None:
    """Return how many have the need, worked back from how many lie past the cut.

    The interval is Wilson's of the share past the cut, moved with it and kept within 0 and 1; it
    takes sensitivity and specificity as exact. None where the share past the cut is none that
    these two could give: the published figures do not fit these students.
    Source: Rogan and Gladen (1978), American Journal of Epidemiology 107, 71-76.
    """
    informative = sensitivity + specificity - 1
    if informative <= 0 or not counts.banded:
        return None
    apparent = counts.past / counts.banded
    if not 1 - specificity < apparent < sensitivity:
        return None
    ends = wilson(counts.past, size=counts.banded)
    low, share, high = (
        (each + specificity - 1) / informative for each in (ends.low, apparent, ends.high)
    )
    return Estimate(share, Interval(max(0.0, low), min(1.0, high)))


def value_of(base_rate: Estimate, *, sensitivity: float, specificity: float) -> Estimate:
    """Return the predictive value of a base rate, each end of its interval moved likewise."""
    share, *ends = (
        predictive_value(each, sensitivity=sensitivity, specificity=specificity)
        for each in (base_rate.share, *_ends(base_rate))
    )
    return Estimate(share, Interval(*ends) if ends else None)


def _ends(estimate: Estimate) -> tuple[float, ...]:
    within = estimate.interval
    return () if within is None else (within.low, within.high)


def lines_of_district(programme: LoadedProgramme, warehouse: Warehouse) -> tuple[str, ...]:
    """Return one sentence per cut-point of which it is known how many pointed out have the need.

    The same for every school: a school's own students are too few to know its base rate.
    """
    return tuple(_lines(programme, warehouse, of_school=None))


def lines_of_school(
    programme: LoadedProgramme, warehouse: Warehouse, *, school_id: str
) -> tuple[str, ...]:
    """Return the sentences of `lines_of_district` about screeners that the school used."""
    return tuple(_lines(programme, warehouse, of_school=school_id))


def _lines(
    programme: LoadedProgramme, warehouse: Warehouse, *, of_school: str | None
) -> Iterator[str]:
    # Sorted by rank: of each subscale the lowest cut is kept, as `fact_past_cut` counts it.
    lowest = {cut.key: cut for cut in reversed(acted_cuts(programme))}
    for cut in reversed(lowest.values()):
        accuracy = _accuracy(cut)
        if accuracy is not None and _past_cut(warehouse, cut, of_school).banded:
            line = _line(programme, cut, accuracy, _past_cut(warehouse, cut, None))
            if line is not None:
                yield line


def _accuracy(cut: ActedCut) -> Accuracy | None:
    """Return the published accuracy of the very scores at which the programme acts."""
    instrument, informant, subscale_id = cut.form.instrument, cut.form.informant, cut.subscale_id
    acted = boundaries(cut.form, subscale_id, rank=cut.rank)
    for each in accuracies_of(instrument, subscale_id, informant=informant):
        if each.against == "assessment" and each.scheme is not None and each.band is not None:
            other = form_of(instrument, informant=informant, scheme=each.scheme)
            if acted and boundaries(other, subscale_id, rank=other.rank(each.band)) == acted:
                return each
    return None


def _past_cut(warehouse: Warehouse, cut: ActedCut, school_id: str | None) -> PastCut:
    rows = warehouse.rows(
        "select past_count, banded_count from fact_past_cut where instrument_id = ?"
        " and informant = ? and subscale_id = ? and grade is null"
        " and school_id is not distinct from ?",
        [*cut.key, school_id],
    )
    return PastCut(*rows[0]) if rows else PastCut(0, 0)


def _line(
    programme: LoadedProgramme, cut: ActedCut, accuracy: Accuracy, counts: PastCut
) -> str | None:
    rules = load_doubt_rules().predictive_value
    instrument = cut.form.instrument
    known = programme.settings.base_rate.get(subscale_of(instrument, accuracy.subscale).area)
    figures = {"sensitivity": accuracy.sensitivity, "specificity": accuracy.specificity}
    if known is not None:
        rate, basis = _stated(known), known.source
    else:
        least = programme.settings.suppression.numerator_minimum
        if counts.banded < rules.students_at_least or counts.past < least:
            return None
        found = estimated_base_rate(counts, **figures)
        if found is None:
            return None
        rate, basis = found, rules.estimated
    value = value_of(rate, **figures)
    return _words(rules, value, title=instrument.title, rate=rate.share, basis=basis)


def _stated(known: BaseRate) -> Estimate:
    if known.low is None or known.high is None:
        return Estimate(known.share)
    return Estimate(known.share, Interval(known.low, known.high))


def _words(rules: PredictiveValue, value: Estimate, *, title: str, rate: float, basis: str) -> str:
    between = ""
    if value.interval is not None:
        low, high = (round_half_up(10 * each) for each in _ends(value))
        between = rules.between.format(low=low, high=high)
    return rules.words.format(
        title=title,
        tenths=round_half_up(10 * value.share) or rules.fewer,
        between=between,
        percent=round_half_up(100 * rate) or rules.fewer,
        basis=basis,
    )
