"""What is on a safety list is written down, and nothing keeps a list from being written."""

import datetime as dt
import multiprocessing
import sqlite3
import stat
from contextlib import closing

import openpyxl
from alerts import ZONE
from programme_builder import TODAY, WINDOW, mood_of, survey_row

from screening.ledger import store
from screening.ledger.store import open_ledger, read_acts
from screening.run.alert_acts import act_on
from screening.run.alerts import alerts_of_run, any_unread, held_students, kept_alerts, look_at
from screening.run.safety import renew_lists, write_safety_lists
from screening.safety.done_by_people import Person, closed, taken

NOW = dt.datetime.combine(TODAY, dt.time(9, 30), ZONE)


def endorsing(ref: str, *, critical: object = 2):
    return survey_row(ref, mood=mood_of(0, critical=critical))


def list_of(folder, school: str = "maple", name: str = "safety.xlsx"):
    return folder.path / "outbox" / WINDOW / "schools" / school / name


def codes_on(folder, sheet: str, school: str = "maple") -> set[str]:
    rows = openpyxl.load_workbook(list_of(folder, school))[sheet].iter_rows(values_only=True)
    return {row[1] for row in rows if row[1] and str(row[1]).startswith("S0")}


def said_on(folder) -> str:
    rows = openpyxl.load_workbook(list_of(folder))["Today"].iter_rows(values_only=True)
    return " ".join(str(row[0]) for row in rows if row[0])


def listed(folder, now: dt.datetime = NOW) -> list[str]:
    """Renew the lists; return what was said."""
    said: list[str] = []
    renew_lists(folder.path, window_id=WINDOW, now=now, told=said.append)
    return said


def acts(folder):
    return read_acts(folder.path / "ledger.sqlite")


def close(folder, *refs: str, by: str = "Ana Ortiz") -> None:
    alerts = kept_alerts(folder.open().programme)
    ids = [each.alert_id for each in alerts if each.entry.student_ref in refs]
    who = Person(by, NOW + dt.timedelta(hours=1), "command")
    act_on(
        folder.path,
        ids,
        who,
        deed=lambda alert, person: closed(alert, person, seen=NOW),
        told=lambda _line: None,
    )


def test_a_run_raises_every_alert_once_and_a_second_run_none(folder) -> None:
    folder.survey(endorsing("S001"), endorsing("S002", critical="x"), survey_row("S003"))
    write_safety_lists(folder.open(), now=NOW)
    write_safety_lists(folder.open(), now=NOW + dt.timedelta(days=1))
    assert sorted((act.student_ref, act.kind, act.by, act.at) for act in acts(folder)) == [
        (ref, "alert_raised", "pipeline", "2026-10-26T09:30:00-05:00") for ref in ("S001", "S002")
    ]


def test_without_a_time_an_alert_is_raised_in_the_first_moment_of_the_day(folder) -> None:
    folder.survey(endorsing("S001"))
    write_safety_lists(folder.open())
    assert [act.at for act in acts(folder)] == ["2026-10-26T00:00:00-05:00"]


def test_the_ledger_is_readable_by_its_owner_only(folder) -> None:
    folder.survey(endorsing("S001"))
    listed(folder)
    assert stat.S_IMODE((folder.path / "ledger.sqlite").stat().st_mode) == 0o600


def test_nobody_on_a_list_leaves_no_list_and_no_ledger(folder) -> None:
    folder.survey(survey_row("S001"))
    assert listed(folder) == []
    assert not list_of(folder).exists()
    assert not (folder.path / "ledger.sqlite").exists()


def test_when_a_file_is_taken_away_its_alerts_stay_on_the_list(folder) -> None:
    path = folder.survey(endorsing("S001"))
    listed(folder)
    path.unlink()
    listed(folder)
    assert codes_on(folder, "Today") == {"S001"}


def test_what_people_do_is_on_the_list_at_once(folder) -> None:
    folder.survey(endorsing("S001"), endorsing("S002"), endorsing("S003"))
    listed(folder)
    alerts = {each.entry.student_ref: each for each in kept_alerts(folder.open().programme)}
    who = Person("Ana Ortiz", NOW, "command")
    act_on(
        folder.path,
        [alerts["S001"].alert_id],
        who,
        deed=lambda alert, person: [taken(alert, person)],
        told=lambda _line: None,
    )
    close(folder, "S002")
    sheets = {name: codes_on(folder, name) for name in ("Today", "Taken", "Closed")}
    assert sheets == {"Today": {"S003"}, "Taken": {"S001"}, "Closed": {"S002"}}


def test_a_closed_alert_stays_closed_in_every_later_run(folder) -> None:
    folder.survey(endorsing("S001"))
    listed(folder)
    close(folder, "S001")
    folder.survey(endorsing("S001"), survey_row("S002"), name="survey_again.csv")
    write_safety_lists(folder.open(), now=NOW + dt.timedelta(days=1))
    assert (codes_on(folder, "Closed"), codes_on(folder, "Today")) == ({"S001"}, set())


