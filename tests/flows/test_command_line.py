"""The program as people call it."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import DAY, screening
from programme_builder import Folder

from flows.run_window import holding
from flows.summary import show_summary
from screening.run.window_run import open_run

COMMANDS = (
    "demo", "run", "check", "score", "instruments", "letters", "pseudonymise", "rescore", "serve",
    "doctor",
)  # fmt: skip
HEAVY = ("prefect", "pandas", "great_expectations", "duckdb", "typst", "jinja2", "numpy")


def test_help_names_every_command() -> None:
    done = screening("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f" {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    done = screening(command, "--help")
    assert done.returncode == 0
    assert "Example: screening" in done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "flows", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


def test_wrong_usage_ends_with_2() -> None:
    assert screening("run").returncode == 2
    assert screening("fly").returncode == 2


def test_a_programme_that_is_not_there_ends_with_10_and_one_line(tmp_path: Path) -> None:
    done = screening("run", tmp_path / "nowhere")
    assert done.returncode == 10
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr


@pytest.mark.flow
def test_a_second_run_of_a_held_programme_ends_with_15(demo: Path) -> None:
    with holding(demo):
        done = screening("run", demo, "--window", "2026_autumn")
    assert done.returncode == 15
    assert "another run" in done.stderr


@pytest.mark.flow
def test_check_describes_a_file_without_a_programme(demo: Path) -> None:
    export = demo / "inbox" / "2026_autumn" / "student_survey.csv"
    done = screening("check", export, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["platform"] == "qualtrics"
    assert found["layout"] is None
    assert found["would_score"] == 0


@pytest.mark.flow
def test_check_counts_what_a_run_would_do(demo: Path, outbox: Path) -> None:
    record = json.loads((outbox / "run.json").read_text())
    exports = [demo / "inbox" / "2026_autumn" / file["file"] for file in record["files"]]
    done = screening("check", *exports, "--programme", demo, "--json")
    described = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == (12 if any(one["refused"] for one in described) else 0), done.stderr
    for file, found in zip(record["files"], described, strict=True):
        counts = [found[key] for key in ("records", "would_score", "set_aside", "left_out")]
        kept = [file[f"rows_{key}"] for key in ("read", "scored", "set_aside", "left_out")]
        assert counts == kept, file["file"]
        assert found["refused"] == (file["refused"] is not None)
        assert found["sha256"] == record["inputs"][f"inbox/2026_autumn/{file['file']}"]


@pytest.mark.flow
def test_check_shows_no_content_of_a_cell(demo: Path) -> None:
    export = demo / "inbox" / "2026_autumn" / "student_survey.csv"
    done = screening("check", export, "--programme", demo, "--json")
    roster = (demo / "inbox" / "2026_autumn" / "roster.csv").read_text().splitlines()[1:]
    refs = {row.split(",")[0] for row in roster}
    asked = [ref for ref in refs if ref in export.read_text(encoding="utf-8-sig")]
    assert len(asked) > 50
    assert not [ref for ref in asked if ref in done.stdout]


@pytest.mark.flow
def test_doctor_finds_the_demo_well(demo: Path) -> None:
    done = screening("doctor", demo, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All is well" in done.stdout


@pytest.mark.flow
def test_letters_with_names_are_written_only_to_the_folder_given(
    demo: Path, tmp_path: Path
) -> None:
    rows = (demo / "inbox" / "2026_autumn" / "roster.csv").read_text().splitlines()[1:]
    key = tmp_path / "key.csv"
    refs = sorted({row.split(",")[0] for row in rows})
    lines = [f"{ref},Zorblax,Family Quux" for ref in refs]
    key.write_text("\n".join(["student_ref,child_first_name,addressee", *lines]) + "\n")
    done = screening(
        "letters",
        demo,
        "--window",
        "2026_autumn",
        "--names",
        key,
        "--to",
        tmp_path / "print",
        "--today",
        DAY,
    )
    assert done.returncode == 0, done.stderr
    letters = list((tmp_path / "print").rglob("*.html"))
    assert letters
    assert all("Zorblax" in letter.read_text() for letter in letters)
    for path in demo.rglob("*"):
        if path.is_file():
            assert b"Zorblax" not in path.read_bytes(), path


def test_names_without_a_folder_are_refused(tmp_path: Path) -> None:
    done = screening("letters", tmp_path, "--window", "x", "--names", tmp_path / "key.csv")
    assert done.returncode == 2
    assert "--to" in done.stderr


@pytest.mark.flow
def test_an_expired_contact_stops_letters_and_nothing_else(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "late"
    shutil.copytree(demo, copy, symlinks=True)
    shutil.rmtree(copy / "outbox")
    done = screening("run", copy, "--window", "2026_autumn", "--today", "2027-07-01")
    assert done.returncode == 14
    assert "valid_until" in done.stderr
    assert "Everything but the letters was published" in done.stderr
    shown = copy / "outbox" / "2026_autumn"
    assert (shown / "run.json").exists()
    assert (shown / "schools" / "maple_hill" / "referrals.xlsx").exists()
    assert not list(shown.rglob("letters/*.pdf"))


def test_another_day_must_be_a_date(tmp_path: Path) -> None:
    assert screening("run", tmp_path, "--today", "soon").returncode == 2


def test_an_outbox_that_cannot_be_written_says_so_in_one_line(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "programme")
    folder.roster("S001")
    (folder.path / "outbox").write_text("in the way", encoding="utf-8")
    done = screening("run", folder.path, "--today", DAY)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert str(folder.path / "outbox") in last
    assert "nobody has read the answers yet" in last


def test_a_folder_that_cannot_be_locked_is_named_and_debug_shows_where(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "programme")
    folder.roster("S001")
    (folder.path / ".lock").mkdir()
    done = screening("run", folder.path)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert str(folder.path / ".lock") in done.stderr
    assert "Traceback" in screening("--debug", "run", folder.path).stderr


def test_the_summary_of_a_run_keeps_every_path_in_one_piece(
    demo: Path, outbox: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    show_summary(open_run(demo, window_id=outbox.name, today=dt.date.fromisoformat(DAY)))
    lines = capsys.readouterr().out.splitlines()
    assert f"  District page:   {outbox}/district/dashboard.html" in lines


@pytest.mark.flow
def test_a_window_without_exports_yet_gives_notices_and_no_fault(
    demo: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "before"
    shutil.copytree(demo, copy, symlinks=True)
    shutil.rmtree(copy / "outbox")
    for export in (copy / "inbox" / "2026_autumn").iterdir():
        if export.name != "roster.csv":
            export.unlink()
    done = screening("run", copy, "--window", "2026_autumn", "--today", "2026-09-01")
    assert done.returncode == 0, done.stderr
    assert "No export was in the inbox yet" in done.stderr
    record = json.loads((copy / "outbox" / "2026_autumn" / "run.json").read_text())
    assert record["letters"]["made"] > 100
    assert not any(name.startswith("tier") for name in record["students"])


def test_letters_of_a_window_that_never_ran_need_a_folder(demo: Path) -> None:
    done = screening("letters", demo, "--window", "2026_spring", "--today", DAY)
    assert done.returncode == 2
    assert "--to" in done.stderr
