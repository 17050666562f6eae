"""The outbox switches as a whole; a crash at any point leaves the old run or the new one."""

from pathlib import Path

import pytest

from screening.outbox import write_text
from screening.publish import Outbox


@pytest.fixture
def outbox(tmp_path) -> Outbox:
    return Outbox(tmp_path / "outbox", "2026_autumn")


def build(outbox: Outbox, text: str) -> None:
    folder = outbox.start()
    for number in range(3):
        write_text(folder / "schools" / f"{number}.txt", text)


def shown(outbox: Outbox) -> set[str]:
    return {path.read_text() for path in outbox.shown.rglob("*.txt")}


def runs(outbox: Outbox) -> list[str]:
    return sorted(path.name for path in (outbox.shown.parent / ".runs").iterdir())


def test_a_run_is_shown_when_it_is_published_and_not_before(outbox):
    build(outbox, "first")
    assert not outbox.shown.exists()
    outbox.publish()
    assert shown(outbox) == {"first"}
    assert outbox.shown.is_symlink()
    assert not outbox.shown.readlink().is_absolute()


def test_only_the_newest_run_is_kept(outbox):
    for text in ("first", "second", "third"):
        build(outbox, text)
        outbox.publish()
        assert shown(outbox) == {text}
        assert len(runs(outbox)) == 1


def test_building_starts_empty_whatever_a_dead_run_left(outbox):
    build(outbox, "dead")
    assert list(outbox.start().iterdir()) == []


class Killed(BaseException):
    """Stands for a process that ends in the middle."""


@pytest.mark.parametrize("call", ["rename", "symlink_to", "replace", "unlink"])
def test_a_crash_in_the_middle_of_publishing_leaves_one_whole_run(outbox, monkeypatch, call):
    build(outbox, "old")
    outbox.publish()
    build(outbox, "new")
    with monkeypatch.context() as patch:
        patch.setattr(Path, call, lambda *_args, **_kwargs: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            outbox.publish()
    assert shown(outbox) == {"old"}
    build(outbox, "next")
    outbox.publish()
    assert shown(outbox) == {"next"}
    assert len(runs(outbox)) == 1


def test_a_crash_after_the_switch_leaves_the_new_run(outbox, monkeypatch):
    build(outbox, "old")
    outbox.publish()
    build(outbox, "new")
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_args: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            outbox.publish()
    assert shown(outbox) == {"new"}
    build(outbox, "next")
    outbox.publish()
    assert len(runs(outbox)) == 1


def test_the_first_list_has_a_place_before_any_run(outbox):
    write_text(outbox.show_first() / "schools" / "maple" / "safety.txt", "today")
    assert shown(outbox) == {"today"}
    build(outbox, "first")
    outbox.publish()
    assert shown(outbox) == {"first"}


def test_the_shown_run_stays_when_a_further_one_asks_for_a_place(outbox):
    build(outbox, "first")
    outbox.publish()
    assert outbox.show_first() == outbox.shown
    assert shown(outbox) == {"first"}


def test_windows_do_not_touch_each_other(outbox, tmp_path):
    build(outbox, "autumn")
    outbox.publish()
    spring = Outbox(tmp_path / "outbox", "2026_autumn_2")
    build(spring, "spring")
    spring.publish()
    build(outbox, "autumn again")
    outbox.publish()
    assert (shown(outbox), shown(spring)) == ({"autumn again"}, {"spring"})


def test_folders_are_for_their_owner_only(outbox):
    build(outbox, "first")
    outbox.publish()
    modes = {oct(path.stat().st_mode & 0o777) for path in outbox.shown.parent.rglob("*")}
    assert modes == {"0o600", "0o700"}
