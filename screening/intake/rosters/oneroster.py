"""OneRoster 1.1 and 1.2: active students with school, grade and homeroom; nobody's name.

Read by what is there rather than by what the manifest says, since real bundles mix versions: where
`roles.csv` is there it says who is a student and where, else `users.csv` does.
"""

from collections import defaultdict
from collections.abc import Iterator

from screening.intake.rosters.bundle import Bundle
from screening.intake.rosters.bundle_columns import roster_words
from screening.intake.rosters.bundle_rows import Cells, Notes, rows_of
from screening.intake.rosters.found_student import FoundRoster, FoundStudent
from screening.problem import Problem, refused

MANIFEST, USERS, ORGS, ROLES = "manifest.csv", "users.csv", "orgs.csv", "roles.csv"
CLASSES, ENROLLMENTS = "classes.csv", "enrollments.csv"
VERSION = "oneroster.version"
Manifest = dict[str, str]


def read_oneroster(bundle: Bundle, notes: Notes) -> FoundRoster:
    """Return the active students of a OneRoster bundle.

    Raises:
        RefusedFileError: another version, a delta, or a file or column without which nobody's
            school is known.
    """
    manifest = _manifest(bundle, notes)
    known, schools = _orgs(bundle, notes)
    roles = _roles(bundle, notes) if _is_there(bundle, manifest, ROLES) else None
    homerooms = _homerooms(bundle, manifest, notes)
    label, not_active = bundle.label(USERS), 0
    students: list[FoundStudent] = []
    needed = ["student", *([] if roles is not None else ["role", "orgs"])]
    for row, cells in _rows(bundle, USERS, notes, needed=needed):
        ref = cells["student"]
        orgs = _orgs_of(cells) if roles is None else roles.get(ref, ())
        if orgs is None or (roles is not None and ref not in roles):
            continue
        if not _is_active(cells):
            not_active += 1
            continue
        for org in orgs:
            if org not in known:
                problem = Problem("N128", label, "names a school that orgs.csv lacks.", row)
                notes.add(problem)
        at = tuple(org for org in orgs if org in schools)
        code = homerooms.get((ref, at[0]), "") if len(at) == 1 else ""
        grades = _parts(cells.get("grades", ""))
        students.append(FoundStudent(ref, row, label, at, grades, code))
    return FoundRoster(tuple(students), schools, not_active)


def _rows(
    bundle: Bundle, file: str, notes: Notes, *, needed: list[str]
) -> Iterator[tuple[int, Cells]]:
    columns = roster_words().oneroster.columns[file.removesuffix(".csv")]
    return rows_of(bundle, file, columns, notes, needed=needed)


def _manifest(bundle: Bundle, notes: Notes) -> Manifest:
    """Return the manifest's properties, lower case; empty where there is none."""
    if MANIFEST not in bundle.files:
        return {}
    words, label = roster_words().oneroster, bundle.label(MANIFEST)
    found = {
        cells["property"].casefold(): cells["value"].casefold()
        for _, cells in _rows(bundle, MANIFEST, notes, needed=["property", "value"])
    }
    if found.get(VERSION) not in words.versions:
        raise refused("N123", label, f"its version is not {' or '.join(words.versions)}.")
    for file in (USERS, ORGS, ROLES, CLASSES, ENROLLMENTS):
        mode = found.get(f"file.{file.removesuffix('.csv')}", "")
        if mode and mode not in words.bulk | words.absent:
            raise refused("N123", label, f"{file} holds changes only, not every student.")
    return found


def _is_there(bundle: Bundle, manifest: Manifest, file: str) -> bool:
    mode = manifest.get(f"file.{file.removesuffix('.csv')}", "")
    return file in bundle.files and mode not in roster_words().oneroster.absent


def _orgs(bundle: Bundle, notes: Notes) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of all orgs, and of those that are schools now."""
    words = roster_words().oneroster
    rows = [cells for _, cells in _rows(bundle, ORGS, notes, needed=["org", "type"])]
    schools = {
        cells["org"]
        for cells in rows
        if cells["type"].casefold() in words.school_types
        and cells.get("status", "").casefold() in words.active
    }
    return frozenset(cells["org"] for cells in rows), frozenset(schools)


def _roles(bundle: Bundle, notes: Notes) -> dict[str, tuple[str, ...]]:
    """Return student → the primary org, or every org where none or several are primary."""
    words = roster_words().oneroster
    primary: defaultdict[str, dict[str, None]] = defaultdict(dict)
    every: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, cells in _rows(bundle, ROLES, notes, needed=["student", "role", "org"]):
        if cells["role"].casefold() not in words.student_roles:
            continue
        if cells.get("status", "").casefold() not in words.active:
            continue
        every[cells["student"]][cells["org"]] = None
        if cells.get("kind", "").casefold() in words.primary:
            primary[cells["student"]][cells["org"]] = None
    return {student: tuple(primary.get(student) or orgs) for student, orgs in every.items()}


def _orgs_of(cells: Cells) -> tuple[str, ...] | None:
    """Return a student's orgs as `users.csv` has them; None for whoever is no student."""
    if cells["role"].casefold() not in roster_words().oneroster.student_roles:
        return None
    return _parts(cells["orgs"])


def _is_active(cells: Cells) -> bool:
    words = roster_words().oneroster
    status, enabled = cells.get("status", ""), cells.get("enabled", "")
    return status.casefold() in words.active and enabled.casefold() in words.enabled


def _homerooms(bundle: Bundle, manifest: Manifest, notes: Notes) -> dict[tuple[str, str], str]:
    """Return (student, school) → code of the one homeroom; empty where it is not certain."""
    if not all(_is_there(bundle, manifest, file) for file in (CLASSES, ENROLLMENTS)):
        return {}
    words = roster_words().oneroster
    rooms = {
        cells["class"]: (cells.get("org", ""), cells.get("code", ""))
        for _, cells in _rows(bundle, CLASSES, notes, needed=["class"])
        if cells.get("type", "").casefold() in words.homeroom
        and cells.get("status", "").casefold() in words.active
    }
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, cells in _rows(bundle, ENROLLMENTS, notes, needed=["class", "student"]):
        is_pupil = cells.get("role", "student").casefold() in words.student_roles
        is_now = cells.get("status", "").casefold() in words.active
        if is_pupil and is_now and cells["class"] in rooms:
            org, code = rooms[cells["class"]]
            found[cells["student"], org].add(code)
    return {place: codes.pop() for place, codes in found.items() if len(codes) == 1}


def _parts(text: str) -> tuple[str, ...]:
    """Return the parts of a list in a cell, each once, in order."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
