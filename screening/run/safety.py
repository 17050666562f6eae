"""Step: the safety list, first of all and on its own."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from screening.programme.settings import UNASSIGNED, Programme
from screening.run.window_run import WindowRun
from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items
from screening.safety.safety_workbook import write_safety_workbook

FILE_NAME = "safety.xlsx"
NEEDS_A_PERSON_FIRST = ("endorsed", "unclear")
"""Reasons that hold back every letter until somebody has seen the student."""


def write_safety_lists(run: WindowRun) -> list[SafetyEntry]:
    """Write `safety.xlsx` per school into what people see now, and into the run being built.

    Returns the entries; a school without entries gets no file, and an old one is removed.
    """
    entries = read_critical_items(run.programme, run.inbox)
    schools = _by_school(entries, run.programme.settings)
    for folder in (run.outbox.show_first(), run.outbox.building):
        for school_id in _all_schools(run.programme.settings):
            path = folder / "schools" / school_id / FILE_NAME
            if school_id in schools:
                _write(run, school_id, schools[school_id], path)
            else:
                path.unlink(missing_ok=True)
    return entries


def _all_schools(settings: Programme) -> list[str]:
    return [*(school.id for school in settings.school), UNASSIGNED]


def _by_school(entries: Sequence[SafetyEntry], settings: Programme) -> dict[str, list[SafetyEntry]]:
    """Return entries by school; of unknown students, by the only school or `unassigned`."""
    only = settings.school[0].id if len(settings.school) == 1 else UNASSIGNED
    schools: defaultdict[str, list[SafetyEntry]] = defaultdict(list)
    for entry in entries:
        schools[entry.school_id or only].append(entry)
    return dict(schools)


def _write(run: WindowRun, school_id: str, entries: Sequence[SafetyEntry], path: Path) -> None:
    settings = run.programme.settings
    name = "School not known" if school_id == UNASSIGNED else settings.school_by_id(school_id).name
    write_safety_workbook(
        path, school_name=name, window=run.window, entries=entries, as_of=run.as_of
    )


def held_students(entries: Sequence[SafetyEntry]) -> frozenset[str]:
    """Return the students to whose families no letter goes before a person has acted."""
    return frozenset(entry.student_ref for entry in entries if entry.reason in NEEDS_A_PERSON_FIRST)
