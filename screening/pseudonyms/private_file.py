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


@contextmanager
def private_text(path: Path) -> Iterator[TextIO]:
    """Yield a text file of mode 0600 that takes its name only when everything was written.

    Raises:
        DefinitionError: its folder is not there or may not be written to.
    """
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
    a programme takes one.
    """
    for place in (path.absolute(), path.resolve()):
        for folder in place.parents:
            if folder.name.casefold() in OWN_FOLDERS or (folder / SETTINGS).exists():
                return "it would lie beside the data it undoes: name a folder outside the programme"
    return None
