"""The wheel: what a school installs is what the tree holds."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from house import PACKAGES, REPOSITORY, files_of, project, relative

from screening import __version__


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the tree as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = Path(folder).glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_wheel_holds_every_file_of_the_four_packages_and_no_other(
    wheel: zipfile.ZipFile,
) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == {relative(path) for path in files_of(*PACKAGES)}
    kinds = {Path(name).suffix for name in held}
    assert {".py", ".toml", ".sql", ".html", ".md", ".typ", ".css"} <= kinds


def test_the_wheel_starts_the_program(wheel: zipfile.ZipFile) -> None:
    (place,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert f"screening = {project()['scripts']['screening']}" in wheel.read(place).decode()


def test_the_wheel_says_version_licence_and_needs(wheel: zipfile.ZipFile) -> None:
    (place,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    lines = wheel.read(place).decode().splitlines()
    assert f"Version: {__version__}" in lines
    assert "License-Expression: Apache-2.0" in lines
    needs = [line for line in lines if line.startswith("Requires-Dist: ") and "extra" not in line]
    assert len(needs) == len(project()["dependencies"])
