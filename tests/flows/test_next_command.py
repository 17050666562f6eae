"""What to do after a check is said with the exact command, which the program understands."""

import shlex
from pathlib import Path

import pytest
import typer
from programme_builder import ROSTER_COLUMNS, SURVEY_HEADER, Folder, csv_text, survey_row
from roster_bundles import oneroster_1_1, user, write_folder
from survey_exports import EXPORTS, written

from expectations.examine import examine
from flows.command_line import app
from flows.next_command import NextStep, next_steps


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster("S001", "S002")
    return made


def steps(path: Path, folder: Folder | None = None) -> list[NextStep]:
    run = folder.open() if folder else None
    found = examine(path, run=run, layout_id=None)
    return next_steps(found, path, programme=folder.path if folder else None, run=run)


def understood(command: str) -> list[str]:
    """Return the words of a command after the program's parser has taken them."""
    words = shlex.split(command)
    assert words[0] == "screening"
    at, rest = typer.main.get_command(app), words[1:]
    while hasattr(at, "commands"):
        at, rest = at.commands[rest[0]], rest[1:]
    named = {option for parameter in at.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= named
    return words


def plain(tmp_path, header: list[str], name: str = "survey.csv") -> Path:
    path = tmp_path / name
    path.write_text(csv_text(header, [["1"] * len(header)]), encoding="utf-8")
    return path


def test_without_a_layout_a_draft_is_next_with_the_instruments_that_the_header_names(tmp_path):
    header = ["Student", *(f"GAD7_{n}" for n in range(1, 8)), *(f"PHQA_{n}" for n in range(1, 10))]
    path = plain(tmp_path, header, "my survey.csv")
    (step,) = steps(path)
    words = understood(step.command)
    assert words[1:4] == ["layout", "draft", str(path)]
    assert words[4:] == [
        "--instrument", "gad_7", "--instrument", "phq_a", "--to", "my_survey.toml",
    ]  # fmt: skip


def test_where_names_leave_a_choice_it_is_told(tmp_path):
    first, choice = steps(plain(tmp_path, ["Student", *(f"phq_{n}" for n in range(1, 10))]))
    assert "--instrument phq_9" in first.command
    assert "phq_9 and in phq_a" in choice.sentence
    first, who = steps(plain(tmp_path, ["Student", *(f"sdq_{n:02}" for n in range(1, 26))]))
    assert understood(first.command)[-4:-2] == ["--informant", "self"]
    assert "caregiver or teacher" in who.sentence


def test_a_header_that_names_no_instrument_leaves_it_to_the_person(tmp_path):
    first, more = steps(plain(tmp_path, ["Student", "How often?"]))
    assert understood(first.command)[-4:-2] == ["--instrument", "ID"]
    assert "screening instruments list" in more.sentence


def test_a_draft_is_moved_into_the_layouts_when_it_is_signed(folder):
    path = folder.drop("Class 7 (1-69).csv", csv_text(["Student", "x"], [["S001", "1"]]))
    (step, *_) = steps(path, folder)
    words = understood(step.command)
    assert words[-4:] == ["--programme", str(folder.path), "--to", "class.toml"]
    assert "sign it, and move it into layouts" in step.sentence


def test_a_file_in_the_inbox_is_run_and_one_elsewhere_is_put_there_first(folder, tmp_path):
    path = folder.survey(survey_row("S001"))
    (run,) = steps(path, folder)
    assert understood(run.command) == [
        "screening", "run", str(folder.path), "--window", "2026_autumn",
    ]  # fmt: skip
    outside = tmp_path / "survey.csv"
    outside.write_bytes(path.read_bytes())
    put, again = steps(outside, folder)
    assert str(folder.inbox()) in put.sentence
    assert again == run


def test_a_refused_file_is_mended_and_checked_again(folder):
    path = folder.drop("survey.csv", csv_text(SURVEY_HEADER[:5], [["S001", "", 0, 0, 0]]))
    (step,) = steps(path, folder)
    assert understood(step.command) == [
        "screening", "check", str(path), "--programme", str(folder.path),
    ]  # fmt: skip


def test_a_dictionary_is_named_beside_the_export(tmp_path):
    path = tmp_path / "dictionary.csv"
    rows = next(each.rows for each in EXPORTS if each.tool == "redcap_dictionary")
    path.write_text(written(rows), encoding="utf-8")
    (step,) = steps(path)
    assert understood(step.command)[-2:] == ["--dictionary", str(path)]


def test_rosters_go_into_the_inbox_without_names(folder, tmp_path):
    roster = plain(tmp_path, list(ROSTER_COLUMNS), "students.csv")
    assert str(folder.inbox()) in steps(roster, folder)[0].sentence
    bundle = write_folder(tmp_path / "sis", oneroster_1_1(user("S001")))
    assert "consent.csv beside it" in steps(bundle)[0].sentence
    named = plain(tmp_path, [*ROSTER_COLUMNS, "Last name"])
    assert understood(steps(named)[0].command)[1] == "pseudonymise"
    (own,) = steps(folder.inbox() / "roster.csv", folder)
    assert understood(own.command)[1] == "run"
