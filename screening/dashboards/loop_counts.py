"""True counts of the loop: how far each flagged student has come, and who was seen in time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pandas as pd

from screening.dashboards.loop_words import NO_ACTION, SEEN, WAITING, load_loop_words
from screening.followup.followed import Followed
from screening.followup.measures import Measure, is_without_action

STATE = ("stage", "timing", "family")
COLUMNS = ["school_id", *STATE, "count"]
CHECKS = ["check", "met", "count"]
UNIVERSAL = 1
NOT_DUE = "not_due"
REACHED, NOT_REACHED, NOT_ALLOWED = "reached", "not_reached", "not_allowed"


def flagged(followed: Iterable[Followed]) -> list[Followed]:
    """Return those whose level is targeted or intensive: the students that other tables count.

    Who is on a list for another reason is on no page: their number would be a difference of two.
    """
    return [one for one in followed if one.tier is not None and one.tier > UNIVERSAL]


def loop_counts(
    followed: Sequence[Followed], *, schools: Iterable[str], no_action_school_days: int
) -> pd.DataFrame:
    """Return how far students have come.

    Rows:
        one per school_id, stage, timing, family; `count` students. Every combination that
        somewhere occurs has a row for every school, with 0 where it is empty there; and so has
        every stage, timing and family, so that an empty one is not told by its absence.
    Columns:
        stage: as in `loop.toml`; timing: in_time, not_in_time, not_due; family: reached,
        not_reached, not_allowed.

    Args:
        followed: students at targeted or intensive support.
        schools: every school with students.
        no_action_school_days: from when on a signal without action is one.
    """
    counts = Counter((one.school_id, *_state(one, days=no_action_school_days)) for one in followed)
    states = sorted({*(key[1:] for key in counts), *_possible()})
    rows = [
        (school, *state, counts[school, *state])
        for school, state in product(sorted(schools), states)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def check_counts(measures: Iterable[Measure]) -> pd.DataFrame:
    """Return measures of the district that are no part of how far a student has come.

    Rows:
        one per check, met (yes, no); `count` students, reviews or alerts. A check of nobody has no
        rows.
    """
    return pd.DataFrame(list(_check_rows(measures)), columns=CHECKS)


def _check_rows(measures: Iterable[Measure]) -> Iterator[tuple[str, str, int]]:
    for each in measures:
        if each.size:
            yield each.id, "yes", each.count
            yield each.id, "no", each.size - each.count


def _possible() -> Iterator[tuple[str, str, str]]:
    """Yield a combination with each stage, each timing and each word about the family."""
    for stage in load_loop_words().stage:
        yield stage.id, NOT_DUE, NOT_REACHED
    for timing in (*load_loop_words().timing, NOT_DUE):
        yield WAITING, timing, NOT_REACHED
    for family in (REACHED, NOT_REACHED, NOT_ALLOWED):
        yield WAITING, NOT_DUE, family


def _state(one: Followed, *, days: int) -> tuple[str, str, str]:
    words = load_loop_words()
    stage = words.stage_of(one.status).id
    if is_without_action(one, days=days):
        stage = NO_ACTION
    elif one.is_seen and not words.stage_of(one.status).statuses:
        stage = SEEN
    timing = ("in_time" if one.is_in_time else "not_in_time") if one.is_due else NOT_DUE
    family = REACHED if one.is_reached else NOT_REACHED
    return stage, timing, family if one.may_contact else NOT_ALLOWED
