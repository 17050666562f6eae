"""Whose answers they are, as far as the roster says: a faulty roster is no obstacle to safety."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from screening.intake.roster import read_roster
from screening.intake.roster_entry import Roster, RosterEntry
from screening.programme.load import ReadableProgramme
from screening.safety.entry import SafetyEntry

Students = Mapping[str, tuple[RosterEntry, ...]]
"""Student code → the roster's entry; where two schools have the code, one per school."""
TWO_SCHOOLS = frozenset({"N109", "N127"})
"""Problems that name each school of a student whose school is not certain."""


def students_of(programme: ReadableProgramme, folder: Path) -> Students:
    """Return the roster by student code; empty where it cannot be read."""
    try:
        roster = read_roster(folder, programme=programme.settings)
    except Exception:  # noqa: BLE001 (whatever is wrong with it, safety does not wait for it)
        return {}
    schools = _schools_of(roster)
    return {entry.student_ref: _entries(entry, schools) for entry in roster.entries}


def placed(entry: SafetyEntry, students: Students) -> Iterator[SafetyEntry]:
    """Yield the entry with what the roster says; one per school where two have this code.

    An entry whose code is on no roster is yielded as it is.
    """
    known = students.get(entry.roster_code, ())
    is_certain = len(known) == 1
    for student in known:
        yield replace(
            entry,
            school_id=student.school_id,
            grade=student.grade,
            class_id=student.class_id,
            identity="on roster" if is_certain else "identity unresolved",
            consent=student.consent if is_certain else None,
        )
    if not known:
        yield entry


def _schools_of(roster: Roster) -> Mapping[str, dict[str, None]]:
    """Return the schools that claim a student, by student code."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for problem in roster.problems:
        if problem.code in TWO_SCHOOLS and problem.student_ref and problem.school_id:
            found[problem.student_ref][problem.school_id] = None
    return found


def _entries(entry: RosterEntry, schools: Mapping[str, dict[str, None]]) -> tuple[RosterEntry, ...]:
    claimed = dict.fromkeys((entry.school_id, *schools.get(entry.student_ref, ())))
    if len(claimed) == 1:
        return (entry,)
    return tuple(replace(entry, school_id=each, grade="", class_id="") for each in claimed)
