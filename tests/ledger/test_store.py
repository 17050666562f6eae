"""The ledger: acts are written whole, told in order, never changed, and go without a trace."""

import multiprocessing
import os
import signal
import sqlite3
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ProgrammeBusyError, UnreadableFileError
from screening.ledger import store
from screening.ledger.act import COLUMNS, MACHINE, OF_PEOPLE, Act, digest_of
from screening.ledger.store import open_ledger, read_acts

SEEN = Act(
    kind="followup",
    window_id="autumn",
    school_id="alder",
    student_ref="RB2345678",
    subject="R-0123456789",
    field="status",
    old="not started",
    new="student seen",
    by="M. Rivera",
    at="2026-10-30",
    source="ab" * 32,
)
ISSUED = Act(
    "referral_issued", "autumn", "alder", "RB2345678", "R-0123456789", "2", new="2026-10-1"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def written(path: Path, *acts: Act) -> int:
    with open_ledger(path) as ledger:
        return ledger.append(acts)


def test_acts_come_back_as_they_were_written_with_their_place(path: Path) -> None:
    assert written(path, SEEN, ISSUED) == 2
    assert read_acts(path) == [replace(SEEN, seq=1), replace(ISSUED, seq=2)]


def test_an_act_that_is_told_again_is_written_once(path: Path) -> None:
    written(path, SEEN)
    assert written(path, SEEN, SEEN) == 0
    assert written(path, replace(SEEN, at="2026-10-31")) == 1
    assert [act.at for act in read_acts(path)] == ["2026-10-30", "2026-10-31"]


def test_the_first_day_of_a_referral_stands(path: Path) -> None:
    written(path, ISSUED)
    assert written(path, replace(ISSUED, new="2026-11-20", at="2026-11-20")) == 0
    assert written(path, replace(ISSUED, field="3", new="2026-11-20")) == 1
    assert [(act.field, act.new) for act in read_acts(path)] == [
        ("2", "2026-10-1"),
        ("3", "2026-11-20"),
    ]


def test_acts_are_asked_for_by_kind_window_and_place(path: Path) -> None:
    written(path, SEEN, ISSUED, replace(SEEN, window_id="winter"))
    assert [act.seq for act in read_acts(path, kinds=("followup",))] == [1, 3]
    assert [act.seq for act in read_acts(path, window_id="autumn")] == [1, 2]
    assert [act.seq for act in read_acts(path, kinds=("followup",), through=2)] == [1]


def test_no_act_can_be_changed(path: Path) -> None:
    written(path, SEEN)
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute("update act set new = 'closed'")


@pytest.mark.parametrize("kind", sorted(OF_PEOPLE))
@pytest.mark.parametrize(("by", "at"), [("", "2026-10-30"), (MACHINE, "2026-10-30"), ("Eve", "")])
def test_the_pipeline_cannot_do_what_only_a_person_does(kind: str, by: str, at: str) -> None:
    with pytest.raises(ValueError, match="only a person does this"):
        replace(SEEN, kind=kind, by=by, at=at)


def test_an_unknown_kind_is_no_act() -> None:
    with pytest.raises(ValueError, match="is no act"):
        replace(SEEN, kind="alert_forgotten")


def test_where_there_is_no_ledger_there_are_no_acts_and_none_is_made(path: Path) -> None:
    assert read_acts(path) == []
    assert not path.exists()


def test_the_ledger_is_for_its_owner_only(path: Path) -> None:
    written(path, SEEN)
    assert stat.S_IMODE(path.stat().st_mode) == store.OWNER_ONLY


def test_a_forgotten_student_leaves_no_byte(path: Path) -> None:
    others = [replace(SEEN, student_ref=f"RB99{n:05}", subject=f"R-{n:010}") for n in range(300)]
    concern = replace(SEEN, kind="staff_concern", subject="RB2345678")
    written(path, *others[:150], SEEN, ISSUED, concern, *others[150:])
    with open_ledger(path) as ledger:
        assert ledger.forget("RB2345678") == 3
    assert b"RB2345678" not in path.read_bytes()
    assert b"R-0123456789" not in path.read_bytes()
    assert [act.student_ref for act in read_acts(path)] == [act.student_ref for act in others]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_places_are_not_given_twice_after_forgetting(path: Path) -> None:
    written(path, ISSUED, SEEN)
    with open_ledger(path) as ledger:
        ledger.forget(SEEN.student_ref)
    written(path, replace(SEEN, student_ref="RB7", subject="R-7"))
    assert [act.seq for act in read_acts(path)] == [3]


def test_a_damaged_ledger_is_told_and_stays_as_it_is(path: Path) -> None:
    path.write_bytes(b"no ledger at all " * 400)
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_acts(path)
    assert path.read_bytes().startswith(b"no ledger")


def test_somebody_elses_writing_is_waited_for_and_then_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(path, SEEN)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.2)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(ProgrammeBusyError, match="Try again"):
        written(path, replace(SEEN, at="2026-11-01"))
    other.execute("rollback")
    other.close()
    assert written(path, replace(SEEN, at="2026-11-01")) == 1


def append_for_ever(path: Path) -> None:
    number = 0
    while True:
        batch = [replace(SEEN, subject=f"R-{number}", field=f"{part}") for part in range(5)]
        written(path, *batch)
        number += 1


def test_a_killed_writer_leaves_whole_batches_only(path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=append_for_ever, args=(path,))
    process.start()
    limit = time.monotonic() + 60
    while len(read_acts(path)) < 50 and time.monotonic() < limit:
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    kept = read_acts(path)
    assert len(kept) >= 50
    assert len(kept) % 5 == 0
    assert written(path, replace(SEEN, subject="R-after")) == 1


@given(st.lists(st.sampled_from([SEEN, ISSUED, replace(SEEN, by="A. Okafor")]), max_size=6))
def test_the_digest_is_of_what_people_did_and_of_nothing_else(acts: list[Act]) -> None:
    of_people = [act for act in acts if act.by != MACHINE]
    assert digest_of(acts) == digest_of(of_people)
    assert (digest_of(acts) == "") == (not of_people)


def test_every_column_of_an_act_is_kept(path: Path) -> None:
    act = Act("override", *(f"{name} {{}}" for name in COLUMNS[1:-1]))
    written(path, act)
    assert read_acts(path) == [replace(act, seq=1)]
