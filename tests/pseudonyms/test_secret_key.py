"""The school's key: made well, judged strictly, never shown."""

import base64
import os
import random
import stat
from pathlib import Path

import pytest

from screening.errors import DefinitionError, UnreadableFileError
from screening.pseudonyms.secret_key import (
    SecretKey,
    read_key,
    refuse_key_as_file,
    write_new_key,
)

GOOD = "kq3Vw9_LmZx7Tb2RfYs8HdNc4JgPu6Ae"
DRAWN = random.Random(20_260_908).randbytes(64)
"""The same in every process, so that a failing case can be run again."""


def written(path: Path, content: str | bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(mode)
    return path


def refusal_of(path: Path, rules) -> str:
    with pytest.raises(DefinitionError) as refusal:
        read_key(path, rules=rules.key)
    assert refusal.value.exit_status == 10
    return refusal.value.message


def test_a_new_key_is_accepted_private_and_never_the_same(tmp_path, rules):
    found = set()
    for number in range(20):
        path = tmp_path / f"{number}.key"
        write_new_key(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found.add(read_key(path, rules=rules.key).content)
    assert len(found) == 20
    assert {len(each) for each in found} == {64}


def test_a_new_key_is_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        write_new_key(tmp_path / "a.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["", "something else", GOOD])
def test_a_new_key_never_overwrites_a_file(tmp_path, there):
    path = written(tmp_path / "a.key", there)
    with pytest.raises(DefinitionError, match="is there already"):
        write_new_key(path)
    assert path.read_text() == there


def test_a_new_key_never_follows_a_link(tmp_path):
    (tmp_path / "a.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DefinitionError):
        write_new_key(tmp_path / "a.key")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("folder", ["inbox/2026_autumn", "outbox", "keys"])
def test_a_new_key_does_not_lie_in_a_programme(tmp_path, folder):
    (tmp_path / "programme.toml").write_text("")
    (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(DefinitionError, match="beside the data"):
        write_new_key(tmp_path / folder / "a.key")


def test_a_new_key_in_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DefinitionError, match="no folder"):
        write_new_key(tmp_path / "nowhere" / "a.key")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "too short"),
        ("Tiny1", "too short"),
        (GOOD[:31], "too short"),
        (GOOD[:31] + "\n\n", "too short"),
        (DRAWN[:16], "too short"),
        ("a" * 64, "repeats"),
        ("ab" * 32, "repeats"),
        (b"\0" * 64, "repeats"),
        ("0123456789abcdef" * 4, "repeats"),
        ("abcdefghijklmnopqrstuvwxyz0123456789", "counts"),
        (bytes(range(64)), "counts"),
        ("It is a truth universally known that a key has no blanks", "text with blanks"),
        ("make-your-own-EXAMPLE-key-" + GOOD, "a word"),
        ("ChangeMe" + GOOD, "a word"),
        (GOOD + "_password", "a word"),
        ("our_school_" + GOOD, "a word"),
        ("springfield2026springfield2027-Sup3r", "repeats"),
        (DRAWN[:20].hex() + DRAWN[:20].hex()[4:], "repeats"),
        (GOOD * 200, "too long"),
    ],
)
def test_a_weak_key_is_refused_with_the_way_to_a_good_one(tmp_path, rules, content, why):
    message = refusal_of(written(tmp_path / "a.key", content), rules)
    assert why in message
    assert "--new-key" in message
    text = content.decode(errors="replace") if isinstance(content, bytes) else content
    assert not text.strip() or text.strip() not in message


@pytest.mark.parametrize(
    "content",
    [GOOD, DRAWN[:32].hex(), base64.urlsafe_b64encode(DRAWN[:32]), b"\xff" + DRAWN[:40]],
    ids=["typed", "in hex", "in base 64", "no text"],
)
def test_a_random_key_of_the_school_s_own_is_accepted(tmp_path, rules, content):
    assert read_key(written(tmp_path / "a.key", content), rules=rules.key)


@pytest.mark.parametrize("around", ["{}\n", "{}\r\n", "\ufeff{}", "  {}  \n\n"])
def test_an_editor_s_line_end_or_mark_changes_no_key(tmp_path, rules, around):
    assert read_key(written(tmp_path / "a.key", around.format(GOOD)), rules=rules.key) == SecretKey(
        GOOD.encode()
    )


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o602, 0o777])
def test_a_key_that_others_can_reach_is_refused(tmp_path, rules, mode):
    message = refusal_of(written(tmp_path / "a.key", GOOD, mode), rules)
    assert "chmod 600" in message
    assert GOOD not in message


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_of_the_owner_alone_is_accepted(tmp_path, rules, mode):
    assert read_key(written(tmp_path / "a.key", GOOD, mode), rules=rules.key)


@pytest.mark.parametrize("place", ["programme.toml", ".git"])
def test_a_key_beside_the_data_or_under_version_control_is_not_used(tmp_path, rules, place):
    (tmp_path / place).write_text("")
    message = refusal_of(written(tmp_path / "a.key", GOOD), rules)
    assert "was not used" in message
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / place).rename(tmp_path / "elsewhere" / place)
    assert read_key(tmp_path / "a.key", rules=rules.key)


def test_a_link_to_a_key_in_an_inbox_is_seen_through(tmp_path, rules):
    (tmp_path / "inbox").mkdir()
    written(tmp_path / "inbox" / "a.key", GOOD)
    (tmp_path / "b.key").symlink_to(tmp_path / "inbox" / "a.key")
    assert "beside the data" in refusal_of(tmp_path / "b.key", rules)


def test_no_new_key_is_taken_for_one_that_repeats_itself(tmp_path, rules):
    draw = random.Random(3)
    for _ in range(2000):
        content = draw.randbytes(32).hex()
        assert read_key(written(tmp_path / "a.key", content), rules=rules.key)


def test_a_key_that_is_not_there_is_an_unreadable_file(tmp_path, rules):
    with pytest.raises(UnreadableFileError, match="--new-key") as refusal:
        read_key(tmp_path / "no.key", rules=rules.key)
    assert refusal.value.exit_status == 11


def test_a_key_is_in_no_repr():
    assert GOOD not in repr(SecretKey(GOOD.encode())) + str(SecretKey(GOOD.encode()))


@pytest.mark.parametrize("content", [GOOD, GOOD + "\n", "\ufeff" + GOOD + "\r\n"])
def test_a_key_that_is_the_file_s_content_is_refused(tmp_path, rules, content):
    path = written(tmp_path / "a.key", GOOD)
    key = read_key(path, rules=rules.key)
    other = written(tmp_path / "survey.csv", content)
    with pytest.raises(DefinitionError, match="own content"):
        refuse_key_as_file(key, other, key_path=path)
    with pytest.raises(DefinitionError, match="own content"):
        refuse_key_as_file(key, path, key_path=path)


def test_a_key_beside_any_other_file_is_accepted(tmp_path, rules):
    path = written(tmp_path / "a.key", GOOD)
    key = read_key(path, rules=rules.key)
    refuse_key_as_file(key, written(tmp_path / "s.csv", "ID\n1\n"), key_path=path)
    refuse_key_as_file(key, written(tmp_path / "l.csv", "ID\n" * 9999), key_path=path)
    refuse_key_as_file(key, tmp_path, key_path=path)
