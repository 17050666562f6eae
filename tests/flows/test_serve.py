"""`screening serve`: a dropped file runs the same flow; a schedule stands."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import yaml
from program import wait_for

from flows.watch import changes, snapshot

ONCE_A_YEAR = 'schedule = { cron = "0 3 1 1 *", watch_seconds = 1 }\n'
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.flow
def test_a_dropped_file_runs_the_window(demo: Path, tmp_path: Path) -> None:
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
        time.sleep(5)
        assert not (folder / "outbox").exists()
        export = folder / "inbox" / "2026_autumn" / "caregiver_checklist.csv"
        export.write_bytes(export.read_bytes() + b"\r\n")
        record = folder / "outbox" / "2026_autumn" / "run.json"
        assert wait_for(record.exists), said.read_text()
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=60)


def test_a_change_is_told_once_and_only_when_it_has_come_to_rest(tmp_path: Path) -> None:
    (tmp_path / "2026_autumn").mkdir()
    told = changes(tmp_path, every_seconds=0.05)
    dropped = tmp_path / "2026_autumn" / "survey.csv"
    dropped.write_text("a")
    before = snapshot(tmp_path)
    (tmp_path / "2026_autumn" / "~lock.csv").write_text("x")
    (tmp_path / "2026_autumn" / ".hidden").write_text("x")
    assert snapshot(tmp_path) == before
    dropped.write_text("ab")
    watching = iter(told)
    dropped.write_text("abc")
    threading.Timer(0.2, lambda: dropped.write_text("abcd")).start()
    assert next(watching) == snapshot(tmp_path)
    assert dropped.read_text() == "abcd"


def test_prefect_yaml_names_a_flow_that_is_there() -> None:
    content = yaml.safe_load((REPOSITORY / "prefect.yaml").read_text())
    deployment = content["deployments"][0]
    path, name = deployment["entrypoint"].split(":")
    assert f"def {name}(" in (REPOSITORY / path).read_text()
    assert deployment["schedules"][0]["cron"].count(" ") == 4
