"""A finished window computed again: equal, or which files differ and why."""

import fcntl
import json

import pytest
from programme_builder import BEFORE, WINDOW
from programme_run import run_whole, tree
from replay_folder import ALARMED, REFS, TOTALS, answer

from flows.commands.verify import lines_of
from flows.run_window import holding
from flows.verify_outbox import Verified, verify_outbox
from screening.errors import DefinitionError, ProgrammeBusyError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.replay.aside import LOCK, aside
from screening.replay.comparison import LIVE
from screening.warehouse import open_warehouse

SCHOOL = "schools/maple"


def shown(folder, window=WINDOW):
    return folder.path / "outbox" / window


def verified(folder, window=WINDOW) -> Verified:
    return verify_outbox(shown(folder, window))


def differing(found: Verified) -> dict[str, str]:
    return {each.name: each.how for each in found.comparison.differences}


def kept(folder):
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        tables = warehouse.rows("select table_name from duckdb_tables() order by all")
        return {name: warehouse.rows(f'from "{name}"') for (name,) in tables}


def state(folder):
    """Return everything in the programme's folder that a verification may not touch."""
    files = tree(folder.path)
    files.pop("warehouse.duckdb")
    return files, kept(folder), sorted(each.name for each in folder.path.iterdir())


@pytest.mark.parametrize("window", [WINDOW, BEFORE])
def test_a_finished_window_is_equal_and_nothing_is_touched(folder, window):
    (folder.path / ".lock").touch()
    before = state(folder)
    found = verified(folder, window)
    assert (found.is_equal, found.causes, found.alerts_missing) == (True, (), 0)
    compared = [name for name in tree(shown(folder, window)) if name.rpartition("/")[2] not in LIVE]
    assert found.comparison.file_count == len(compared) > 20
    assert state(folder) == before
    first, second = lines_of(found)
    size = f"{len(compared)} files, {found.comparison.byte_count:,} bytes"
    assert first == f"{window}: equal, byte for byte: {size}."
    assert second == "Every alert that the inputs give is on the safety lists."


def test_what_a_person_changed_by_hand_is_named(folder):
    page = shown(folder) / SCHOOL / "school.html"
    page.write_text(page.read_text().replace("a", "b", 1))
    (shown(folder) / SCHOOL / "letters/manifest.csv").unlink()
    (shown(folder) / "notes.txt").write_text("x")
    found = verified(folder)
    assert differing(found) == {
        f"{SCHOOL}/school.html": "differs",
        f"{SCHOOL}/letters/manifest.csv": "missing",
        "notes.txt": "unknown",
    }
    assert not found.is_equal
    assert found.causes == ()
    lines = "\n".join(lines_of(found))
    assert "3 files are not as computed again" in lines
    assert "somebody changed these files by hand" in lines
    assert "school.html: differs; changed after the run" in lines


def test_inputs_that_changed_since_are_named_with_what_they_change(folder):
    answer(folder, WINDOW, TOTALS | {"S001": 24})
    answer(folder, WINDOW, {"S011": 3}, name="survey_late.csv")
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text() + "\n# read again\n")
    found = verified(folder)
    assert found.causes == (
        "Since the run: survey.csv changed.",
        "Since the run: survey_late.csv added.",
        "Since the run: programme.toml changed.",
    )
    assert {"run.json", f"{SCHOOL}/referrals.xlsx"} <= set(differing(found))
    assert not found.is_equal


def test_a_window_whose_roster_is_gone_cannot_be_computed_and_says_so(folder):
    (folder.inbox() / "roster.csv").unlink()
    found = verified(folder)
    assert not found.is_equal
    assert found.comparison is None
    first, *rest = lines_of(found)
    assert first.startswith(f"{WINDOW}: cannot be computed again. N101")
    assert rest == ["Since the run: roster.csv removed."]


def test_what_people_did_since_is_no_difference_and_is_told(folder):
    act = Act(
        kind="override", window_id=WINDOW, school_id="maple", student_ref="S001", subject="S001",
        field="tier", old="1", new="3", reason="Seen in class", by="Ana Ortiz", at="2026-10-27",
        source="command",
    )  # fmt: skip
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append([act])
    found = verified(folder)
    assert found.is_equal
    assert found.causes == (
        "People have acted 1 times since; the next run shows it, this check does not.",
    )
    run_whole(folder.open())
    found = verified(folder)
    assert (found.is_equal, found.causes) == (True, ())


def test_a_later_run_of_the_window_before_is_told(folder):
    answer(folder, BEFORE, TOTALS | {"S001": 24})
    run_whole(folder.open(BEFORE))
    found = verified(folder)
    assert found.causes == (
        f"The window {BEFORE}, with which this one is compared, was run again.",
    )
    assert "run.json" in differing(found)


def test_an_alert_that_is_not_on_the_safety_list_is_no_equality(folder):
    (shown(folder) / SCHOOL / "safety.xlsx").unlink()
    found = verified(folder)
    assert found.comparison.differences == ()
    assert (found.alerts_missing, found.is_equal) == (1, False)
    assert "1 alerts are missing on the safety lists: run it again now." in lines_of(found)


def test_a_list_with_more_than_the_alerts_of_the_files_is_equal(folder):
    text = (folder.inbox() / "survey.csv").read_text().splitlines(keepends=True)
    folder.drop("survey.csv", "".join(line for line in text if not line.startswith(ALARMED)))
    run_whole(folder.open())
    assert ALARMED in REFS
    assert verified(folder).is_equal


@pytest.mark.parametrize("place", ["outbox", "outbox/.runs", "inbox/2026_autumn", "outbox/2031"])
def test_what_is_no_window_is_refused(once, place):
    with pytest.raises(DefinitionError):
        verify_outbox(once.path / place)


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_where_nothing_was_published_there_is_nothing_to_verify(folder, text):
    record = shown(folder) / "run.json"
    record.unlink()
    if text is not None:
        record.write_text(text)
    with pytest.raises(DefinitionError, match="nothing was published there"):
        verified(folder)


def test_while_a_run_holds_the_programme_nothing_is_copied(folder):
    with holding(folder.path), pytest.raises(ProgrammeBusyError):
        verified(folder)


def test_the_copy_is_complete_apart_and_goes_at_the_end(folder):
    run = folder.open()
    with aside(run.programme) as copy:
        assert (copy / "inbox").resolve() == (folder.path / "inbox").resolve()
        for name in ("warehouse.duckdb", "ledger.sqlite"):
            assert not (copy / name).is_symlink()
            assert (copy / name).stat().st_mode & 0o077 == 0
        assert not (copy / "outbox").exists()
        assert copy.stat().st_mode & 0o077 == 0
        assert json.loads((shown(folder) / "run.json").read_text())["acts_through"] == 0
    assert not copy.exists()


def test_what_a_broken_verification_left_is_removed_and_a_running_one_is_not(folder):
    left, running = folder.path / ".replay-left", folder.path / ".replay-running"
    for each in (left, running):
        each.mkdir()
        (each / LOCK).touch()
    with (running / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with aside(folder.open().programme):
            assert not left.exists()
            assert running.exists()
