"""Files that only their owner reads, written whole or not at all; and where they may lie."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from screening.errors import DefinitionError

OWN_FOLDERS = {"inbox", "outbox"}
SETTINGS = "programme.toml"
VERSION_CONTROL = (".git", ".hg", ".svn")


@contextmanager
def private_text(path: Path) -> Iterator[TextIO]:
    """Yield a text file of mode 0600 that takes its name only when everything was written.

    Raises:
        DefinitionError: its folder is not there or may not be written to, or something other than
            a file has the name: a folder, a device or a pipe would be replaced by a file.
    """
    if path.exists() and not path.is_file():
        raise DefinitionError(f"{path.name}: is no file, and was left as it is. Name a new file.")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    except OSError:
        raise DefinitionError(f"{path.parent}: is no folder that can be written to.") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def why_not_there(path: Path) -> str | None:
    """Return why a secret may not lie at `path`; None where it may.

    A crosswalk or key beside the data it undoes would make pseudonyms worthless, so no folder of
    a programme takes one; and none that is under version control, whose every copy would hold it.
    """
    for folder in (*path.absolute().parents, *path.resolve().parents):
        if folder.name.casefold() in OWN_FOLDERS or (folder / SETTINGS).exists():
            return "beside the data it undoes it is worth nothing: name a folder elsewhere"
        if any((folder / mark).exists() for mark in VERSION_CONTROL):
            return "its folder is under version control, which copies it: name another folder"
    return None
