"""Look for a student in every byte under a folder, and say what was looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.erasure.marks import Marks
from screening.erasure.unpacked import Part, UnopenedError, parts_of


@dataclass(frozen=True)
class Searched:
    """What a search has looked at and found.

    Attributes:
        files: place → files looked at.
        bytes_read: place → bytes, unpacked ones too.
        found: where the student is named; a file, or a piece of one.
        unopened: what could not be looked into, with the reason.
    """

    files: dict[str, int]
    bytes_read: dict[str, int]
    found: tuple[str, ...]
    unopened: tuple[str, ...]

    @property
    def files_found(self) -> tuple[str, ...]:
        """The files in which the student is named, each once."""
        return tuple(dict.fromkeys(each.partition(": ")[0] for each in self.found))

    @property
    def is_clean(self) -> bool:
        """Whether everything was looked into and nothing was found."""
        return not self.found and not self.unopened


def search(places: dict[str, Path], marks: Marks, *, root: Path) -> Searched:
    """Return where files name a student: in their names, their bytes, and what is packed in them.

    Args:
        places: what to call a file or folder → the file or folder; what is absent has no files.
        marks: what names the student.
        root: labels are paths below it.
    """
    files: Counter[str] = Counter(dict.fromkeys(places, 0))
    bytes_read: Counter[str] = Counter(dict.fromkeys(places, 0))
    found: dict[str, None] = {}
    unopened: dict[str, None] = {}
    for place, path in places.items():
        for file in _files(path):
            label = file.relative_to(root).as_posix()
            files[place] += 1
            try:
                for part in _parts(file, label):
                    bytes_read[place] += len(part.content)
                    if marks.count_in(part.content):
                        found[part.label] = None
            except UnopenedError as fault:
                unopened[str(fault)] = None
            except OSError as fault:
                unopened[f"{label}: {fault.strerror}"] = None
    return Searched(dict(files), dict(bytes_read), tuple(found), tuple(unopened))


def _parts(file: Path, label: str) -> Iterator[Part]:
    yield Part(f"{label}: its name", label.encode("utf-8", "surrogateescape"))
    if file.is_symlink():
        yield Part(f"{label}: its target", str(file.readlink()).encode())
    else:
        yield from parts_of(file, label=label)


def _files(path: Path) -> Iterable[Path]:
    if path.is_symlink() or path.is_file():
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_symlink() or each.is_file())
