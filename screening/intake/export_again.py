"""What only a new export mends, and where the survey tool's menu makes one."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

from screening.definition import Definition, load_definition
from screening.intake.layout import Platform
from screening.programme.settings import Sentence


class MenuPath(Definition):
    """Where one tool makes its export."""

    path: Sentence
    source: Sentence


class ExportAgain(Definition):
    """The whole of `export_again.toml`."""

    codes: frozenset[str]
    """Kinds of problem that a new export mends."""
    unknown_tool: Sentence
    tool: Mapping[Platform, MenuPath]

    def path_of(self, platform: Platform | None) -> str:
        """Return the way to a new export; None = no layout says which tool wrote the file."""
        known = self.tool.get(platform) if platform else None
        return known.path if known else self.unknown_tool


@cache
def export_again() -> ExportAgain:
    """Return the menu paths that come with the package."""
    with as_file(files("screening.intake").joinpath("export_again.toml")) as path:
        return load_definition(path, ExportAgain)
