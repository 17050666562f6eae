"""`screening pseudonymise` as people call it."""

import csv
import os
import stat
from pathlib import Path

import openpyxl
import pytest
from program import screening

SURVEY = "ID,Last name,Mood 1\n001234,Marker-Ortiz,2\n005678,Marker-Diaz,0\n"
REAL = ("001234", "005678", "Marker")


@pytest.fixture
def folder(tmp_path: Path, key_file: Path) -> Path:
    (tmp_path / "survey.csv").write_text(SURVEY)
    return key_file.parent


def call(folder: Path, *arguments, file="survey.csv", key="school.key", column="ID"):
    done = screening(
        "pseudonymise", folder / file, "--key-file", folder / key, "--column", column, *arguments
    )
    secret = (folder / "school.key").read_text().strip()
    assert secret not in done.stdout + done.stderr
    assert not any(cell in done.stderr for cell in REAL)
    assert "Traceback" not in done.stderr
    return done


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def test_a_file_goes_to_stdout_with_codes_and_messages_to_stderr(folder):
    done = call(folder)
    assert done.returncode == 0
    assert rows(done.stdout)[0] == ["student_ref", "Mood 1"]
    assert [len(row[0]) for row in rows(done.stdout)[1:]] == [10, 10]
    assert "I629" in done.stderr
    assert "2 rows of 2 students" in done.stderr


def test_a_file_written_with_to_is_private_and_the_same_again(folder):
    out = folder / "out.csv"
    assert call(folder, "--to", out).stdout == ""
    first = out.read_bytes()
    assert call(folder, "--to", out).returncode == 0
    assert out.read_bytes() == first == call(folder).stdout.encode()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert not any(cell.encode() in first for cell in REAL)
    assert (folder / "survey.csv").read_text() == SURVEY


def test_a_crosswalk_is_written_only_where_it_is_asked_for_and_private(folder):
    call(folder, "--to", folder / "out.csv")
    assert {each.name for each in folder.iterdir()} == {"survey.csv", "school.key", "out.csv"}
    call(folder, "--to", folder / "out.csv", "--crosswalk", folder / "who.csv")
    assert stat.S_IMODE((folder / "who.csv").stat().st_mode) == 0o600
    pairs = dict(rows((folder / "who.csv").read_text())[1:])
    assert sorted(pairs.values()) == ["001234", "005678"]
    assert {row[0] for row in rows((folder / "out.csv").read_text())[1:]} == set(pairs)


def test_a_crosswalk_replaces_an_older_one_and_no_other_file(folder):
    who = folder / "who.csv"
    assert call(folder, "--crosswalk", who).returncode == 0
    first = who.read_text()
    assert call(folder, "--crosswalk", who).returncode == 0
    assert who.read_text() == first
    who.write_text("my notes")
    assert call(folder, "--crosswalk", who).returncode == 2
    assert who.read_text() == "my notes"


@pytest.mark.parametrize("place", ["inbox/2026", "outbox", "inbox", "."])
def test_a_crosswalk_never_lies_in_a_programme(folder, place):
    programme = folder / "programme"
    (programme / place).mkdir(parents=True)
    (programme / "programme.toml").write_text("")
    done = call(folder, "--crosswalk", programme / place / "who.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert not (programme / place / "who.csv").exists()


def test_the_file_itself_may_be_written_into_an_inbox(folder):
    (folder / "inbox").mkdir()
    assert call(folder, "--to", folder / "inbox" / "survey.csv").returncode == 0


def test_a_number_that_cannot_be_trusted_ends_with_12_and_every_row_is_written(folder):
    (folder / "survey.csv").write_text(SURVEY + "1.23E+11,Marker,3\n")
    done = call(folder)
    assert done.returncode == 12
    assert [bool(row[0]) for row in rows(done.stdout)[1:]] == [True, True, False]
    assert "I624" in done.stderr
    assert "1 without a code" in done.stderr


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"column": "Nobody"}, 12),
        ({"file": "no.csv"}, 11),
        ({"key": "no.key"}, 11),
        ({"key": "survey.csv"}, 10),
    ],
)
def test_what_cannot_be_done_ends_with_its_status_and_writes_nothing(folder, change, status):
    done = call(folder, "--to", folder / "out.csv", **change)
    assert done.returncode == status
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    "arguments",
    [["--pattern", "["], ["--to", "survey.csv"], ["--crosswalk", "school.key"]],
)
def test_wrong_usage_ends_with_2_and_overwrites_nothing(folder, arguments):
    option, value = arguments
    done = call(folder, option, value if option == "--pattern" else folder / value)
    assert done.returncode == 2
    assert (folder / "survey.csv").read_text() == SURVEY


