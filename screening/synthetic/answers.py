"""Answers of the made-up district: traits, what informants see of them, and codes on items."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from screening.programme.settings import Informant
from screening.synthetic.enrolment import Enrolment
from screening.synthetic.plan import Plan, PlannedScreener, Scale
from screening.synthetic.population import Whole

BLANK = -1
"""Stands where nobody answered the item."""
Standings = NDArray[np.float64]


@dataclass(frozen=True)
class Lasting:
    """What stays with a student through all windows: one row per student, one column per trait."""

    shared: Standings
    own: dict[Informant, Standings]


@dataclass(frozen=True)
class Submissions:
    """Answers of one screener in one window.

    Attributes:
        row: position in the `Enrolment`, one per student somebody answered about.
        codes: one row per submission, one column per item in published order; `BLANK` = empty.
    """

    row: Whole
    codes: NDArray[np.int8]


def draw_lasting(plan: Plan, *, students: int, rng: np.random.Generator) -> Lasting:
    """Return every student's standing on the traits and each informant's lasting view of it."""
    return Lasting(
        shared=_correlated(plan, students, rng),
        own={informant: _correlated(plan, students, rng) for informant in sorted(plan.view)},
    )


def draw_views(
    plan: Plan,
    lasting: Lasting,
    enrolment: Enrolment,
    *,
    informant: Informant,
    class_effects: Standings,
    rng: np.random.Generator,
) -> Standings:
    """Return what one informant sees: standard normal, one row per enrolled student."""
    view = plan.view[informant]
    seen: Standings = (
        np.sqrt(view.shared) * lasting.shared[enrolment.student]
        + np.sqrt(view.lasting) * lasting.own[informant][enrolment.student]
        + np.sqrt(view.class_effect) * class_effects[enrolment.class_number]
        + np.sqrt(view.occasion) * _correlated(plan, len(enrolment.student), rng)
    )
    return seen


def draw_class_effects(plan: Plan, *, classes: int, rng: np.random.Generator) -> Standings:
    """Return one severity per class and trait for a school year."""
    return _correlated(plan, classes, rng)


def draw_submissions(
    plan: Plan,
    screener: PlannedScreener,
    enrolment: Enrolment,
    views: Standings,
    *,
    present: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Submissions:
    """Return the answers about every student who is due, present and not opted out.

    Asking what goes well changes no answer to another screener: it has a stream of its own.
    """
    if {scale.trait for scale in screener.scale} <= {*plan.traits.going_well}:
        (rng,) = rng.spawn(1)
    due = (enrolment.grade >= screener.first_grade) & (enrolment.grade <= screener.last_grade)
    row = np.flatnonzero(due & present & (enrolment.consent == "yes"))
    codes = np.full((len(row), screener.item_count), BLANK, dtype=np.int8)
    for scale in screener.scale:
        seen = views[row, plan.traits.ids.index(scale.trait)]
        codes[:, np.array(scale.items) - 1] = screener.lowest_code + _codes(scale, seen, rng)
    codes[rng.random(codes.shape) < screener.blank] = BLANK
    return Submissions(row, codes)


def _codes(scale: Scale, seen: Standings, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return codes 0, 1, … : how many thresholds lie below each item's own standing."""
    count = len(scale.items)
    noise = rng.standard_normal((len(seen), count))
    standing = scale.loading * seen[:, None] + np.sqrt(1 - scale.loading**2) * noise
    offsets = np.linspace(-scale.spread, scale.spread, count) if count > 1 else np.zeros(1)
    codes = np.zeros(standing.shape, dtype=np.int8)
    for threshold in scale.thresholds:
        codes += standing > threshold + offsets
    return codes


def _correlated(plan: Plan, count: int, rng: np.random.Generator) -> Standings:
    """Return standings on the traits; what goes well takes nothing from the stream of concerns."""
    concerns = rng.standard_normal((count, len(plan.traits.concerns)))
    going_well = rng.spawn(1)[0].standard_normal((count, len(plan.traits.going_well)))
    factor = np.linalg.cholesky(np.array(plan.traits.correlation))
    standings: Standings = np.hstack([concerns, going_well]) @ factor.T
    return standings
