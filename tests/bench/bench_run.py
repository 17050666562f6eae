"""`screening run` for 5,000 students, two informants, with letters: seconds and memory by step.

Prints what orchestration (Prefect) and validation (Great Expectations) cost beside the work.
Run with `make bench`.
"""

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from flows import orchestrator, progress
from flows.run_window import HOME
from screening.run.window_run import open_run
from screening.synthetic.district import build_district

STUDENTS = 5_000
DAY = dt.date(2026, 11, 2)
VALIDATION = ("Exports checked at the border", "Answers checked", "Scored tables checked")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "district"
        build_district(place, students=STUDENTS, seed=7, windows=1)
        run = open_run(place, window_id=None, today=DAY)
        orchestrator.prepare(place / HOME)
        with orchestrator.embedded_server():
            started = time.perf_counter()
            import flows.screen_window as flow  # noqa: PLC0415 (timed)

            orchestrator.wait()
            start = time.perf_counter() - started
            began = time.perf_counter()
            texts = (str(place), run.window.id, run.as_of.isoformat(), run.today.isoformat())
            flow.screen_window(*texts)
            report(time.perf_counter() - began, start)
        letters = sum(1 for _ in run.outbox.shown.glob("schools/*/letters/*.html"))
        print(f"letters written: {letters:,} (HTML and PDF each, and a print run per school)")


def report(whole: float, start: float) -> None:
    steps = progress.current.steps
    work = sum(step.seconds for step in steps)
    validation = sum(step.seconds for step in steps if step.name in VALIDATION)
    print(f"\nscreening run, {STUDENTS:,} students, made-up district with two informants")
    print(f"{'step':<42} {'seconds':>8} {'share':>7} {'peak MB':>8}")
    print(f"{'(server started, packages loaded)':<42} {start:8.2f}")
    for step in steps:
        print(
            f"{step.name:<42} {step.seconds:8.2f} {step.seconds / whole:7.1%} {step.peak_mb:8.0f}"
        )
    print(f"{'between the steps (Prefect)':<42} {whole - work:8.2f} {(whole - work) / whole:7.1%}")
    print(f"{'whole run after the server started':<42} {whole:8.2f}")
    together = (whole - work + validation) / whole
    print(f"orchestration and validation together: {together:.1%} of it (aim: below 30 %)")


if __name__ == "__main__":
    sys.exit(main())
