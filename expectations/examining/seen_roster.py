"""A roster that somebody checks: whom it lists, which columns are kept, what is wrong with it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from expectations.examining.column_views import PERSONAL, ColumnView
from expectations.examining.nature import Nature
from screening.intake.mapping import layout_for
from screening.intake.personal_data import announces_personal_data
from screening.intake.roster import COLUMNS, read_roster
from screening.intake.rosters.bundle import bundle_at
from screening.intake.rosters.bundle_rows import Notes
from screening.intake.rosters.dropped_roster import READERS, roster_places
from screening.intake.text_table import Column, name_of
from screening.intake.values import normalise
from screening.problem import Problem, RefusedFileError
from screening.run.window_run import WindowRun


@dataclass(frozen=True)
class SeenRoster:
    """What a run would make of a roster.

    Attributes:
        problems: all of them; one alone where the roster is refused.
        student_count: students it would list; None where it is refused or is not the window's.
        consent_count: those of them whose consent is `yes`.
    """

    problems: tuple[Problem, ...] = ()
    student_count: int | None = None
    consent_count: int | None = None


def is_roster_of(path: Path, nature: Nature, run: WindowRun) -> bool:
    """Return True for a roster, unless a layout of the programme reads the file as an export."""
    return nature.kind == "roster" and layout_for(name_of(path), run.programme.layouts)[0] is None


def see_roster(path: Path, run: WindowRun) -> SeenRoster:
    """Return what a run would make of a roster; nothing where it is not the window's own."""
    if path.resolve() not in {place.resolve() for place in roster_places(run.inbox)}:
        return SeenRoster()
    try:
        roster = read_roster(run.inbox, programme=run.programme.settings)
    except RefusedFileError as fault:
        return SeenRoster((fault.problem,))
    agreed = sum(entry.consent == "yes" for entry in roster.entries)
    return SeenRoster(tuple(roster.problems), len(roster.entries), agreed)


def listed_students(path: Path) -> int:
    """Return how many students a OneRoster or Clever export lists.

    Raises:
        RefusedFileError: it may not be opened, or a file of it is missing.
    """
    bundle = bundle_at(path)
    return len(READERS[bundle.system](bundle, Notes()).students) if bundle else 0


def roster_views(columns: Sequence[Column], *, groups: Sequence[str]) -> tuple[ColumnView, ...]:
    """Return which of a plain roster's columns are kept.

    Args:
        columns: the roster's.
        groups: columns that the programme keeps besides; none where no programme is named.
    """
    kept = {*COLUMNS, *groups}
    return tuple(
        ColumnView(place, column.name, *_kept(column.name, kept))
        for place, column in enumerate(columns, start=1)
    )


def _kept(name: str, kept: AbstractSet[str]) -> tuple[str, str]:
    if name in kept or normalise(name) in COLUMNS:
        return name if name in kept else normalise(name), "a column of the roster"
    if announces_personal_data(name):
        return "", PERSONAL
    return "", "not a column of the roster, unless named in `group_columns`"
