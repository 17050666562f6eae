"""Files are written whole, and for their owner only."""

import os
from pathlib import Path

import pytest

from screening.outbox import make_folder, write_bytes, write_text


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(params=[0o000, 0o022, 0o077])
def _any_umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_any_umask")
def test_files_and_folders_are_for_their_owner_whatever_the_machine_says(tmp_path):
    write_bytes(tmp_path / "schools" / "maple" / "list.txt", b"x")
    assert mode(tmp_path / "schools") == 0o700
    assert mode(tmp_path / "schools" / "maple") == 0o700
    assert mode(tmp_path / "schools" / "maple" / "list.txt") == 0o600


def test_text_is_written_as_utf_8_with_the_line_ends_given(tmp_path):
    write_text(tmp_path / "a.txt", "señor\nb\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "señor\nb\r\n".encode()


def test_an_old_file_is_replaced_and_gets_the_owners_mode(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o666)
    write_text(path, "new")
    assert (path.read_text(), mode(path)) == ("new", 0o600)


def test_a_write_that_breaks_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def break_off(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


def test_making_a_folder_that_is_there_changes_nothing(tmp_path):
    tmp_path.chmod(0o755)
    assert make_folder(tmp_path) == tmp_path
    assert mode(tmp_path) == 0o755
