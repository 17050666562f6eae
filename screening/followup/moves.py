"""Which way a referral may go: forward along the allowed moves, back only with a reason."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal

from screening.followup.rules import load_followup
from screening.referrals.rules import load_rules

Kind = Literal["same", "forward", "untold", "back", "not_allowed"]


@dataclass(frozen=True)
class Move:
    """From one status to another.

    Attributes:
        kind: `forward` along allowed moves; `untold` the same, but steps between were not told;
            `back` to a status before; `not_allowed` everything else.
        steps: statuses on the way with the first and the last; of other kinds only these two.
        untold: columns that would have to tell what happened between.
    """

    kind: Kind
    steps: tuple[str, ...]
    untold: tuple[str, ...] = ()


def move_between(old: str, new: str, *, told: Collection[str]) -> Move:
    """Return what a move is.

    Args:
        old: id of the status that holds.
        new: id of the status that somebody says.
        told: columns of the row that hold something: what was jumped over must be told.
    """
    if old == new:
        return Move("same", (old,))
    passed = load_followup().passed
    steps = _way(old, new, through=frozenset(passed))
    if steps:
        untold = tuple(
            passed[step] for step in steps[1:-1] if passed[step] and passed[step] not in told
        )
        return Move("untold" if untold else "forward", steps, untold)
    every = frozenset(status.id for status in load_rules().status)
    is_back = bool(_way(new, old, through=every))
    return Move("back" if is_back else "not_allowed", (old, new))


@cache
def _way(start: str, end: str, *, through: frozenset[str]) -> tuple[str, ...]:
    """Return the shortest way along allowed moves; empty where there is none.

    Args:
        start: first status.
        end: last status.
        through: statuses that may stand between.
    """
    following = {status.id: status.next for status in load_rules().status}
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while ways:
        way = ways.popleft()
        for status in following[way[-1]]:
            if status == end:
                return (*way, status)
            if status in through and status not in seen:
                seen.add(status)
                ways.append((*way, status))
    return ()