@pytest.mark.parametrize("kind", ["symlink", "hard link"])
def test_another_name_of_the_file_overwrites_nothing(folder, kind):
    other = folder / "other.csv"
    if kind == "symlink":
        other.symlink_to(folder / "survey.csv")
        assert call(folder, "--to", other).returncode == 2
    else:
        other.hardlink_to(folder / "survey.csv")
        assert call(folder, "--to", other).returncode == 0
        assert not any(cell in other.read_text() for cell in REAL)
    assert (folder / "survey.csv").read_text() == SURVEY


@pytest.mark.parametrize("option", ["--to", "--crosswalk"])
def test_a_folder_or_a_pipe_is_no_place_to_write_to(folder, option):
    os.mkfifo(folder / "pipe")
    (folder / "deep").mkdir()
    for name in ("pipe", "deep"):
        done = call(folder, option, folder / name)
        assert done.returncode in {2, 10}
        assert len(done.stderr.splitlines()) == (1 if done.returncode == 10 else 4)
        assert name in done.stderr or "another file" in done.stderr
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    assert list((folder / "deep").iterdir()) == []


@pytest.mark.parametrize("name", ["pipe", "deep", "deep/."])
def test_a_pipe_or_a_folder_without_a_roster_is_no_file_to_read(folder, name):
    os.mkfifo(folder / "pipe")
    (folder / "deep").mkdir()
    done = call(folder, file=name)
    assert done.returncode == 11
    assert name.split("/")[0] in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_number_that_a_workbook_holds_only_in_part_gets_no_code(folder):
    book = openpyxl.Workbook()
    for number in ("ID", 12345678901234567890, 1234567890123456, True, "=1+1", "001234"):
        book.active.append([number, "x"])
    book.save(folder / "book.xlsx")
    done = call(folder, file="book.xlsx")
    assert done.returncode == 12
    assert [bool(row[0]) for row in rows(done.stdout)[1:]] == [False] * 4 + [True]
    assert done.stderr.count("I624") == 4


def test_without_a_key_or_a_column_the_command_says_what_is_missing(folder):
    done = screening("pseudonymise", folder / "survey.csv")
    assert done.returncode == 2
    assert "--new-key" in done.stderr
    done = screening("pseudonymise", folder / "survey.csv", "--key-file", folder / "school.key")
    assert done.returncode == 2
    assert "--column" in done.stderr


def test_a_world_readable_key_ends_with_10(folder):
    (folder / "school.key").chmod(0o644)
    done = call(folder)
    assert done.returncode == 10
    assert "chmod 600" in done.stderr


def test_a_new_key_is_made_once(tmp_path):
    path = tmp_path / "new.key"
    first = screening("pseudonymise", "--new-key", path)
    assert first.returncode == 0
    content = path.read_text()
    assert content.strip() not in first.stderr + first.stdout
    assert screening("pseudonymise", "--new-key", path).returncode == 10
    assert path.read_text() == content


def test_options_say_how_numbers_are_written(folder):
    (folder / "survey.csv").write_text("ID,Q\nab1,1\nAB1,2\n", encoding="cp1252")
    assert call(folder).returncode == 12
    folded = call(folder, "--case", "fold", "--pattern", "[a-z]{2}[0-9]")
    assert folded.returncode == 0
    assert len({row[0] for row in rows(folded.stdout)[1:]}) == 1
    assert call(folder, "--case", "fold", "--pattern", "[0-9]+").returncode == 12


def test_a_delimiter_can_be_named(folder):
    (folder / "survey.csv").write_text("ID;a,b,c\n001234;x\n")
    done = call(folder, "--delimiter", "semicolon")
    assert done.stdout.splitlines()[0] == "student_ref;a,b,c"
    assert call(folder, "--delimiter", ";;").returncode == 2


def test_a_roster_bundle_is_written_into_a_folder(folder):
    bundle = folder / "sis"
    bundle.mkdir()
    (bundle / "users.csv").write_text(
        "sourcedId,orgSourcedIds,role,grades,familyName\n001234,maple,student,07,Marker\n"
    )
    (bundle / "orgs.csv").write_text("sourcedId,type\nmaple,school\n")
    command = ["pseudonymise", bundle, "--key-file", folder / "school.key"]
    assert screening(*command).returncode == 2
    done = screening(*command, "--to", folder / "out")
    assert done.returncode == 0, done.stderr
    (row,) = rows((folder / "out" / "users.csv").read_text())[1:]
    assert row[0] == rows(call(folder).stdout)[1][0]
    assert "Marker" not in (folder / "out" / "users.csv").read_text()
