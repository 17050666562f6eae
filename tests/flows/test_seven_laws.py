"""The seven laws of the contract, on a whole run of the made-up district through the real flow."""

import base64
import csv
import hashlib
import json
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from program import DAY, screening, wait_for

from screening.warehouse import open_warehouse

WINDOW = "2026_autumn"
pytestmark = pytest.mark.flow


def roster_refs(demo: Path) -> list[str]:
    with (demo / "inbox" / WINDOW / "roster.csv").open(encoding="utf-8-sig") as file:
        return [row["student_ref"] for row in csv.DictReader(file)]


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_law_1_everyone_rostered_has_one_row_with_a_tier_or_a_reason(demo: Path) -> None:
    with open_warehouse(demo / "warehouse.duckdb") as warehouse:
        rows = warehouse.rows("select student_ref, tier, no_tier_reason from mart_student_tier")
        unanswered = warehouse.rows(
            "select tier from mart_student_tier where student_ref not in"
            " (select student_ref from int_subscale_score where subscale_score is not null)"
        )
    assert Counter(ref for ref, _, _ in rows) == Counter(set(roster_refs(demo)))
    assert all((tier is None) != (reason is None) for _, tier, reason in rows)
    assert unanswered
    assert all(tier is None for (tier,) in unanswered)


def test_earlier_windows_pass_the_same_border_checks(demo: Path) -> None:
    """The made-up district's file with codes from one is in every window and counts in none."""
    with (demo / "inbox" / "2026_spring" / "roster.csv").open(encoding="utf-8-sig") as file:
        small = {
            row["student_ref"] for row in csv.DictReader(file) if row["school_id"] == "old_ferry"
        }
    with open_warehouse(demo / "warehouse.duckdb") as warehouse:
        scored = warehouse.rows(
            "select window_id, student_ref from kept_score where instrument_id = 'srss_ie'"
        )
    assert {window for window, _ in scored} >= {"2025_autumn", "2026_winter", "2026_spring"}
    assert small
    assert not [ref for window, ref in scored if window == "2026_spring" and ref in small]


def test_law_2_rows_read_are_scored_set_aside_or_left_out(outbox: Path) -> None:
    record = json.loads((outbox / "run.json").read_text())
    assert any(file["rows_set_aside"] for file in record["files"])
    for file in [*record["files"], {f"rows_{key}": n for key, n in record["rows"].items()}]:
        parts = file["rows_scored"] + file["rows_set_aside"] + file["rows_left_out"]
        assert file["rows_read"] == parts


