"""`screening serve`: a dropped file runs the same flow; a schedule stands."""

import csv
import io
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
import yaml
from program import wait_for

from flows.watch import changes, snapshot
from screening.programme.load import open_folder

ONCE_A_YEAR = 'schedule = { cron = "0 3 1 1 *", watch_seconds = 1 }\n'
REPOSITORY = Path(__file__).resolve().parents[2]


NEW = "RB23456789"
"""A student code that no file of the demo has."""


def codes_on(path: Path) -> set[object]:
    """Return the student codes on a safety list's first sheet; none where there is no list yet."""
    if not path.exists():
        return set()
    return {row[1] for row in openpyxl.load_workbook(path)["Today"].iter_rows(values_only=True)}


def endorsed_by(export: Path, code: str) -> bytes:
    """Return an export with a further row of a student whose critical item needs a person."""
    with export.open(newline="", encoding="utf-8-sig") as file:
        head, *rows = list(csv.reader(file))
    place = next(n for n, name in enumerate(head) if "student" in name.lower())
    filled = next(row for row in rows if all(row))
    row = [code if n == place else "zorblax" for n, _ in enumerate(filled)]
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows, row])
    return text.getvalue().encode()


@pytest.mark.flow
def test_a_dropped_file_is_listed_first_and_then_runs_the_window(
    demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "served"
    shutil.copytree(demo, folder, symlinks=True)
    shutil.rmtree(folder / "outbox")
    settings = folder / "programme.toml"
    settings.write_text(ONCE_A_YEAR + settings.read_text())
    said = tmp_path / "said.txt"
    with said.open("w") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "flows", "serve", str(folder)], stdout=log, stderr=log
        )
    try:
        assert wait_for(lambda: "Serving" in said.read_text()), said.read_text()
        shown = folder / "outbox" / "2026_autumn"
        assert wait_for(lambda: any(shown.glob("schools/*/safety.xlsx"))), said.read_text()
        assert not (shown / "run.json").exists()
        export = folder / "inbox" / "2026_autumn" / "student_survey.csv"
        unassigned = shown / "schools" / "unassigned" / "safety.xlsx"
        export.with_name("student_survey_late.csv").write_bytes(endorsed_by(export, NEW))
        assert wait_for(lambda: NEW in codes_on(unassigned)), said.read_text()
        assert not (shown / "run.json").exists()
        assert wait_for((shown / "run.json").exists), said.read_text()
        assert NEW in codes_on(unassigned)
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=60)


def test_files_that_are_no_exports_are_not_seen(tmp_path: Path) -> None:
    (tmp_path / "2026_autumn").mkdir()
    before = snapshot(tmp_path)
    (tmp_path / "2026_autumn" / "~lock.csv").write_text("x")
    (tmp_path / "2026_autumn" / ".hidden").write_text("x")
    (tmp_path / "2026_autumn" / "folder").mkdir()
    assert snapshot(tmp_path) == before == frozenset()


def test_a_change_is_told_only_when_it_has_come_to_rest(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "2026_autumn").mkdir()
    dropped = tmp_path / "2026_autumn" / "survey.csv"
    slept: list[float] = []

    def copied_on(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) <= 4:
            dropped.write_text("x" * len(slept))

    told = changes(tmp_path, every_seconds=5, rest_seconds=2)
    monkeypatch.setattr(time, "sleep", copied_on)
    assert next(told) == {"2026_autumn"}
    assert dropped.read_text() == "xxxx"
    assert slept == [5, 2, 2, 2, 2]


def test_a_change_that_came_before_it_is_asked_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "2026_autumn" / "corrections").mkdir(parents=True)
    told = changes(tmp_path, every_seconds=0.05)
    (tmp_path / "2026_autumn" / "corrections" / "problems.xlsx").write_text("a")
    assert next(told) == {"2026_autumn"}


def test_a_file_that_goes_is_a_change_of_its_window_alone(tmp_path: Path) -> None:
    for window in ("2026_autumn", "2027_spring"):
        (tmp_path / window).mkdir()
        (tmp_path / window / "survey.csv").write_text("a")
    told = changes(tmp_path, every_seconds=0.05)
    (tmp_path / "2027_spring" / "survey.csv").unlink()
    assert next(told) == {"2027_spring"}


def test_a_programme_that_says_nothing_looks_every_five_seconds(demo: Path) -> None:
    assert open_folder(demo).settings.schedule.watch_seconds == 5


def test_prefect_yaml_names_a_flow_that_is_there() -> None:
    content = yaml.safe_load((REPOSITORY / "prefect.yaml").read_text())
    deployment = content["deployments"][0]
    path, name = deployment["entrypoint"].split(":")
    assert f"def {name}(" in (REPOSITORY / path).read_text()
    assert deployment["schedules"][0]["cron"].count(" ") == 4
