"""What became of the flagged students of a made-up window, drawn student by student."""

import random
from dataclasses import replace

from screening.dashboards.counts import WindowCounts
from screening.dashboards.loop_counts import check_counts, loop_counts
from screening.followup.followed import Followed
from screening.followup.measures import Measure
from screening.referrals.rules import load_rules

NEW = Followed(
    school_id="alder",
    tier=2,
    waited=3,
    status="not_started",
    way=(),
    is_seen=False,
    is_due=False,
    is_in_time=False,
    may_contact=True,
    is_reached=False,
    is_review_due=False,
    is_reviewed_in_time=False,
    is_overridden=False,
    owner="",
)
DAYS = 10
STATUSES = [status.id for status in load_rules().status]


def drawn(dice: random.Random, school: str) -> Followed:
    """Return one flagged student at some place of the way."""
    status = dice.choices(STATUSES, [8, 4, 4, 4, 4, *[1] * (len(STATUSES) - 5)])[0]
    seen = status != "not_started" or dice.random() < 0.1
    due = dice.random() < 0.6
    return replace(
        NEW,
        school_id=school,
        status=status,
        waited=dice.randint(0, 20),
        is_seen=seen,
        is_due=due,
        is_in_time=seen and dice.random() < 0.7,
        may_contact=dice.random() < 0.9,
        is_reached=seen and dice.random() < 0.5,
        is_overridden=dice.random() < 0.1,
    )


def flagged_of(counts: WindowCounts, seed: int = 1) -> list[Followed]:
    """Return one student per flagged student of a window."""
    dice = random.Random(seed)
    more = counts.outcomes[counts.outcomes["outcome"].isin(["tier_2", "tier_3"])]
    return [
        drawn(dice, row["school_id"])
        for row in more.to_dict("records")
        for _ in range(row["count"])
    ]


def with_loop(counts: WindowCounts, followed: list[Followed]) -> WindowCounts:
    """Return a window's counts with those of its loop."""
    schools = set(counts.outcomes["school_id"])
    checks = [
        Measure("overridden", sum(one.is_overridden for one in followed), len(followed)),
        Measure("alerts_same_day", 11, 19),
    ]
    return replace(
        counts,
        loop=loop_counts(followed, schools=schools, no_action_school_days=DAYS),
        loop_checks=check_counts(checks),
    )
