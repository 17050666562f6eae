"""A roster dropped as the student information system wrote it, read into the one `Roster`.

Only pseudonym, school, grade, class and language leave the reader. Consent is in no such file, so
it comes from `consent.csv` beside it; who is not on that list has no recorded consent.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from screening.intake.roster_entry import (
    NOT_RECORDED,
    Roster,
    RosterEntry,
    class_name,
    language_code,
)
from screening.intake.rosters import consent_list
from screening.intake.rosters.bundle import Bundle, bundles_in
from screening.intake.rosters.bundle_columns import roster_words
from screening.intake.rosters.bundle_rows import Notes
from screening.intake.rosters.clever import read_clever
from screening.intake.rosters.consent_list import Recorded, read_consent
from screening.intake.rosters.found_student import FoundRoster, FoundStudent
from screening.intake.rosters.oneroster import read_oneroster
from screening.problem import Problem, RefusedFileError, refused
from screening.programme.genders import canonical_gender
from screening.programme.grades import canonical_grade
from screening.programme.settings import UNASSIGNED, Programme

ROSTER = "roster.csv"
MEGABYTE = 1024**2
READERS: dict[str, Callable[[Bundle, Notes], FoundRoster]] = {
    "oneroster": read_oneroster,
    "clever": read_clever,
}


def roster_places(folder: Path) -> frozenset[Path]:
    """Return what lies in an inbox folder for the roster's sake, and is no survey export."""
    places = {folder / ROSTER}
    try:
        bundles = bundles_in(folder)
    except RefusedFileError:
        bundles = []  # `read_dropped_roster` tells which archive is hostile
    for bundle in bundles:
        places |= set(bundle.places)
    if bundles:
        places.add(folder / consent_list.FILE_NAME)
    return frozenset(place for place in places if place.exists())


def roster_inputs(folder: Path) -> list[Path]:
    """Return the files of the roster, those inside a dropped folder too, sorted."""
    places = roster_places(folder)
    inside = [file for place in places if place.is_dir() for file in place.iterdir()]
    return sorted(path for path in (*places, *inside) if path.is_file())


def read_dropped_roster(folder: Path, *, programme: Programme) -> Roster | None:
    """Return the roster of a bundle in a window's inbox folder; None where there is no bundle.

    Raises:
        RefusedFileError: there are two rosters, the bundle may not be opened, is of another
            version, holds changes only, or none of its students is of the programme's schools.
    """
    bundles = bundles_in(folder)
    if not bundles:
        return None
    if len(bundles) > 1 or (folder / ROSTER).exists():
        raise refused("N122", bundles[0].name or bundles[0].system, "and another roster are there.")
    bundle = bundles[0]
    _refuse_large(bundle, max_bytes=programme.max_file_mb * MEGABYTE)
    notes = Notes()
    _note_strangers(bundle, notes)
    found = READERS[bundle.system](bundle, notes)
    consents, problems = _consents(folder, programme)
    reading = _Reading(programme, consents, notes)
    reading.take(found.students)
    reading.count_left_out(bundle, found)
    reading.note_unknown_consents()
    entries = tuple(reading.entries.values())
    return Roster(entries, (*problems, *notes.problems), len(found.students))


def _refuse_large(bundle: Bundle, *, max_bytes: int) -> None:
    if bundle.archive is not None and bundle.archive.stat().st_size > max_bytes:
        raise refused("N121", bundle.name, "is larger than `max_file_mb`.")


def _note_strangers(bundle: Bundle, notes: Notes) -> None:
    known = getattr(roster_words(), bundle.system).files
    for file in sorted(set(bundle.files) - known):
        notes.add(Problem("N133", bundle.label(file), "was not read."))


def _consents(
    folder: Path, programme: Programme
) -> tuple[dict[str, Recorded] | None, list[Problem]]:
    """Return what consent.csv records; None where there is no such file."""
    if not (folder / consent_list.FILE_NAME).exists():
        missing = "is not there, so nobody has a recorded consent."
        return None, [Problem("N126", consent_list.FILE_NAME, missing)]
    most = programme.max_file_mb * MEGABYTE
    return read_consent(folder, groups=programme.group_columns, max_bytes=most)


@dataclass(frozen=True)
class _Place:
    """Where a student belongs; `is_ours` is False for schools of other programmes."""

    school_id: str
    is_certain: bool = True
    is_ours: bool = True


