"""What became of the window's referrals, counted for the pages."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from screening.dashboards.loop_counts import check_counts, flagged, loop_counts
from screening.dashboards.loop_words import load_loop_words
from screening.followup.followed import Followed, followed_on
from screening.followup.measures import alerts_measure, measures_of, wait_points
from screening.ledger.act import Act
from screening.ledger.store import read_acts
from screening.run.lists import referral_lists
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse

APART = ("overridden", "reviewed_in_time")
"""Measures of the district that are no part of how far a student has come."""


@dataclass(frozen=True)
class Loop:
    """Everything the pages say of the loop, before disclosure control.

    Attributes:
        counts: rows: as `loop_counts`.
        checks: rows: as `check_counts`.
        wait: how long students waited, in words; empty where fewer than the smallest group that
            may be shown were seen, or wait.
    """

    counts: pd.DataFrame
    checks: pd.DataFrame
    wait: str


def loop_of(run: WindowRun, warehouse: Warehouse, *, schools: Iterable[str]) -> Loop:
    """Return what became of the students at targeted or intensive support.

    Args:
        run: the run.
        warehouse: with everything that lists are made from.
        schools: every school with students on the roster.
    """
    settings = run.programme.settings
    days = settings.followup.no_action_school_days
    lists = list(referral_lists(run, warehouse))
    followed = flagged(one for each in lists for one in followed_on(each))
    own = {each.day.school.id for each in lists} & set(schools)
    measures = measures_of(followed, no_action_school_days=days)
    alerts = alerts_measure(_acts_seen(run))
    apart = [each for each in measures if each.id in APART]
    return Loop(
        loop_counts(followed, schools=own, no_action_school_days=days),
        check_counts([*apart, alerts]),
        _wait(followed, at_least=settings.suppression.minimum),
    )


def _acts_seen(run: WindowRun) -> list[Act]:
    """Return the acts of the window as they were when the run began."""
    return [
        act
        for act in read_acts(run.programme.ledger, window_id=run.window.id)
        if dt.datetime.fromisoformat(act.at).date() <= run.as_of
        and (act.seq <= run.acts_through or not act.is_of_people)
    ]


def _wait(followed: list[Followed], *, at_least: int) -> str:
    seen = sum(one.is_seen for one in followed)
    if seen < at_least:
        return ""
    median, ninetieth = wait_points(followed)
    return load_loop_words().wait.format(median=median, ninetieth=ninetieth)
