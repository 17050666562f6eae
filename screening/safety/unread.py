"""Answers that nobody has read: files under a wrong name or in a wrong place, rows not read."""

from collections.abc import Iterator
from pathlib import Path

from screening.intake.mapping import layout_for
from screening.intake.open_export import sha256
from screening.intake.returned_workbook import FOLDER as CORRECTIONS
from screening.intake.rosters.bundle import bundles_in
from screening.intake.rosters.bundle_columns import roster_words
from screening.intake.text_table import name_of
from screening.problem import Problem, RefusedFileError
from screening.programme.load import ReadableProgramme
from screening.safety.alert_identity import unread_file_key
from screening.safety.critical_columns import critical_columns
from screening.safety.entry import SafetyEntry
from screening.safety.lenient import lenient_table


def unread_file(path: Path, why: str, *, place: str = "") -> SafetyEntry:
    """Return the entry of a whole file that a person must look through.

    Args:
        path: the file.
        why: why nobody has read it.
        place: the folder or archive in which it lies where no export is read.
    """
    name = name_of(path)
    key = unread_file_key(sha256(path), name, place)
    return unread(f"{place}/{name}" if place else name, why, key=key)


def unread(file: str, why: str, *, key: str, row: int | None = None) -> SafetyEntry:
    """Return the entry of a row, or of a whole file, that a person must look through."""
    return SafetyEntry(
        student_ref="",
        roster_code="",
        school_id=None,
        grade="",
        class_id="",
        instrument_id="",
        item_id="",
        what="Answers nobody has read yet: look through them by hand today",
        reason="not_read",
        file=file,
        row=row,
        recorded_at=None,
        identity="identity unresolved",
        consent=None,
        row_state=why,
        key=key,
    )


def under_another_layout(path: Path, programme: ReadableProgramme) -> Iterator[SafetyEntry]:
    """Yield an entry where a file, whose layout asks no critical item, holds some all the same.

    It bears the name of one survey and the columns of another, or of both.
    """
    max_bytes = programme.settings.max_file_mb * 1024**2
    for layout in programme.layouts:
        columns = critical_columns(layout, programme.library)
        needed = [layout.student_ref, *(column.address for column in columns)]
        if columns and lenient_table(path, layout, columns=needed, max_bytes=max_bytes):
            yield unread_file(path, f"it has the columns of the layout '{layout.id}'")
            return


def misplaced(
    programme: ReadableProgramme, folder: Path, problems: tuple[Problem, ...]
) -> Iterator[SafetyEntry]:
    """Yield an entry per file with an export's name that lies where no export is read.

    Args:
        programme: its layouts say how exports are called.
        folder: the window's inbox folder.
        problems: what was wrong with the returned workbooks.
    """
    inside = [(CORRECTIONS, folder / CORRECTIONS / problem.file) for problem in problems]
    for place, path in dict.fromkeys([*inside, *_strangers_in_rosters(folder)]):
        layout, problem = layout_for(name_of(path), programme.layouts)
        if layout is not None or (problem and problem.code == "R204"):
            yield unread_file(path, "it lies where no export is read", place=place)


def _strangers_in_rosters(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name of bundle and file for what lies in a roster's folder or zip and is no roster."""
    try:
        bundles = bundles_in(folder)
    except RefusedFileError:
        return  # then the archive is no roster: it is listed as an export that nobody can read
    for bundle in bundles:
        known = getattr(roster_words(), bundle.system).files
        for name, file in bundle.files.items():
            if name.rpartition("/")[2] not in known and bundle.name:
                yield bundle.name, Path(file)