class _Reading:
    """Turns found students into entries, each student once."""

    def __init__(
        self, programme: Programme, consents: dict[str, Recorded] | None, notes: Notes
    ) -> None:
        self.programme = programme
        self.consents = consents
        self.notes = notes
        self.entries: dict[str, RosterEntry] = {}
        self.elsewhere: Counter[str] = Counter()
        self._schools = {school.roster_id or school.id: school.id for school in programme.school}

    def take(self, students: tuple[FoundStudent, ...]) -> None:
        """Add every student of the programme's schools."""
        for student in students:
            place = self._place(student)
            if not place.is_ours:
                self.elsewhere[student.orgs[0]] += 1
            elif re.fullmatch(self.programme.student_ref_pattern, student.student_ref):
                self._add(student, place)
            else:
                self._note("N105", student, "the id is not shaped like a student code.", place)

    def _add(self, student: FoundStudent, place: _Place) -> None:
        entry = self._entry(student, place)
        first = self.entries.setdefault(entry.student_ref, entry)
        if first is entry:
            return
        if replace(entry, row=first.row) == first:
            self._note("N110", student, "the student is listed twice.", place)
            return
        self.entries[entry.student_ref] = replace(first, state="conflict")
        for school_id in dict.fromkeys((first.school_id, entry.school_id)):
            self._note("N109", student, "the student is listed twice.", _Place(school_id))

    def _entry(self, student: FoundStudent, place: _Place) -> RosterEntry:
        recorded = self._recorded(student, place)
        grade = self._grade(student, place)
        groups = {name: recorded.groups.get(name, "") for name in self.programme.group_columns}
        is_certain = place.is_certain and recorded.is_certain
        return RosterEntry(
            student_ref=student.student_ref,
            school_id=place.school_id,
            grade=grade or "unknown",
            gender=canonical_gender(groups.get(self.programme.gender_column or "", "")),
            class_id=class_name(student.class_code),
            home_language=language_code(recorded.language or student.language),
            consent=recorded.consent,
            state="ok" if is_certain else "conflict",
            row=student.row,
            groups=groups,
        )

    def _recorded(self, student: FoundStudent, place: _Place) -> Recorded:
        nothing = Recorded(NOT_RECORDED, is_certain=False, row=0)
        if self.consents is None:
            return nothing
        recorded = self.consents.get(student.student_ref)
        if recorded is None:
            self._note("N126", student, "consent.csv does not have this student.", place)
        return recorded or nothing

    def _grade(self, student: FoundStudent, place: _Place) -> str | None:
        country = self.programme.country
        grades = {canonical_grade(text, country=country) for text in student.grades}
        if len(grades) == 1 and None not in grades:
            return grades.pop()
        self._note("N108", student, "no grade, several, or one that is not known.", place)
        return None

    def _place(self, student: FoundStudent) -> _Place:
        ours = list(dict.fromkeys(self._schools[o] for o in student.orgs if o in self._schools))
        if len(ours) > 1:
            for school_id in ours:
                self._note("N127", student, "no school is the primary one.", _Place(school_id))
            return _Place(ours[0], is_certain=False)
        if ours:
            return _Place(ours[0])
        if student.orgs:
            return _Place(UNASSIGNED, is_ours=False)
        self._note("N106", student, "has no school.", _Place(UNASSIGNED))
        return _Place(UNASSIGNED, is_certain=False)

    def _note(self, code: str, student: FoundStudent, message: str, place: _Place) -> None:
        ref = student.student_ref if code != "N105" else None
        self.notes.add(
            Problem(code, student.file, message, student.row, None, ref, place.school_id)
        )

    def count_left_out(self, bundle: Bundle, found: FoundRoster) -> None:
        """Note who was left out, and schools of the programme without anybody.

        Raises:
            RefusedFileError: nobody is left.
        """
        name = bundle.name or bundle.system
        if not any(entry.school_id != UNASSIGNED for entry in self.entries.values()):
            raise refused("N125", name, "has no student of the programme's schools.")
        for problem in self._counts(name, found):
            self.notes.problems.append(problem)

    def _counts(self, name: str, found: FoundRoster) -> Iterator[Problem]:
        for org, count in sorted(self.elsewhere.items()):
            yield Problem("N129", name, f"{count} of the school '{class_name(org)}'.")
        if found.not_active:
            yield Problem("N129", name, f"{found.not_active} are not active.")
        there = {entry.school_id for entry in self.entries.values()}
        for school in self.programme.school:
            if school.id not in there:
                message = f"{school.id} has no student."
                yield Problem("N130", name, message, school_id=school.id)
        if self.notes.more:
            yield Problem("N133", name, f"{self.notes.more} more findings are not listed.")

    def note_unknown_consents(self) -> None:
        """Note rows of consent.csv about nobody on the roster."""
        for ref, recorded in (self.consents or {}).items():
            if ref not in self.entries:
                message = "is not one of the roster's students."
                self.notes.add(
                    Problem("N132", consent_list.FILE_NAME, message, recorded.row, "student_ref")
                )