def test_letters_wait_until_a_person_has_closed_the_alert(folder) -> None:
    path = folder.survey(endorsing("S001"), endorsing("S002", critical=""))
    listed(folder)
    path.unlink()
    assert held_students(alerts_of_run(folder.open())) == {"S001"}
    close(folder, "S001")
    assert held_students(alerts_of_run(folder.open())) == set()


def test_what_a_person_does_after_a_run_began_changes_nothing_in_it(folder) -> None:
    folder.survey(endorsing("S001"))
    listed(folder)
    run = folder.open()
    close(folder, "S001")
    assert held_students(alerts_of_run(run)) == {"S001"}
    assert held_students(alerts_of_run(folder.open())) == set()


def test_an_unread_file_holds_letters_until_a_person_has_closed_it(folder) -> None:
    path = folder.drop("survey.csv", b"\x00")
    listed(folder)
    path.unlink()
    assert any_unread(alerts_of_run(folder.open()))
    close(folder, "")
    assert not any_unread(alerts_of_run(folder.open()))


def test_with_a_damaged_ledger_the_list_is_written_says_so_and_keeps_the_last_good_one(
    folder,
) -> None:
    first = folder.survey(endorsing("S001"))
    listed(folder)
    whole = (folder.path / "ledger.sqlite").read_bytes()
    (folder.path / "ledger.sqlite").write_bytes(b"no ledger" * 2000)
    first.unlink()
    folder.survey(endorsing("S002"), name="survey_2.csv")
    (line,) = listed(folder)
    assert "WRITTEN, BUT NOT KEPT" in line
    assert codes_on(folder, "Today") == {"S002"}
    assert "could not be joined" in said_on(folder)
    before = openpyxl.load_workbook(list_of(folder, name="safety_before.xlsx"))["Today"]
    assert "S001" in {row[1] for row in before.iter_rows(values_only=True)}
    (folder.path / "ledger.sqlite").write_bytes(whole)
    assert listed(folder) == []
    assert codes_on(folder, "Today") == {"S001", "S002"}
    assert not list_of(folder, name="safety_before.xlsx").exists()


def test_a_damaged_ledger_takes_away_no_list_of_nobody(folder) -> None:
    path = folder.survey(endorsing("S001"))
    listed(folder)
    (folder.path / "ledger.sqlite").write_bytes(b"no ledger" * 2000)
    path.unlink()
    listed(folder)
    assert list_of(folder, name="safety_before.xlsx").exists()


def _write_without_end(path, is_writing, may_end) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("begin exclusive")
    is_writing.set()
    may_end.wait(60)


def test_while_somebody_else_writes_the_list_is_written_and_the_next_look_keeps_it(
    folder, monkeypatch
) -> None:
    folder.survey(endorsing("S001"))
    listed(folder)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    is_writing, may_end = multiprocessing.Event(), multiprocessing.Event()
    ledger = folder.path / "ledger.sqlite"
    writer = multiprocessing.Process(target=_write_without_end, args=(ledger, is_writing, may_end))
    writer.start()
    try:
        assert is_writing.wait(60)
        folder.survey(endorsing("S002"), name="survey_2.csv")
        (line,) = listed(folder)
        assert "somebody else is writing" in line
        assert codes_on(folder, "Today") == {"S001", "S002"}
    finally:
        may_end.set()
        writer.join()
    assert listed(folder) == []
    assert sorted(act.student_ref for act in acts(folder)) == ["S001", "S002"]


def test_a_list_that_cannot_be_kept_is_there_all_the_same(folder) -> None:
    folder.survey(endorsing("S001"))
    ledger = folder.path / "ledger.sqlite"
    with open_ledger(ledger):
        pass
    with closing(sqlite3.connect(ledger)) as connection:
        full = "create trigger full before insert on act begin select raise(abort, 'full'); end"
        connection.execute(full)
    (line,) = listed(folder)
    assert "BUT NOT KEPT" in line
    assert codes_on(folder, "Today") == {"S001"}
    assert acts(folder) == []


def test_alerts_of_a_school_that_the_settings_lost_are_on_the_list_of_no_school(folder) -> None:
    path = folder.survey(endorsing("S001"))
    listed(folder)
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text().replace('"maple"', '"elm"'))
    path.unlink()
    folder.roster("S001", school_id="elm")
    (folder.inbox() / "roster.csv").write_text("nobody\n")
    listed(folder)
    assert codes_on(folder, "Today", "unassigned") == {"S001"}


def test_a_list_that_a_run_publishes_over_is_written_into_what_is_shown_then(
    folder, monkeypatch
) -> None:
    folder.survey(endorsing("S001"))
    listed(folder)
    run = folder.open()
    written = []

    def published_meanwhile(*arguments, **named):
        if not written:
            written.append(run.outbox.start())
            run.outbox.publish()
        return look_at(*arguments, **named)

    monkeypatch.setattr("screening.run.safety.look_at", published_meanwhile)
    listed(folder)
    assert codes_on(folder, "Today") == {"S001"}
