"""Step: the safety list, first of all and on its own."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from screening.programme.load import ReadableProgramme, load_readable, open_folder
from screening.programme.settings import UNASSIGNED, Programme, Window
from screening.publish import Outbox
from screening.run.kept_definitions import readable_library
from screening.run.window_run import WindowRun, chosen_window
from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items
from screening.safety.safety_workbook import write_safety_workbook

FILE_NAME = "safety.xlsx"
UNKNOWN_SCHOOL = "School not known"
NEEDS_A_PERSON_FIRST = ("endorsed", "unclear")
"""Reasons that hold back every letter until somebody has seen the student."""


def write_safety_lists(run: WindowRun) -> list[SafetyEntry]:
    """Write `safety.xlsx` per school into what people see now, and into the run being built.

    Returns the entries; a school without entries gets no file, and an old one is removed.
    """
    folders = (run.outbox.show_first(), run.outbox.building)
    return _write_lists(run.programme, run.window, run.as_of, folders)


def write_despite_faults(
    programme: Path, *, window_id: str | None, today: dt.date
) -> list[SafetyEntry]:
    """Write the lists of a programme whose rules are faulty, into what people see now.

    Raises:
        DefinitionError: `programme.toml` itself is faulty, so that no file can be understood.
    """
    folder = open_folder(programme)
    window = chosen_window(folder, window_id, today)
    readable = load_readable(programme, library=readable_library(folder, window.id))
    shown = Outbox(readable.outbox, window.id).show_first()
    return _write_lists(readable, window, today, (shown,))


def _write_lists(
    programme: ReadableProgramme, window: Window, as_of: dt.date, folders: Sequence[Path]
) -> list[SafetyEntry]:
    settings = programme.settings
    entries = read_critical_items(programme, programme.inbox(window.id))
    schools = _by_school(entries, settings)
    names = {school.id: school.name for school in settings.school} | {UNASSIGNED: UNKNOWN_SCHOOL}
    for folder in folders:
        for school_id, name in names.items():
            path = folder / "schools" / school_id / FILE_NAME
            if school_id not in schools:
                path.unlink(missing_ok=True)
                continue
            write_safety_workbook(
                path,
                school_name=name,
                window=window,
                entries=schools[school_id],
                as_of=as_of,
                paper=settings.letters.paper,
            )
    return entries


def _by_school(entries: Sequence[SafetyEntry], settings: Programme) -> dict[str, list[SafetyEntry]]:
    """Return entries by school; of unknown students, by the only school or `unassigned`."""
    only = settings.school[0].id if len(settings.school) == 1 else UNASSIGNED
    schools: defaultdict[str, list[SafetyEntry]] = defaultdict(list)
    for entry in entries:
        schools[entry.school_id or only].append(entry)
    return dict(schools)


def held_students(entries: Sequence[SafetyEntry]) -> frozenset[str]:
    """Return the students to whose families no letter goes before a person has acted."""
    return frozenset(entry.student_ref for entry in entries if entry.reason in NEEDS_A_PERSON_FIRST)


def any_unread(entries: Sequence[SafetyEntry]) -> bool:
    """Return True where a file or row could not be read: whom it concerns is not known."""
    return any(entry.reason == "not_read" for entry in entries)
