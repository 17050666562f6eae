"""The locks: exact, hashed, free of addresses, and what pyproject.toml asks for."""

import re
from functools import cache
from pathlib import Path

import pytest
from house import REPOSITORY, project, text_of
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKS = [REPOSITORY / "requirements.lock", REPOSITORY / "requirements-dev.lock"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def entries(path: Path) -> dict[str, str]:
    """Return package -> its whole entry, hashes and all."""
    joined = text_of(path).replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    found = [line for line in lines if not line.startswith("#")]
    return {canonicalize_name(re.split(r"[=\[ ]", line)[0]): line for line in found}


def version_of(entry: str) -> Version:
    """Return the one version an entry allows."""
    found = re.search(r"==([^\s;]+)", entry)
    assert found, entry
    return Version(found.group(1))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(path: Path) -> None:
    text = text_of(path)
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|-e|--(?!hash=))", text, re.MULTILINE)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_entry_is_exact_and_hashed(path: Path) -> None:
    assert len(entries(path)) > 50
    loose = [
        name
        for name, entry in entries(path).items()
        if not re.match(r"^[A-Za-z0-9._-]+(\[[^\]]+\])?==", entry) or not HASH.search(entry)
    ]
    assert loose == []


def asked_for(path: Path) -> list[str]:
    """Return the requirements of pyproject.toml that a lock must meet."""
    extra = project()["optional-dependencies"]["dev"] if path.name.endswith("dev.lock") else []
    return [*project()["dependencies"], *extra]


@pytest.mark.parametrize(
    ("path", "line"),
    [(path, line) for path in LOCKS for line in asked_for(path)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_lock_meets_what_is_asked_for(path: Path, line: str) -> None:
    requirement = Requirement(line)
    entry = entries(path)[canonicalize_name(requirement.name)]
    assert version_of(entry) in requirement.specifier


def test_the_longer_lock_holds_the_shorter_one() -> None:
    short, long = (entries(path) for path in LOCKS)
    differing = {name for name in short if version_of(short[name]) != version_of(long[name])}
    assert differing == set()
    assert set(long) > set(short)


def test_no_other_lock_is_kept() -> None:
    assert [
        name for name in ("uv.lock", "pylock.toml", "poetry.lock") if (REPOSITORY / name).exists()
    ] == []
