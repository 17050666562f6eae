"""Clever's SIS files: every student with school, grade and language; nobody's name."""

from screening.intake.rosters.bundle import Bundle
from screening.intake.rosters.bundle_columns import roster_words
from screening.intake.rosters.bundle_rows import Notes, rows_of
from screening.intake.rosters.found_student import FoundRoster, FoundStudent
from screening.problem import Problem

STUDENTS, SCHOOLS = "students.csv", "schools.csv"


def read_clever(bundle: Bundle, notes: Notes) -> FoundRoster:
    """Return the students of a Clever bundle, one per row.

    Raises:
        RefusedFileError: a file or column without which nobody's school is known is not there.
    """
    columns = roster_words().clever.columns
    schools = frozenset(
        cells["org"]
        for _, cells in rows_of(bundle, SCHOOLS, columns["schools"], notes, needed=["org"])
    )
    label = bundle.label(STUDENTS)
    students = []
    needed = ["student", "org", "grade"]
    for row, cells in rows_of(bundle, STUDENTS, columns["students"], notes, needed=needed):
        if cells["org"] not in schools:
            notes.add(Problem("N128", label, "names a school that schools.csv lacks.", row))
        orgs = (cells["org"],) if cells["org"] in schools else ()
        found = FoundStudent(
            cells["student"],
            row,
            label,
            orgs,
            (cells["grade"],),
            language=cells.get("language", ""),
        )
        students.append(found)
    return FoundRoster(tuple(students), schools)