def test_law_3_critical_items_stand_even_when_the_roster_stops_the_run(
    demo: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "stopped"
    shutil.copytree(demo, copy, symlinks=True)
    shutil.rmtree(copy / "outbox")
    roster = copy / "inbox" / WINDOW / "roster.csv"
    lines = roster.read_text().splitlines()
    roster.write_text("\n".join([f"{lines[0]},Last name", *(f"{line},x" for line in lines[1:])]))
    done = screening("run", copy, "--window", WINDOW, "--today", DAY)
    assert done.returncode == 12
    assert "N103" in done.stderr
    assert "Last name" in done.stderr
    assert "Traceback" not in done.stderr
    shown = copy / "outbox" / WINDOW / "schools"
    assert (shown / "unassigned" / "safety.xlsx").exists()
    assert not (copy / "outbox" / WINDOW / "run.json").exists()


def test_law_3_critical_items_stand_even_when_a_rule_is_faulty(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "faulty"
    shutil.copytree(demo, copy, symlinks=True)
    shutil.rmtree(copy / "outbox")
    (copy / "tier_rule.toml").write_text("id = ")
    done = screening("run", copy, "--window", WINDOW, "--today", DAY)
    assert done.returncode == 10
    assert "tier_rule.toml" in done.stderr
    assert "Critical items were read all the same" in done.stderr
    lists = list((copy / "outbox" / WINDOW).rglob("*"))
    assert {path.name for path in lists if path.is_file()} == {"safety.xlsx"}
    (copy / "programme.toml").write_text("id = ")
    done = screening("run", copy, "--window", WINDOW, "--today", DAY)
    assert done.returncode == 10
    assert "nobody has read the answers yet" in done.stderr


def test_law_4_running_twice_changes_nothing(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "again"
    shutil.copytree(demo, copy, symlinks=True)
    before = tree(copy / "outbox" / WINDOW)
    done = screening("run", copy, "--window", WINDOW, "--today", DAY)
    assert done.returncode == 0, done.stderr
    after = tree(copy / "outbox" / WINDOW)
    assert after == before
    assert len(after) > 100
    assert len(list((copy / "outbox" / ".runs").iterdir())) == 1


def whole_run(folder: Path) -> dict[str, str]:
    """Everything shown but the safety lists, which never wait for a whole run."""
    return {name: digest for name, digest in tree(folder).items() if "safety.xlsx" not in name}


def servers_of(folder: Path) -> list[str]:
    """Process ids of orchestrators that belong to a programme's folder."""
    home = f"PREFECT_HOME={folder / '.orchestrator'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if home in (process / "environ").read_bytes().split(b"\0"):
                found.append(process.name)
    return found


def test_law_5_a_killed_run_leaves_the_last_whole_run(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "killed"
    shutil.copytree(demo, copy, symlinks=True)
    before = whole_run(copy / "outbox" / WINDOW)
    checklist = copy / "inbox" / WINDOW / "caregiver_checklist.csv"
    checklist.write_bytes(b"".join(checklist.read_bytes().splitlines(keepends=True)[:-5]))
    command = [sys.executable, "-m", "flows", "run", str(copy), "--window", WINDOW, "--today", DAY]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    letters = (copy / "outbox" / ".runs" / f"{WINDOW}.building" / "schools").glob
    assert wait_for(lambda: any(letters("*/letters/*.pdf")))
    running.kill()
    running.wait()
    assert whole_run(copy / "outbox" / WINDOW) == before
    assert wait_for(lambda: not servers_of(copy))
    assert screening("run", copy, "--window", WINDOW, "--today", DAY).returncode == 0
    mended = whole_run(copy / "outbox" / WINDOW)
    assert mended != before
    assert not (copy / "outbox" / ".runs" / f"{WINDOW}.building").exists()
    with open_warehouse(copy / "warehouse.duckdb") as warehouse:
        kept = warehouse.rows("select window_id, student_ref from kept_tier")
    assert len(kept) == len(set(kept))


def everything_under(folder: Path) -> dict[Path, str]:
    """Every file's text, SQLite tables and base64 pieces decoded too."""
    texts = {}
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            texts[path] = raw.decode("latin-1") + _decoded_pieces(raw)
    return texts


def _decoded_pieces(raw: bytes) -> str:
    found = []
    for piece in re.findall(rb"[A-Za-z0-9+/]{40,}={0,2}", raw):
        padded = piece[: len(piece) // 4 * 4]
        found.append(base64.b64decode(padded).decode("latin-1"))
    return "".join(found)


def test_law_6_no_student_outside_the_schools_folders(demo: Path, outbox: Path) -> None:
    refs = set(roster_refs(demo))
    assert len(refs) > 100
    places = everything_under(demo / ".orchestrator") | everything_under(outbox / "district")
    places |= {outbox / "run.json": (outbox / "run.json").read_text()}
    assert places
    for path, text in places.items():
        assert not [ref for ref in refs if ref in text], path
    for path in (demo / "outbox").rglob("*"):
        if "schools" not in path.parts:
            assert not [ref for ref in refs if ref in path.name]


def test_law_6_the_search_would_find_a_planted_student(demo: Path, tmp_path: Path) -> None:
    ref = roster_refs(demo)[0]
    (tmp_path / "plain.log").write_text(f"row of {ref}")
    (tmp_path / "pickled").write_bytes(base64.b64encode(b"x" * 40 + ref.encode() + b"y" * 40))
    with sqlite3.connect(tmp_path / "runs.db") as database:
        database.execute("create table run (parameters text)")
        database.execute("insert into run values (?)", [ref])
    found = [path.name for path, text in everything_under(tmp_path).items() if ref in text]
    assert sorted(found) == ["pickled", "plain.log", "runs.db"]


def test_law_6_files_with_rows_are_for_their_owner_only(demo: Path) -> None:
    for path in [demo / "warehouse.duckdb", *(demo / "outbox").rglob("*")]:
        if not path.is_symlink():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_law_7_no_page_or_letter_reaches_out(outbox: Path) -> None:
    pages = list(outbox.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text()
        assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text), page
        assert "<script" not in text
        assert "@import" not in text
