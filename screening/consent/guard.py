"""A consent file that suddenly covers far fewer students is a part of one: it is refused."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from screening.programme.consent_limits import ConsentLimits
from screening.warehouse import Warehouse


@dataclass(frozen=True)
class Recorded:
    """A student whose consent was recorded at some time.

    Attributes:
        agreed: consent was `yes`.
    """

    school_id: str
    agreed: bool


@dataclass(frozen=True)
class LastRun:
    """Who was recorded at the last run that this one is compared with.

    Attributes:
        window_id: this window, or the one before; empty where neither was ever run.
        students: by student_ref; nobody whose roster entry was uncertain.
    """

    window_id: str
    students: Mapping[str, Recorded]


@dataclass(frozen=True)
class SchoolChange:
    """How one school's consents moved since the last run.

    Attributes:
        recorded: students with a recorded consent at the last run.
        gone: of these, how many have none now, at any school.
        agreed: students with consent at the last run.
        turned: of these, how many are now opted out or withdrawn.
        agreed_again: of those without consent at the last run, how many have it now.
        is_refused: whether that is beyond the limits.
    """

    school_id: str
    recorded: int
    gone: int
    agreed: int
    turned: int
    agreed_again: int
    is_refused: bool

    @property
    def line(self) -> str:
        """The change in one sentence: counts, and no student."""
        return (
            f"{self.school_id}: of {self.recorded} recorded at the last run {self.gone} are gone;"
            f" of {self.agreed} with consent {self.turned} have it no more;"
            f" of {self.recorded - self.agreed} without it {self.agreed_again} have it now."
        )


def last_run(warehouse: Warehouse, *, window_id: str, previous_window_id: str | None) -> LastRun:
    """Return who was recorded when this window, else the one before, was last run."""
    warehouse.run_step("kept_tables")
    for each in (window_id, previous_window_id):
        rows = warehouse.rows(
            "select student_ref, school_id,"
            " coalesce(no_tier_reason, '') not in ('opted_out', 'withdrawn')"
            " from kept_tier where window_id = ?"
            " and no_tier_reason is distinct from 'roster_conflict'",
            [each],
        )
        if each and rows:
            return LastRun(each, {ref: Recorded(school, agreed) for ref, school, agreed in rows})
    return LastRun("", {})


def school_changes(
    before: LastRun, now: Mapping[str, bool], *, window_id: str, limits: ConsentLimits
) -> list[SchoolChange]:
    """Return how consents moved, by school in alphabetical order.

    Args:
        before: who was recorded at the last run.
        now: student_ref → whether the family agrees, of everybody whose consent is recorded now.
        window_id: the window that is run.
        limits: from where on it is too much.
    """
    schools: defaultdict[str, list[tuple[bool, bool | None]]] = defaultdict(list)
    for ref, was in before.students.items():
        schools[was.school_id].append((was.agreed, now.get(ref)))
    is_same = before.window_id == window_id
    # An opt-out is of one window: in the next one every family is asked anew.
    shares = Shares(
        gone=limits.gone if is_same else limits.gone_since_window_before,
        turned=limits.turned,
        agreed_again=limits.agreed_again if is_same else 1.0,
    )
    return [
        _school_change(school_id, schools[school_id], shares, at_least=limits.at_least)
        for school_id in sorted(schools)
    ]


class Shares(NamedTuple):
    """Shares beyond which a file is refused; 1 = never."""

    gone: float
    turned: float
    agreed_again: float


def _school_change(
    school_id: str,
    students: list[tuple[bool, bool | None]],
    most: Shares,
    *,
    at_least: int,
) -> SchoolChange:
    gone = sum(agrees is None for _, agrees in students)
    agreed = sum(did_agree for did_agree, _ in students)
    turned = sum(did_agree and agrees is False for did_agree, agrees in students)
    again = sum(agrees is True and not did_agree for did_agree, agrees in students)
    counts = (gone, turned, again)
    sizes = (len(students), agreed, len(students) - agreed)
    is_refused = any(
        count >= at_least and count > share * size
        for count, share, size in zip(counts, most, sizes, strict=True)
    )
    return SchoolChange(school_id, len(students), gone, agreed, turned, again, is_refused)
