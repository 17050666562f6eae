"""Every command of docs/erasure-and-replay.md, run as it stands there; and what the page claims."""

import re
import shlex
from pathlib import Path

import pytest
from program import screening
from programme_builder import WINDOW, Folder, mood_of, survey_row
from programme_run import run_whole

from screening.problem import catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "erasure-and-replay.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
REFS = [f"S{number:03d}" for number in range(6)]


@pytest.fixture(scope="module")
def riverbend(tmp_path_factory) -> Path:
    """The folder in which the page's commands are run."""
    place = tmp_path_factory.mktemp("page")
    folder = Folder(place / "riverbend")
    folder.roster(*REFS)
    folder.survey(*(survey_row(ref, mood=mood_of(4 * at)) for at, ref in enumerate(REFS)))
    run_whole(folder.open())
    return place


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_works_as_it_stands(riverbend, command):
    program, *arguments = shlex.split(command.replace("CODE", REFS[1]))
    assert program == "screening"
    done = screening(*arguments, cwd=riverbend)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert REFS[1] not in done.stdout + done.stderr


def test_the_page_shows_every_command_it_is_about():
    assert {shlex.split(line)[1] for line in COMMANDS} == {"consent", "erase", "verify"}


def test_exit_status_13_where_a_file_was_changed_by_hand(riverbend):
    page = riverbend / "riverbend/outbox" / WINDOW / "district/dashboard.html"
    text = page.read_text()
    page.write_text(text + "<!-- by hand -->")
    done = screening("verify", page.parents[1])
    page.write_text(text)
    assert done.returncode == 13
    assert "district/dashboard.html: differs; changed after the run" in done.stderr


def test_exit_status_13_where_a_trace_is_left(riverbend):
    note = riverbend / "riverbend/note.txt"
    note.write_text(f"about {REFS[2]}")
    done = screening("erase", "riverbend", REFS[2], cwd=riverbend)
    note.unlink()
    assert done.returncode == 13
    assert "FOUND: note.txt" in done.stderr


def test_exit_status_12_where_nobody_has_the_code(riverbend):
    done = screening("erase", "riverbend", "S777", cwd=riverbend)
    assert (done.returncode, "Nobody has this code" in done.stderr) == (12, True)


def test_accepting_needs_a_name(riverbend):
    done = screening("consent", "riverbend", "--accept", cwd=riverbend)
    assert (done.returncode, "--by NAME" in done.stderr) == (2, True)


def test_the_problem_that_the_page_names_refuses_a_file():
    (code,) = set(re.findall(r"problem (N\d+)", TEXT))
    assert catalogue()[code].severity.value == "critical"
