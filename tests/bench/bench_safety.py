"""From a dropped file to its safety list: seconds, for a school and for a large district.

Two ways: a file dropped into the inbox that `screening serve` watches, and the start of `screening
run`. Both end when the list with the new students can be opened. Run with `make bench`.
"""

import contextlib
import datetime as dt
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from programme_builder import TODAY, WINDOW, Folder, mood_of, survey_row

ROWS = (600, 100_000)
SHARE = 0.06
"""Of students whose answer needs a person; screenings find some five to ten of a hundred."""
SCHOOLS = tuple(f"school_{number:02}" for number in range(20))
LIMIT_SECONDS = 600
POLL_SECONDS = 0.05


def programme(place: Path, rows: int) -> tuple[Folder, Path, int, int]:
    """Return a programme, its export beside the inbox, how many lists it makes and alerts."""
    lot = random.Random(7)
    made = Folder(place, schools=SCHOOLS)
    settings = place / "programme.toml"
    text = settings.read_text().replace("^S[0-9]{3}$", "^S[0-9]{6}$")
    settings.write_text(text.replace("max_file_mb = 2", "max_file_mb = 100"))
    refs = [f"S{number:06}" for number in range(rows)]
    school_of = {ref: lot.choice(SCHOOLS) for ref in refs}
    made.roster_rows(*([ref, school, "7", "7B", "en", "yes"] for ref, school in school_of.items()))
    critical = {ref for ref in refs if lot.random() < SHARE}
    path = made.survey(
        *(survey_row(ref, mood=mood_of(lot.randrange(24), critical=int(ref in critical)))
          for ref in refs)
    )  # fmt: skip
    aside = place / path.name
    shutil.move(path, aside)
    return made, aside, len({school_of[ref] for ref in critical}), len(critical)


def all_lists(folder: Folder) -> list[Path]:
    return sorted((folder.path / "outbox" / WINDOW / "schools").glob("*/safety.xlsx"))


def until_listed(folder: Folder, lists: int, since: float) -> float:
    """Return the seconds until all lists are there."""
    while len(all_lists(folder)) < lists:
        if time.perf_counter() - since > LIMIT_SECONDS:
            raise TimeoutError("no list was written")
        time.sleep(POLL_SECONDS)
    return time.perf_counter() - since


def dropped_while_served(folder: Folder, export: Path, lists: int) -> float:
    """Return the seconds from the end of the copying to the lists, with the default settings."""
    command = [sys.executable, "-m", "flows", "serve", str(folder.path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as served:
        try:
            while "Serving" not in served.stderr.readline():
                pass
            threading.Thread(target=served.stderr.read, daemon=True).start()
            while not (folder.path / "outbox" / WINDOW).exists():
                time.sleep(POLL_SECONDS)
            time.sleep(1)  # its first look is over, so that the drop is what is measured
            shutil.copy(export, folder.inbox() / export.name)
            return until_listed(folder, lists, time.perf_counter())
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(timeout=60)


def run_started(folder: Folder, export: Path, lists: int) -> float:
    """Return the seconds from the start of the program to the lists."""
    shutil.copy(export, folder.inbox() / export.name)
    day = TODAY.isoformat()
    command = [sys.executable, "-m", "flows", "run", str(folder.path), "--today", day]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        try:
            return until_listed(folder, lists, started)
        finally:
            run.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(timeout=60)


def main() -> None:
    print(f"\nfrom file to safety list, {len(SCHOOLS)} schools, {dt.date.today()}")  # noqa: DTZ011
    print(f"{'way':<44} {'rows':>8} {'alerts':>7} {'seconds':>8}")
    for rows in ROWS:
        for name, measure in (
            ("file dropped while `screening serve` watches", dropped_while_served),
            ("`screening run` started", run_started),
        ):
            with tempfile.TemporaryDirectory() as place:
                folder, export, lists, alerts = programme(Path(place) / "programme", rows)
                seconds = measure(folder, export, lists)
                print(f"{name:<44} {rows:>8,} {alerts:>7,} {seconds:>8.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
