"""What is read of dropped rosters (`rosters.toml`)."""

from functools import cache
from importlib.resources import as_file, files

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence

Columns = dict[str, tuple[str, ...]]
"""What we call it → headers, the first that is there is taken."""


class Limits(Definition):
    """How much a bundle may hold; `ratio` is unpacked size by packed."""

    files: int
    unpacked_mb: int
    ratio: int
    longest_line: int
    listed_problems: int
    source: Sentence


class BundleWords(Definition):
    """How one system's bundles are known, and what is read of them; all in lower case."""

    marks: tuple[tuple[str, ...], ...]
    """Groups of files; all files of one group make a bundle."""
    own_headers: tuple[str, ...]
    """A loose file belongs to the bundle where its first line has one of these."""
    files: frozenset[str]
    """Names of all files that such bundles have."""
    columns: dict[str, Columns]
    source: Sentence


class OneRosterWords(BundleWords):
    """Words of OneRoster files."""

    versions: tuple[str, ...]
    bulk: frozenset[str]
    absent: frozenset[str]
    active: frozenset[str]
    enabled: frozenset[str]
    student_roles: frozenset[str]
    primary: frozenset[str]
    school_types: frozenset[str]
    homeroom: frozenset[str]


class RosterWords(Definition):
    """The whole of `rosters.toml`."""

    limits: Limits
    oneroster: OneRosterWords
    clever: BundleWords


@cache
def roster_words() -> RosterWords:
    """Return the table that travels with the package."""
    with as_file(files("screening.intake.rosters").joinpath("rosters.toml")) as path:
        return load_definition(path, RosterWords)
