"""`screening erase`: one student removed from everything kept, and the proof."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Now, moment

if TYPE_CHECKING:
    from flows.erase_student import Erasure

FROM_INPUT = "-"


def erase(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    student_ref: Annotated[
        str, typer.Argument(help="The student's code; - reads it from standard input.")
    ],
    by: Annotated[str | None, typer.Option(help="Who erases; default: your login name.")] = None,
    now: Now = None,
) -> None:
    """Remove one student from everything kept, and prove it by a search of every byte.

    Warehouse, ledger and outboxes are searched afterwards. The inbox is the school's: the files
    that still have the code are named, and what they say of the student is left out from now on.

    Example: screening erase riverbend KQ7M2XBN4T6WPZ3D --by "Ana Ortiz"
    """
    from flows.erase_student import erase_student
    from screening.errors import FailedChecksError
    from screening.programme.load import open_folder

    code = sys.stdin.readline() if student_ref == FROM_INPUT else student_ref
    zone = open_folder(programme).settings.zone
    done = erase_student(
        programme, code.strip(), by=by or getpass.getuser(), now=moment(now, zone=zone)
    )
    lines = "\n".join(lines_of(done))
    if not done.searched.is_clean:
        raise FailedChecksError(lines)
    typer.echo(lines)


def lines_of(done: "Erasure") -> list[str]:
    """Return what was done, what was searched and what was found; the student is not named."""
    lines = [
        f"Removed: {done.rows} rows of the warehouse, {done.acts} acts of the ledger.",
        f"Made again without the student: {', '.join(done.windows) or 'no window'}.",
    ]
    if done.files_removed:
        count = len(done.files_removed)
        lines.append(f"Removed, since their window has no inbox any more: {count} files.")
    searched = done.searched
    for place, count in searched.files.items():
        lines.append(f"Searched: {place}: {count} files, {searched.bytes_read[place]:,} bytes.")
    lines += [f"FOUND: {each}" for each in searched.found]
    lines += [f"NOT LOOKED INTO: {each}." for each in searched.unopened]
    if searched.is_clean:
        lines.append("Found: 0.")
    else:
        lines.append("The erasure is NOT proved. Remove what is named above and erase again.")
    for name in done.in_inbox:
        lines.append(f"Still in the inbox, remove it there yourself: {name}")
    return lines
