"""One student erased from everything kept: proved, finished after any crash, and never back."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from programme_builder import BEFORE, WINDOW, Folder, mood_of, survey_row
from programme_run import keep_window, run_whole, tree

from flows import erase_student as erasing
from flows.commands.erase import lines_of
from flows.erase_student import erase_student
from flows.run_window import holding
from flows.verify_outbox import verify_outbox
from screening.erasure.erased import erased_in
from screening.erasure.marks import Marks
from screening.erasure.search import search
from screening.errors import ProgrammeBusyError, RefusedDataError, ScreeningError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger, read_acts
from screening.run.alerts import kept_alerts
from screening.run.safety import write_safety_lists
from screening.warehouse import open_warehouse

GONE, BESIDE, ALARMED = "S00A", "S00A7", "S003"
"""Who is erased; another whose code begins alike; who has a critical item."""
REFS = [*(f"S{number:03d}" for number in range(10)), GONE, BESIDE]
NOW = dt.datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("America/Chicago"))
PATTERN = ('student_ref_pattern = "^S[0-9]{3}$"', 'student_ref_pattern = "^S[0-9A-Z]{3,4}$"')


def drop(folder: Folder, window: str, on: str, *, refs=REFS, alarmed=(ALARMED,)) -> None:
    folder.roster(*refs, window=window)
    rows = [
        survey_row(
            ref,
            mood=mood_of(24 if ref == GONE else place, critical=int(ref in alarmed)),
            on=on,
        )
        for place, ref in enumerate(refs)
    ]
    folder.survey(*rows, window=window)


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Folder:
    """An earlier window kept, the newest published; an act of a person about the student."""
    folder = Folder(tmp_path_factory.mktemp("erase") / "programme", schools=("maple",))
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text().replace(*PATTERN))
    drop(folder, BEFORE, "2026-04-06")
    drop(folder, WINDOW, "2026-10-06")
    keep_window(folder.open(BEFORE))
    act = Act(
        kind="override", window_id=WINDOW, school_id="maple", student_ref=GONE, subject=GONE,
        field="tier", old="3", new="2", reason="Seen in class", by="Ana Ortiz",
        at="2026-10-27", source="command",
    )  # fmt: skip
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append([act])
    run_whole(folder.open())
    return folder


@pytest.fixture
def folder(once, tmp_path) -> Folder:
    """The same in a folder that the test may change."""
    return once.copied_to(tmp_path / "programme")


def erase(folder, ref=GONE, **changes):
    return erase_student(folder.path, ref, **{"by": "Ana Ortiz", "now": NOW} | changes)


def traces(folder, ref=GONE) -> list[str]:
    """Return every file outside the inbox that names a student, found without the command."""
    marks = Marks((ref,), (BESIDE,) if ref == GONE else ())
    places = {each.name: each for each in folder.path.iterdir() if each.name != "inbox"}
    return list(search(places, marks, root=folder.path).files_found)


def cells(folder) -> str:
    """Return every cell of the warehouse as text."""
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        names = warehouse.rows("select table_name from duckdb_tables() order by all")
        return str([warehouse.rows(f'from "{name}"') for (name,) in names])


def test_before_an_erasure_the_student_is_everywhere(once):
    assert f"'{GONE}'" in cells(once)
    found = {name.rpartition("/")[2] for name in traces(once)}
    assert {"ledger.sqlite", "referrals.xlsx", "manifest.csv"} <= found


def test_an_erasure_leaves_no_trace_of_one_and_everything_of_the_others(folder):
    done = erase(folder)
    assert done.searched.is_clean
    assert traces(folder) == []
    assert f"'{GONE}'" not in cells(folder)
    assert f"'{BESIDE}'" in cells(folder)
    assert traces(folder, BESIDE) != []
    assert (done.windows, done.files_removed) == ((WINDOW,), ())
    assert done.rows > 10
    assert done.acts >= 1
    dropped = ("roster.csv", "survey.csv")
    assert set(done.in_inbox) == {f"inbox/{w}/{name}" for w in (BEFORE, WINDOW) for name in dropped}
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        rows = warehouse.rows(
            "select window_id, count(distinct student_ref) from kept_tier group by all order by all"
        )
    assert rows == [(WINDOW, len(REFS) - 1), (BEFORE, len(REFS) - 1)]
    assert verify_outbox(folder.path / "outbox" / WINDOW).is_equal

    again = erase(folder, now=NOW + dt.timedelta(days=1))
    assert (again.rows, again.acts, again.searched.found) == (0, 0, ())


def test_the_lines_say_what_was_searched_and_name_nobody(folder):
    (folder.path / ".orchestrator").mkdir()
    (folder.path / ".orchestrator" / "prefect.db").write_bytes(b"flow runs")
    lines = lines_of(erase(folder))
    text = "\n".join(lines)
    for place in ("warehouse", "ledger", "outboxes", "orchestrator"):
        assert any(line.startswith(f"Searched: {place}: ") for line in lines)
    assert "Found: 0." in lines
    assert text.count("Still in the inbox, remove it there yourself: ") == 4
    assert GONE not in text


def test_the_record_of_an_erasure_names_who_erased_and_nobody_else(folder):
    done = erase(folder)
    acts = read_acts(folder.path / "ledger.sqlite", kinds=("erased",))
    assert [act.field for act in acts] == ["student", "proof"]
    assert {(act.by, act.at[:10], act.student_ref) for act in acts} == {
        ("Ana Ortiz", "2026-11-02", "")
    }
    assert json.loads(acts[-1].new) == done.counts
    assert GONE not in str(acts)


def test_the_files_in_the_inbox_bring_nobody_back_and_stay_as_they_are(folder):
    before = tree(folder.path / "inbox")
    erase(folder)
    shown = run_whole(folder.open(today=NOW.date()))
    record = json.loads((shown / "run.json").read_text())
    (file,) = record["files"]
    fates = [file[f"rows_{name}"] for name in ("read", "scored", "set_aside", "left_out")]
    assert fates == [len(REFS), len(REFS) - 1, 0, 1]
    assert sum(record["students"].values()) == len(REFS) - 1
    run_whole(folder.open(BEFORE, today=NOW.date()))
    assert traces(folder) == []
    assert tree(folder.path / "inbox") == before


def test_nobody_elses_date_or_deadline_moves(folder):
    run = json.loads((folder.path / f"outbox/{WINDOW}/run.json").read_text())
    erase(folder)
    again = json.loads((folder.path / f"outbox/{WINDOW}/run.json").read_text())
    assert again["as_of"] == run["as_of"]
    assert folder.open(today=NOW.date()).as_of.isoformat() == run["as_of"]


def close(folder, ref):
    """Close every alert of a student, as a person does."""
    acts = [
        Act(
            kind="alert_closed", window_id=alert.window_id, school_id=alert.school_id,
            student_ref=alert.entry.student_ref, subject=alert.alert_id, by="Ana Ortiz",
            at="2026-10-27T10:00:00-05:00", source="command",
        )
        for alert in kept_alerts(folder.open().programme)
        if alert.entry.student_ref == ref
    ]  # fmt: skip
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append(acts)
    return [act.subject for act in acts]


def test_with_an_open_alert_nothing_is_erased_and_once_closed_it_does_not_come_back(folder):
    write_safety_lists(folder.open(BEFORE))
    before = traces(folder, ALARMED), len(read_acts(folder.path / "ledger.sqlite"))
    with pytest.raises(RefusedDataError, match="2 safety alerts of this student are open") as found:
        erase(folder, ALARMED)
    assert ALARMED not in found.value.message
    assert (traces(folder, ALARMED), len(read_acts(folder.path / "ledger.sqlite"))) == before

    ids = close(folder, ALARMED)
    assert len(ids) == 2
    assert erase(folder, ALARMED).searched.is_clean
    for name in (ALARMED, *ids):
        assert traces(folder, name) == []
    run_whole(folder.open(today=NOW.date()))
    assert traces(folder, ALARMED) == []

    # A new answer is no old alert: whoever was erased is a child all the same.
    rows = [survey_row(ALARMED, mood=mood_of(3, critical=2), on="2026-10-30")]
    folder.survey(*rows, name="survey_new.csv")
    run_whole(folder.open(today=NOW.date()))
    shown = {name for name in traces(folder, ALARMED) if name.endswith("safety.xlsx")}
    assert len(shown) == 1


@pytest.mark.parametrize("ref", ["S999", "S00", "00A", "s00a", ""])
def test_a_code_that_nobody_has_is_no_success(once, ref):
    before = read_acts(once.path / "ledger.sqlite")
    with pytest.raises(RefusedDataError, match="Nobody has this code"):
        erase(once, ref)
    assert read_acts(once.path / "ledger.sqlite") == before


def test_while_a_run_holds_the_programme_nothing_is_erased(once):
    with holding(once.path), pytest.raises(ProgrammeBusyError):
        erase(once)
    assert not erased_in(once.path / "ledger.sqlite").has(GONE)


STEPS = (
    "_forget_rows", "_make_again", "_tidy", "rewrite_warehouse", "_remove_naming", "_search",
    "_record",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_broken_off_at_any_step_calling_it_again_finishes(folder, monkeypatch, step):
    calls = []

    def broken(*_, **__):
        calls.append(step)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as breaking:
        breaking.setattr(erasing, step, broken)
        with pytest.raises(OSError, match="No space"):
            erase(folder)
    assert calls == [step]
    assert erased_in(folder.path / "ledger.sqlite").has(GONE)
    assert erase(folder).searched.is_clean
    assert traces(folder) == []


def test_a_window_that_cannot_be_made_again_stops_it_and_loses_no_list(folder):
    roster = folder.inbox() / "roster.csv"
    text = roster.read_text()
    roster.write_text("broken")
    shown = {name for name in tree(folder.path / "outbox") if "referrals" in name}
    with pytest.raises(ScreeningError):
        erase(folder)
    assert {name for name in tree(folder.path / "outbox") if "referrals" in name} >= shown
    roster.write_text(text)
    assert erase(folder).searched.is_clean


def test_of_a_window_whose_inbox_is_gone_the_files_that_name_the_student_are_removed(folder):
    for path in (folder.inbox() / "roster.csv", folder.inbox() / "survey.csv"):
        path.unlink()
    folder.inbox().rmdir()
    there = tree(folder.path / "outbox")
    done = erase(folder)
    assert done.searched.is_clean
    assert done.windows == ()
    assert any(name.endswith("schools/maple/referrals.xlsx") for name in done.files_removed)
    left = tree(folder.path / "outbox")
    assert {f"outbox/{name}" for name in there.keys() - left.keys()} == set(done.files_removed)
    assert left.items() <= there.items()


def test_a_trace_that_we_did_not_write_is_found_and_named(folder):
    note = folder.path / "my notes.txt"
    note.write_text(f"{GONE} asked for this")
    (folder.path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = erase(folder)
    assert done.searched.found == ("my notes.txt",)
    assert not done.searched.is_clean
    lines = lines_of(done)
    assert "FOUND: my notes.txt" in lines
    assert any(line.startswith("NOT LOOKED INTO: locked.xlsx") for line in lines)
    assert any("NOT proved" in line for line in lines)
