"""`screening check` as people and scripts call it: its exit status, its JSON, its words."""

import json
from pathlib import Path

import pytest
from program import screening
from programme_builder import SURVEY_HEADER, Folder, csv_text, survey_row
from roster_bundles import oneroster_1_1, user, write_folder

from expectations.examine import examine
from flows.commands.check import _batches, exit_status

FIELDS = [
    "file", "sha256", "platform", "layout", "records", "would_score", "set_aside", "left_out",
    "refused", "columns", "problems",
]  # fmt: skip
DAY = "2026-10-26"


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster("S001", "S002")
    return made


def test_the_objects_have_the_contracts_fields_and_no_others(folder):
    good = folder.survey(survey_row("S001"), survey_row("S900"))
    bad = folder.drop("survey_2.csv", "")
    done = screening("check", good, bad, "--programme", folder.path, "--today", DAY, "--json")
    assert done.returncode == 11, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == list(second) == FIELDS
    assert list(first["columns"][0]) == ["position", "header", "becomes", "why"]
    assert list(first["problems"][0]) == ["code", "severity", "row", "column", "message"]
    assert (first["would_score"], first["set_aside"], first["refused"]) == (1, 1, False)
    assert (second["problems"][0]["code"], second["platform"]) == ("F110", None)
    assert second["refused"] is True


def test_people_read_the_tool_the_columns_the_rows_and_the_next_command(folder):
    path = folder.survey(survey_row("S001"), survey_row("S900"))
    done = screening("check", path, "--programme", folder.path, "--today", DAY)
    assert done.returncode == 0, done.stderr
    for said in (
        "a plain table",
        "student_ref",
        "phq_a_01",
        "1 would be scored",
        "The student is not on the roster.",
        f"screening run {folder.path} --window 2026_autumn",
    ):
        assert said in " ".join(done.stdout.split()), said
    assert "S900" not in done.stdout
    assert "\x1b" not in done.stdout


def test_a_folder_of_a_roster_is_taken_and_one_of_anything_else_cannot_be_read(tmp_path):
    bundle = write_folder(tmp_path / "sis", oneroster_1_1(user("S001")))
    (tmp_path / "photos").mkdir()
    done = screening("check", bundle, tmp_path / "photos", "--json")
    assert done.returncode == 11
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["platform"], first["refused"]) == ("oneroster", False)
    assert (second["platform"], second["refused"]) == (None, True)


def status_of(folder: Folder, path: Path) -> int:
    return exit_status(examine(path, run=folder.open(), layout_id=None))


def test_the_status_tells_what_cannot_be_read_from_what_was_read_and_refused(folder):
    assert status_of(folder, folder.survey(survey_row("S001"))) == 0
    assert status_of(folder, folder.drop("survey.csv", b"\0" * 40)) == 11
    assert status_of(folder, folder.drop("stranger.csv", "a,b\n1,2\n")) == 12
    short = csv_text(SURVEY_HEADER[:-1], [survey_row("S001")[:-1]])
    assert status_of(folder, folder.drop("survey.csv", short)) == 12


def test_rows_set_aside_are_no_fault_of_the_check(folder):
    assert status_of(folder, folder.survey(survey_row("S900"))) == 0


def test_files_are_examined_together_by_window_and_never_two_of_one_name(folder, tmp_path):
    autumn = [folder.inbox() / "a.csv", folder.inbox() / "b.csv"]
    spring = folder.inbox("2026_spring") / "a.csv"
    elsewhere = tmp_path / "a.csv"
    named = [*autumn, spring, elsewhere, elsewhere]
    assert list(_batches(named, folder.path, None)) == [
        ("2026_autumn", autumn),
        ("2026_spring", [spring]),
        (None, [elsewhere]),
        (None, [elsewhere]),
    ]
    assert list(_batches([*autumn, spring], folder.path, "2026_spring")) == [
        ("2026_spring", autumn),
        ("2026_spring", [spring]),
    ]
    assert list(_batches(autumn, None, None)) == [(None, autumn)]
