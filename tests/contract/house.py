"""The project's own files, as the contract tests read them. Nothing here imports the project."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "expectations", "screening", "templates")
FOLDERS = (*PACKAGES, "tests", "docs", ".ci")
NOT_OURS = {"__pycache__", ".pytest_cache"}
OTHER_FILES = {"uv.lock", "pylock.toml", ".coverage"}


def relative(path: Path) -> str:
    """Return a path as people write it, from the top of the repository."""
    return path.relative_to(REPOSITORY).as_posix()


@cache
def files_of(*folders: str) -> tuple[Path, ...]:
    """Return every file of some top-level folders, sorted."""
    return tuple(
        sorted(
            path
            for folder in folders
            for path in (REPOSITORY / folder).rglob("*")
            if path.is_file() and not NOT_OURS & set(path.parts) and path.suffix != ".pyc"
        )
    )


def all_files() -> list[Path]:
    """Return every file that belongs to the repository."""
    top = [path for path in REPOSITORY.iterdir() if path.is_file()]
    ours = [path for path in top if path.name not in OTHER_FILES]
    return sorted([*ours, *files_of(*FOLDERS)])


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of some top-level folders."""
    return [path for path in files_of(*folders) if path.suffix == ".py"]


@cache
def text_of(path: Path) -> str:
    """Return a file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a Python file, parsed."""
    return ast.parse(text_of(path))


def imports_of(path: Path) -> set[str]:
    """Return the top-level names that a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@cache
def texts_in(path: Path) -> tuple[str, ...]:
    """Return the texts of a Python file that are no docstrings: what a program can say or run."""
    nodes = list(ast.walk(tree_of(path)))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return tuple(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    )


def tables_of(content: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every table of a TOML document with the keys that lead to it."""
    if isinstance(content, dict):
        yield keys, content
        for key, below in content.items():
            yield from tables_of(below, (*keys, key))
    elif isinstance(content, list):
        for place, below in enumerate(content):
            yield from tables_of(below, (*keys, str(place)))


@cache
def toml_of(path: Path) -> dict[str, Any]:
    """Return a TOML file's content."""
    return tomllib.loads(text_of(path))


def project() -> dict[str, Any]:
    """Return the `[project]` table."""
    return toml_of(REPOSITORY / "pyproject.toml")["project"]


def document(name: str) -> str:
    """Return one of the documents at the top of the repository."""
    return text_of(REPOSITORY / name)


def section(text: str, heading: str) -> str:
    """Return a Markdown section, up to the next heading of its level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    pattern = rf"^{re.escape(heading)}[^\n]*\n(.*?)(?=^#{{1,{level}}} |\Z)"
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading '{heading}'"
    return found.group(1)
