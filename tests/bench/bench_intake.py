"""Intake and checks of 100,000 rows of 60 columns, against DuckDB's own read of the same file.

Run: `python tests/bench/bench_intake.py [--students 100000]`. Every way runs in a process of its
own, a few times, and the best time counts. Nothing here is a test: seconds differ between machines,
the ratios in one run do not differ much; the aim is 6 times DuckDB's read and 1.5 GB at most.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import duckdb

sys.path.append(str(Path(__file__).resolve().parent.parent))

from programme_builder import TODAY, WINDOW, Folder
from programme_texts import CHECKLIST_LAYOUT, HEAD, block, layout

from expectations.borders import check_exports
from screening.instruments.library import load_instrument
from screening.intake.roster import read_roster
from screening.run.intake import settle, take_in_files
from screening.run.window_run import WindowRun, open_run
from screening.safety.read_first import read_critical_items
from screening.warehouse import open_warehouse

TURNS = 3
AIM, MOST_MEGABYTES = 6.0, 1_500
MOOD = [f"Mood {number}" for number in range(1, 10)]
WORRY = [f"Worry {number}" for number in range(1, 8)]
FEELINGS = [f"Feeling {number}" for number in range(1, 34)]
CRITICAL = {
    names[critical.item - 1]
    for names, instrument in ((MOOD, "phq_a"), (FEELINGS, "mfq_33"))
    for critical in load_instrument(instrument).critical_item
}
OTHERS = [f"Class question {number}" for number in range(1, 10)]
ITEMS = [*MOOD, *WORRY, *FEELINGS]
"""Columns: student, time, 49 items of three instruments, 9 that no layout names: 60."""
SCREENERS = """
[[screener]]
instrument = "mfq_33"
informant = "self"
grades = ["7", "8"]
"""
BIG = HEAD.replace("^S[0-9]{3}$", "^S[0-9]{7}$").replace("max_file_mb = 2", "max_file_mb = 500")
ANSWERED_ON = '[recorded_at]\ncolumn = "Answered on"\nformats = ["%Y-%m-%d %H:%M:%S"]\n'
LAYOUT = layout(
    "survey",
    files="survey*",
    student_ref="Student",
    blocks="\n".join(
        [
            block("phq_a", MOOD, more='item_order = "adult"\nanswers = "codes"'),
            block("gad_7", WORRY),
            block("mfq_33", FEELINGS),
        ]
    ),
    top=ANSWERED_ON,
)


def build(folder: Path, students: int) -> Path:
    """Write a programme with a roster and one export; return the export."""
    made = Folder(
        folder, head=BIG + SCREENERS, layouts={"survey": LAYOUT, "checklist": CHECKLIST_LAYOUT}
    )
    ref = "'S' || lpad(student::varchar, 7, '0')"
    selected = [f'{ref} as "Student"', "'2026-10-06 10:00:00' as \"Answered on\""]
    for place, name in enumerate([*ITEMS, *OTHERS]):
        drawn, codes = f"hash(student, {place})", 3 if name in FEELINGS else 4
        code = f"{drawn} // 50 % {codes}"
        if name in CRITICAL:  # 3 in 100 endorse it
            code = f"if({drawn} // 50 % 100 < 3, 1, 0)"
        selected.append(f"if({drawn} % 50 = 0, '', ({code})::varchar) as \"{name}\"")
    path = made.inbox() / "survey.csv"
    source = f"range({students}) as made (student)"
    duckdb.execute(f"copy (select {', '.join(selected)} from {source}) to '{path}' (header)")
    roster = (
        f"{ref} as student_ref, 'maple' as school_id, '7' as grade, '7B' as class_id,"
        " 'en' as home_language, 'yes' as consent"
    )
    target = made.inbox() / "roster.csv"
    duckdb.execute(f"copy (select {roster} from {source}) to '{target}' (header)")
    return path


def duckdb_read(_: WindowRun, path: Path) -> dict[str, float]:
    return _duckdb_read(path, ":memory:")


def duckdb_read_kept(run: WindowRun, path: Path) -> dict[str, float]:
    """Read into a database file, as intake keeps its rows."""
    return _duckdb_read(path, str(run.programme.folder / "baseline.duckdb"))


def _duckdb_read(path: Path, database: str) -> dict[str, float]:
    start = time.perf_counter()
    with duckdb.connect(database) as connection:
        connection.execute(
            "create table answers as"
            f" select * from read_csv('{path}', header = true, all_varchar = true)"
        ).fetchall()
    return {"read": time.perf_counter() - start}


def roster(run: WindowRun, _: Path) -> dict[str, float]:
    start = time.perf_counter()
    read_roster(run.inbox, programme=run.programme.settings)
    return {"roster": time.perf_counter() - start}


def safety(run: WindowRun, _: Path) -> dict[str, float]:
    start = time.perf_counter()
    entries = read_critical_items(run.programme, run.inbox)
    assert entries
    return {"roster and critical items": time.perf_counter() - start}


def intake(run: WindowRun, path: Path) -> dict[str, float]:
    marks = [time.perf_counter()]
    with open_warehouse(run.programme.warehouse) as warehouse:
        for step in (take_in_files, check_exports, settle):
            step(run, warehouse, [path]) if step is take_in_files else step(run, warehouse)
            marks.append(time.perf_counter())
        counts = warehouse.rows("select rows_read, rows_scored from mart_file_count")[0]
    marks.append(time.perf_counter())
    assert counts[0] == counts[1], counts
    names = ("roster and rows taken in", "checks at the border", "rows settled", "file closed")
    spans = (later - earlier for earlier, later in pairwise(marks))
    return dict(zip(names, spans, strict=True))


def together(run: WindowRun, path: Path) -> dict[str, float]:
    return safety(run, path) | intake(run, path)


WAYS = {
    "DuckDB's read, all text": duckdb_read,
    "the same into a database file": duckdb_read_kept,
    "roster alone": roster,
    "safety reading": safety,
    "intake and checks": intake,
    "safety, intake and checks": together,
}


def measure(way: str, folder: Path) -> None:
    """Run one way in this process; print its seconds by step and its peak in megabytes."""
    run = open_run(folder, window_id=WINDOW, today=TODAY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps = WAYS[way](run, run.inbox / "survey.csv")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"steps": steps, "megabytes": peak, "before": before}))


def measured(way: str, folder: Path) -> dict[str, dict[str, float]]:
    """Return the fastest of some processes."""
    found = []
    for _ in range(TURNS):
        for name in ("warehouse.duckdb", "baseline.duckdb"):
            (folder / name).unlink(missing_ok=True)
        command = [sys.executable, __file__, "--way", way, "--folder", str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return min(found, key=lambda each: sum(each["steps"].values()))


def compare(students: int) -> None:
    """Print every way beside DuckDB's read."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "programme"
        size = build(folder, students).stat().st_size / 1024**2
        results = {way: measured(way, folder) for way in WAYS}
    floor = sum(results["DuckDB's read, all text"]["steps"].values())
    columns = 2 + len(ITEMS) + len(OTHERS)
    print(f"{students:,} rows x {columns} columns, {size:.0f} MB; best of {TURNS}")
    for way, result in results.items():
        seconds = sum(result["steps"].values())
        print(f"{way:28} {seconds:7.2f} s {seconds / floor:6.2f} x {result['megabytes']:7.0f} MB")
        for step, taken in result["steps"].items() if len(result["steps"]) > 1 else ():
            print(f"    {step:24} {taken:7.2f} s {taken / floor:6.2f} x")
    ours = results["intake and checks"]
    alone = sum(ours["steps"].values()) - sum(results["roster alone"]["steps"].values())
    kept = sum(results["the same into a database file"]["steps"].values())
    print(
        f"intake and checks of the export, its roster's reading apart: {alone / kept:.1f} times"
        f" DuckDB's read into a database file, {alone / floor:.1f} times into memory"
        f" (aim: {AIM:.0f} at most); {ours['megabytes']:.0f} MB at the peak"
        f" (aim: below {MOST_MEGABYTES:,})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--way")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.way:
        measure(options.way, options.folder)
    else:
        compare(options.students)


if __name__ == "__main__":
    main()
