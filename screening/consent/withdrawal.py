"""A withdrawal reaches back: what a later roster says is held against earlier windows too.

An act stands per window that it reaches, so that a window's own acts say who is out of it. Of an
act, `window_id` is the window it reaches and `field` the window whose roster said so.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from screening.ledger.act import Act, ActKind

KIND: ActKind = "withdrawn"
WITHDRAWN = "withdrawn"
LIFTED = "yes"


@dataclass(frozen=True)
class Listed:
    """A student of a window that is kept.

    Attributes:
        window_id: this window or an earlier one.
    """

    window_id: str
    school_id: str
    student_ref: str


def standing(acts: Iterable[Act], *, said_by: str | None = None) -> dict[tuple[str, str], Act]:
    """Return (window, student_ref) → the act by which consent stands withdrawn there.

    Args:
        acts: of the ledger, in its order.
        said_by: only what the roster of this window said.
    """
    latest: dict[tuple[str, str, str], Act] = {}
    for act in acts:
        if act.kind == KIND and said_by in {None, act.field}:
            latest[act.window_id, act.student_ref, act.field] = act
    return {(window, ref): act for (window, ref, _), act in latest.items() if act.new == WITHDRAWN}


def withdrawn_later(acts: Iterable[Act], window_id: str) -> dict[str, Act]:
    """Return student_ref → the act, of students of a window whom a later roster took out of it."""
    found = standing(act for act in acts if act.field != act.window_id)
    return {ref: act for (window, ref), act in found.items() if window == window_id}


def mark_of(acts: Mapping[str, Act]) -> str:
    """Return what tells one state of a window's later withdrawals from another; names nobody."""
    return f"{len(acts)}, place {max(act.seq for act in acts.values())}" if acts else ""


def acts_to_add(
    acts: Sequence[Act],
    listed: Iterable[Listed],
    withdrawn: AbstractSet[str],
    *,
    window_id: str,
    on: str,
) -> list[Act]:
    """Return the acts that bring the ledger to what a window's roster says now.

    Args:
        acts: all withdrawals so far.
        listed: everybody whom the roster's word reaches: of this window and kept of earlier ones.
        withdrawn: student_refs whose consent this window's roster calls withdrawn.
        window_id: the window whose roster it is.
        on: ISO date.
    """
    stands = standing(acts, said_by=window_id)
    return [
        _act(each, acts, is_withdrawn=each.student_ref in withdrawn, said_by=window_id, on=on)
        for each in listed
        if (each.student_ref in withdrawn) != ((each.window_id, each.student_ref) in stands)
    ]


def _act(listed: Listed, acts: Sequence[Act], *, is_withdrawn: bool, said_by: str, on: str) -> Act:
    before, now = (LIFTED, WITHDRAWN) if is_withdrawn else (WITHDRAWN, LIFTED)
    told = sum(act.student_ref == listed.student_ref for act in acts)
    return Act(
        kind=KIND,
        window_id=listed.window_id,
        school_id=listed.school_id,
        student_ref=listed.student_ref,
        subject=listed.student_ref,
        field=said_by,
        old=before,
        new=now,
        at=on,
        # Back and forth on one day are acts of their own.
        source=f"run, change {told + 1}",
    )
