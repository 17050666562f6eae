"""A dropped roster as named text files: a folder, a zip, or files beside one another.

An archive is hostile until it is read: names, sizes and members are judged before anything is
unpacked, nothing is ever written, and bytes are counted as they come.
"""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from screening.intake.rosters.bundle_columns import BundleWords, roster_words
from screening.intake.text_table import name_of
from screening.problem import refused

System = Literal["oneroster", "clever"]
MEGABYTE = 1024**2
ENCRYPTED = 0x1
NESTED = (".zip", ".gz", ".7z", ".rar", ".tar", ".xlsx")
PATH_PARTS = ("/", "\\", ":", "..")
ZIP_START = b"PK\x03\x04"
FIRST_LINE = 4000
"""Characters of a first line that are looked at."""


@dataclass(frozen=True)
class Bundle:
    """The files of one roster.

    Attributes:
        system: whose files they are.
        name: of the folder or archive; empty for loose files.
        places: what was dropped: the folder, the archive, or the loose files.
        files: lower-case name → file, or member of the archive.
        archive: the zip; None where the files lie open.
    """

    system: System
    name: str
    places: tuple[Path, ...]
    files: dict[str, str]
    archive: Path | None = None

    def label(self, file: str) -> str:
        """Return how problems name one of the files."""
        return f"{self.name}: {file}" if self.name else file

    @contextmanager
    def open(self, file: str) -> Iterator[IO[str]]:
        """Yield a file's text.

        Raises:
            RefusedFileError: it cannot be read, is not UTF-8, or holds more than any roster.
        """
        label = self.label(file)
        try:
            with self._bytes(file) as found:
                counted = io.BufferedReader(_Counted(found, label))
                yield io.TextIOWrapper(counted, encoding="utf-8-sig", newline="")
        except UnicodeError:
            raise refused("N121", label, "is not text in UTF-8.") from None
        except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error):
            raise refused("N121", label, "cannot be read.") from None

    @contextmanager
    def _bytes(self, file: str) -> Iterator[IO[bytes]]:
        if self.archive is None:
            with Path(self.files[file]).open("rb") as found:
                yield found
            return
        with zipfile.ZipFile(self.archive) as archive, archive.open(self.files[file]) as member:
            yield member


class _Counted(io.RawIOBase):
    """A stream that is refused where more comes than any roster holds: sizes in a zip can lie."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        super().__init__()
        self._source, self._name = source, name
        self._left = roster_words().limits.unpacked_mb * MEGABYTE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._source.read(len(buffer))
        self._left -= len(piece)
        if self._left < 0:
            raise refused("N121", self._name, "holds more than any roster.")
        buffer[: len(piece)] = piece
        return len(piece)


def bundles_in(folder: Path) -> list[Bundle]:
    """Return the rosters that were dropped into a folder beside or instead of roster.csv.

    Raises:
        RefusedFileError: one of them is an archive that may not be opened.
    """
    if not folder.is_dir():
        return []
    visible = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~"))]
    whole = [bundle for path in visible if (bundle := bundle_at(path))]
    return [*whole, *_loose([path for path in visible if path.is_file()])]


def bundle_at(path: Path) -> Bundle | None:
    """Return the roster that a folder or a zip is; None where it is something else.

    Raises:
        RefusedFileError: it is a roster that may not be opened: a bomb, an archive in an archive,
            names with path parts, a password, two files of one name.
    """
    if path.is_dir():
        inside = [each for each in sorted(path.iterdir()) if each.is_file()]
        system = _system_of(each.name.lower() for each in inside)
        if system is None:
            return None
        files = _once([(each.name.lower(), str(each)) for each in inside], name_of(path))
        return Bundle(system, name_of(path), (path,), files)
    members = _members(path)
    names = [each.orig_filename.replace("\\", "/").rsplit("/", 1)[-1].lower() for each in members]
    system = _system_of(names)
    if system is None:
        return None
    _refuse_hostile(path, members)
    files = _once([(each.filename.lower(), each.filename) for each in members], name_of(path))
    return Bundle(system, name_of(path), (path,), files, path)


def _members(path: Path) -> list[zipfile.ZipInfo]:
    """Return what an archive says it holds; nothing where the file is no archive."""
    if not path.is_file():  # a pipe would wait for ever
        return []
    try:
        with path.open("rb") as file:
            if file.read(len(ZIP_START)) != ZIP_START:
                return []
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return []


def _refuse_hostile(path: Path, members: list[zipfile.ZipInfo]) -> None:
    limits = roster_words().limits
    unpacked = sum(each.file_size for each in members)
    packed = max(1, sum(each.compress_size for each in members))
    names = [each.orig_filename for each in members]
    reasons = {
        "holds more files than any roster.": len(members) > limits.files,
        "unpacks to far more than a roster holds.": unpacked > limits.unpacked_mb * MEGABYTE
        or unpacked / packed > limits.ratio,
        "has a password.": any(each.flag_bits & ENCRYPTED for each in members),
        "has folders in its files' names: zip the files, not their folder.": any(
            part in name for name in names for part in PATH_PARTS
        ),
        "holds an archive in the archive.": any(n.lower().endswith(NESTED) for n in names),
    }
    for reason, holds in reasons.items():
        if holds:
            raise refused("N121", name_of(path), reason)


def _once(files: list[tuple[str, str]], name: str) -> dict[str, str]:
    counts = Counter(file for file, _ in files)
    if any(count > 1 for count in counts.values()):
        raise refused("N121", name, "has two files of one name.")
    return dict(files)


def _systems() -> dict[System, BundleWords]:
    return {"oneroster": roster_words().oneroster, "clever": roster_words().clever}


def _system_of(names: Iterable[str]) -> System | None:
    present = set(names)
    for system, known in _systems().items():
        if any(present.issuperset(group) for group in known.marks):
            return system
    return None


def _loose(files: list[Path]) -> list[Bundle]:
    """Return the bundles whose files lie in the inbox itself, one per system."""
    found = []
    for system, known in _systems().items():
        # A survey may be called results.csv too: only the first line tells whose file it is.
        ours = [
            path
            for path in files
            if path.name.lower() in known.files and _has_header(path, known.own_headers)
        ]
        if _system_of(path.name.lower() for path in ours) == system:
            names = _once([(path.name.lower(), str(path)) for path in ours], "the inbox")
            found.append(Bundle(system, "", tuple(ours), names))
    return found


def _has_header(path: Path, headers: tuple[str, ...]) -> bool:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            first = file.readline(FIRST_LINE).casefold()
    except OSError:
        return False
    cells = {cell.strip(' "\n\r') for cell in first.split(",")}
    return not cells.isdisjoint(headers)
