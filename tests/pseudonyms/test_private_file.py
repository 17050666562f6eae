"""Private files: whole or not at all, for the owner's eyes, never beside what they undo."""

import os
import stat

import pytest

from screening.errors import DefinitionError
from screening.pseudonyms.private_file import private_text, why_not_there


def test_a_file_is_the_owner_s_alone_and_keeps_its_line_ends(tmp_path):
    with private_text(tmp_path / "a.csv") as file:
        file.write("ñ\r\n\n")
    assert (tmp_path / "a.csv").read_bytes() == "ñ\r\n\n".encode()
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


def write_half(path):
    with private_text(path) as file:
        file.write("new")
        raise ValueError("stop")


def test_a_file_that_breaks_off_leaves_the_old_one_and_no_part(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(ValueError, match="stop"):
        write_half(tmp_path / "a.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DefinitionError, match="nowhere"), private_text(tmp_path / "nowhere/a"):
        pass


def test_a_folder_or_a_pipe_is_never_replaced_by_a_file(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, is_kind in (("folder", stat.S_ISDIR), ("pipe", stat.S_ISFIFO)):
        with pytest.raises(DefinitionError, match="is no file"), private_text(tmp_path / name):
            pass
        assert is_kind((tmp_path / name).stat().st_mode)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_is_replaced_and_what_it_leads_to_is_left(tmp_path):
    (tmp_path / "mine.csv").write_text("mine")
    (tmp_path / "a.csv").symlink_to(tmp_path / "mine.csv")
    with private_text(tmp_path / "a.csv") as file:
        file.write("new")
    assert (tmp_path / "mine.csv").read_text() == "mine"
    assert not (tmp_path / "a.csv").is_symlink()


@pytest.mark.parametrize("mark", [".git", ".hg", ".svn"])
def test_a_secret_may_not_lie_under_version_control(tmp_path, mark):
    (tmp_path / mark).mkdir()
    assert "version control" in why_not_there(tmp_path / "docs" / "keys" / "a.key")


def test_a_work_tree_s_link_to_its_repository_is_a_file_and_is_seen(tmp_path):
    (tmp_path / ".git").write_text("gitdir: elsewhere")
    assert why_not_there(tmp_path / "a.key")


@pytest.mark.parametrize("folder", [".", "inbox", "inbox/2026", "outbox/2026/schools", "keys"])
def test_a_secret_may_not_lie_in_a_programme(tmp_path, folder):
    (tmp_path / "programme.toml").write_text("")
    assert why_not_there(tmp_path / folder / "crosswalk.csv")


@pytest.mark.parametrize("folder", ["inbox", "Outbox", "x/INBOX/y"])
def test_a_secret_may_not_lie_in_any_inbox_or_outbox(tmp_path, folder):
    assert why_not_there(tmp_path / folder / "crosswalk.csv")


def test_a_link_into_an_inbox_is_seen_through(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "safe").symlink_to(tmp_path / "inbox")
    assert why_not_there(tmp_path / "safe" / "crosswalk.csv")


def test_elsewhere_a_secret_may_lie(tmp_path):
    assert why_not_there(tmp_path / "keys" / "crosswalk.csv") is None
