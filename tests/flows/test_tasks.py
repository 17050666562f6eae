"""What leaves a task: nothing of a file's content; what is tried again: the disk, nothing else."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from pathlib import Path

from flows import orchestrator

orchestrator.prepare(Path(sys.argv[1]) / "home")
with orchestrator.embedded_server():
    orchestrator.wait()
    from prefect import flow

    from flows import tasks
    from flows.steps import Step
    from screening.errors import RefusedDataError

    calls = Path(sys.argv[1]) / "calls.csv"

    def told(name):
        with calls.open("a") as file:
            file.write(name + "\\n")

    def disk(_run):
        told("disk")
        if calls.read_text().count("disk") < 2:
            raise OSError(28, "No space left on device", "/secret/MARKERFILE")

    def broken(_run):
        told("broken")
        raise ValueError("the answer of MARKERSTUDENT was 3")

    def refused(_run):
        told("refused")
        try:
            int("MARKERANSWER")
        except ValueError:
            raise RefusedDataError("Nothing fits.")

    class Key(tasks.RunKey):
        def open(self):
            return None

    def ended(task):
        @flow(name="trial", persist_result=False)
        def trial():
            task(Key("p", "w", "2026-01-01", "2026-01-01", 0))

        try:
            trial()
        except Exception as fault:
            return type(fault).__name__, str(fault), fault.__context__, fault.__cause__
        return ("done",)

    for name, do in (("Disk hiccup", disk), ("Broken step", broken), ("Refused data", refused)):
        print(ended(tasks.task_of(Step(name, do))))
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("tasks")
    environment = {key: text for key, text in os.environ.items() if "PREFECT" not in key}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.splitlines()


def calls(folder: Path) -> list[str]:
    return [row[0] for row in csv.reader((folder / "calls.csv").open())]


@pytest.mark.flow
def test_a_disk_fault_is_tried_again_and_nothing_else_is(trial: tuple[Path, list[str]]) -> None:
    folder, said = trial
    assert said[0] == "('done',)"
    assert calls(folder) == ["disk", "disk", "broken", "refused"]


@pytest.mark.flow
def test_faults_keep_their_class_and_lose_their_content(trial: tuple[Path, list[str]]) -> None:
    _, said = trial
    assert said[1].startswith("('StepError', 'Broken step: broke (ValueError).")
    assert said[2] == "('RefusedDataError', 'Nothing fits.', None, None)"
    assert "MARKER" not in "".join(said)


@pytest.mark.flow
def test_prefect_has_stored_nothing_of_it(trial: tuple[Path, list[str]]) -> None:
    folder, _ = trial
    files = [path for path in (folder / "home").rglob("*") if path.is_file()]
    assert any(path.name == "prefect.db" for path in files)
    stored = b"".join(path.read_bytes() for path in files)
    assert b"Broken step" in stored
    assert b"MARKER" not in stored
