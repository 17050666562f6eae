"""Exports far larger than a school's: read row by row, in memory that does not grow with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from programme_builder import SURVEY_HEADER, csv_text, survey_row

MEGABYTE = 1024**2
MEMORY_LIMIT_MB = 1_500
CHILD = """
import datetime as dt, json, sys
from pathlib import Path
from screening.run.intake import settle, take_in_files
from screening.run.window_run import open_run
from screening.safety.read_first import read_critical_items
from screening.warehouse import open_warehouse

def peak():
    # Not ru_maxrss: a child process begins with the peak of whoever started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

run = open_run(Path(sys.argv[1]), window_id="2026_autumn", today=dt.date(2026, 10, 26))
before = peak()
entries = read_critical_items(run.programme, run.inbox)
after_safety = peak()
with open_warehouse(run.programme.warehouse) as warehouse:
    take_in_files(run, warehouse, [run.inbox / "survey.csv"])
    rows = warehouse.value("select row_count from int_file")
    refused = warehouse.value("select refused_code from int_file")
print(json.dumps({
    "before": before, "safety": after_safety, "taken in": peak(), "rows": rows,
    "entries": len(entries), "refused": refused,
}))
"""


def large_export(folder, megabytes: int) -> int:
    """Write an export of so many megabytes, mostly of columns that no layout names; count rows."""
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text().replace("max_file_mb = 2", "max_file_mb = 2000"))
    # Rows of free text, as long as a talkative class writes.
    row = csv_text([*survey_row("S001"), "x" * 1_900], []).encode()
    block = row * 500
    count = megabytes * MEGABYTE // len(block)
    with (folder.inbox() / "survey.csv").open("wb") as file:
        file.write(csv_text([*SURVEY_HEADER, "Remarks"], []).encode())
        for _ in range(count):
            file.write(block)
    return 500 * count


def in_child(folder: Path) -> dict[str, float]:
    """Return what a process of its own read, and its peak memory in megabytes."""
    command = [sys.executable, "-c", CHILD, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3_000)
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout.splitlines()[-1])


def read_within_bounds(folder, megabytes: int, record_property) -> float:
    """Return how many megabytes the peak grew by."""
    rows = large_export(folder, megabytes)
    try:
        found = in_child(folder.path)
    finally:
        (folder.inbox() / "survey.csv").unlink()
    assert found["refused"] is None
    assert found["rows"] == rows
    assert found["taken in"] < MEMORY_LIMIT_MB
    grown = found["taken in"] - found["before"]
    record_property(f"megabytes that a file of {megabytes} MB adds to the peak", int(grown))
    return grown


@pytest.fixture
def besieged(besieged):
    (besieged.inbox() / "survey_good.csv").unlink()
    return besieged


def test_fifty_megabytes_are_read_in_less_memory_than_their_size_times_four(
    besieged, record_property
):
    assert read_within_bounds(besieged, 50, record_property) < 200


@pytest.mark.long
def test_two_gigabytes_are_read_in_bounded_memory(besieged, record_property):
    read_within_bounds(besieged, 1_900, record_property)
