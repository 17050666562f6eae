"""Whatever becomes of a file, an answer is one alert: never two, never none, never open again."""

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from programme_builder import SURVEY_HEADER, Folder, csv_text, mood_of, survey_row, write_sheets
from programme_texts import SURVEY

from screening.ledger.store import open_ledger, read_acts
from screening.programme.load import load_programme
from screening.run.alerts import kept_alerts, look_at
from screening.safety.alert_list import raised
from screening.safety.done_by_people import Person, closed

FORMATS = '["%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]'
TIMED = SURVEY.replace('["%Y-%m-%d"]', FORMATS)
REFS = ("S001", "S002", "S003")
TIMES = ("2026-10-06 09:15", "2026-10-06 14:05", "2026-10-07 09:15", "2026-10-06", "", "soon")
AT = dt.datetime(2026, 10, 26, 9, 30, tzinfo=dt.UTC)
answers = st.tuples(
    st.sampled_from(REFS),
    st.sampled_from(TIMES),
    st.sampled_from([0, 1, 3, "", "x"]),
    st.sampled_from([1, 5]),
)


class Watched:
    """A programme whose inbox is looked at again and again, and whose ledger is real."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path, schools=("maple", "oak"), layouts={"survey": TIMED})
        self.folder.roster(*REFS)
        self.programme = load_programme(path)
        self.window = self.programme.window("2026_autumn")

    def look(self):
        """Return the alerts after they were looked at and what is new was kept."""
        new = raised(look_at(self.programme, self.window).alerts, at=AT.isoformat())
        with open_ledger(self.programme.ledger) as ledger:
            ledger.append(new)
        return look_at(self.programme, self.window).alerts

    def close(self, alerts) -> None:
        who = Person("Ana Ortiz", AT, "command")
        with open_ledger(self.programme.ledger) as ledger:
            ledger.append([act for each in alerts for act in closed(each, who, seen=AT)])

    def empty(self) -> None:
        """Take away every export and the ledger; the roster stays."""
        for path in self.folder.inbox().iterdir():
            if path.name != "roster.csv":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.programme.ledger.unlink(missing_ok=True)

    def drop(self, rows, name: str = "survey.csv") -> Path:
        return self.folder.drop(name, csv_text(SURVEY_HEADER, map(row_of, rows)))


def row_of(answer) -> list[object]:
    ref, time, critical, total = answer
    return survey_row(ref, mood=mood_of(total, critical=critical), on=time)


def needs_somebody(answer) -> bool:
    return answer[2] != 0


@pytest.fixture(scope="module")
def shared():
    with tempfile.TemporaryDirectory() as folder:
        yield Watched(Path(folder) / "programme")


@pytest.fixture
def watched(tmp_path) -> Watched:
    return Watched(tmp_path / "programme")


@settings(max_examples=120)
@given(st.lists(answers, max_size=9), st.data())
def test_a_cumulative_export_raises_every_answer_once_in_whatever_order_and_file(
    shared, given_answers, data
) -> None:
    shared.empty()
    ids: set[str] = set()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(given_answers)), max_size=3)))
    for step, cut in enumerate([*cuts, len(given_answers)]):
        rows = data.draw(st.permutations(given_answers[:cut]))
        if data.draw(st.booleans(), label="the export before is taken away"):
            for path in shared.folder.inbox().glob("survey*"):
                path.unlink()
        shared.drop(rows, f"survey_{step}.csv")
        alerts = shared.look()
        expected = sum(map(needs_somebody, given_answers[:cut]))
        assert len(alerts) == len({alert.alert_id for alert in alerts}) == expected
        assert ids <= {alert.alert_id for alert in alerts}
        ids = {alert.alert_id for alert in alerts}


@settings(max_examples=60)
@given(st.lists(answers.filter(needs_somebody), min_size=1, max_size=5), st.data())
@example([("S001", "", 3, 1), ("S001", "", 3, 1)], None)
def test_what_a_person_has_closed_is_open_never_again(shared, given_answers, data) -> None:
    shared.empty()
    shared.drop(given_answers)
    before = shared.look()
    chosen = before if data is None else [each for each in before if data.draw(st.booleans())]
    shared.close(chosen)
    shared.drop(given_answers[::-1], "survey_again.csv")
    if data is None or data.draw(st.booleans()):
        (shared.folder.inbox() / "survey.csv").unlink()
    after = {alert.alert_id: alert.state for alert in shared.look()}
    assert after == {each.alert_id: "closed" if each in chosen else "raised" for each in before}


@pytest.mark.parametrize(
    "second",
    [
        ("S001", "2026-10-06 14:05", 3, 1),
        ("S001", "2026-10-06 09:15:30", 3, 1),
        ("S001", "2026-10-07", 3, 1),
        ("S002", "2026-10-06 09:15", 3, 1),
        ("S001", "2026-10-06 09:15", "x", 1),
    ],
)
def test_a_new_answer_in_another_file_is_a_new_alert(watched, second) -> None:
    watched.drop([("S001", "2026-10-06 09:15", 3, 1)], "survey_1.csv")
    watched.close(watched.look())
    watched.drop([second], "survey_2.csv")
    assert sorted(alert.state for alert in watched.look()) == ["closed", "raised"]


@pytest.mark.parametrize("time", ["2026-10-06", "", "soon"])
def test_where_no_time_of_day_tells_forms_apart_their_answers_do(watched, time) -> None:
    watched.drop([("S001", time, 3, 1)], "survey_1.csv")
    watched.drop([("S001", time, 3, 5)], "survey_2.csv")
    watched.drop([("S001", time, 3, 1)], "survey_3.csv")
    assert len(watched.look()) == 2


def test_with_a_time_of_day_a_typing_error_mended_elsewhere_on_the_form_is_no_new_alert(
    watched,
) -> None:
    watched.drop([("S001", "2026-10-06 09:15", 3, 1)])
    watched.close(watched.look())
    watched.drop([("S001", "2026-10-06 09:15", 3, 5)])
    assert [alert.state for alert in watched.look()] == ["closed"]


def test_the_same_time_written_otherwise_is_the_same_time(watched) -> None:
    watched.drop([("S001", "2026-10-06 14:05", 3, 1)], "survey_1.csv")
    watched.drop([("S001", "10/06/2026 02:05 PM", 3, 1)], "survey_2.csv")
    watched.drop([("S001", "2026-10-06 14:05:00", 3, 1)], "survey_3.csv")
    (alert,) = watched.look()
    assert alert.other_places == 2


def test_the_same_export_as_a_workbook_raises_nothing_again(watched) -> None:
    rows = [("S001", "2026-10-06 14:05", 3, 1), ("S002", "", "x", 5)]
    watched.drop(rows)
    watched.close(watched.look())
    (watched.folder.inbox() / "survey.csv").unlink()
    sheet = [SURVEY_HEADER, *map(row_of, rows)]
    write_sheets(watched.folder.inbox() / "survey.xlsx", {"Answers": sheet})
    assert [alert.state for alert in watched.look()] == ["closed", "closed"]


def test_two_equal_rows_of_one_file_are_two_answers_and_a_third_is_a_new_one(watched) -> None:
    row = ("S001", "2026-10-06 09:15", 3, 1)
    watched.drop([row, row])
    watched.close(watched.look())
    watched.drop([row, row, row], "survey_again.csv")
    assert sorted(alert.state for alert in watched.look()) == ["closed", "closed", "raised"]


def test_consent_school_and_state_of_the_row_change_nothing(watched) -> None:
    row = ("S001", "2026-10-06 09:15", 3, 1)
    watched.drop([row])
    (before,) = watched.look()
    watched.folder.roster("S001", consent="withdrawn", school_id="oak")
    watched.drop([row, ("S001", "2026-10-06 09:15", 0, 1)])
    (after,) = watched.look()
    assert (after.alert_id, after.school_id, after.entry.consent) == (
        *(before.alert_id, "oak", "withdrawn"),
    )


def test_a_row_nobody_could_read_is_known_by_its_cells(watched) -> None:
    folder = watched.folder
    ragged = row_of(("S001", "2026-10-06", 3, 1))[:-1]
    whole = row_of(("S002", "2026-10-06", 0, 1))
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, [ragged]))
    watched.close(watched.look())
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, [whole, ragged]))
    assert [alert.state for alert in watched.look()] == ["closed"]
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, [whole, ragged, ragged]))
    assert sorted(alert.state for alert in watched.look()) == ["closed", "raised"]


def test_a_file_nobody_could_read_is_known_by_its_content(watched) -> None:
    path = watched.folder.drop("survey.csv", b"\x00\x01")
    watched.close(watched.look())
    path.rename(path.with_name("survey_renamed.csv"))
    watched.folder.drop("mystery.bin", b"\x00\x01")
    assert [alert.state for alert in watched.look()] == ["closed"]
    watched.folder.drop("survey_renamed.csv", b"\x00\x02")
    assert sorted(alert.state for alert in watched.look()) == ["closed", "raised"]


def test_a_file_that_is_read_at_last_keeps_its_alert_until_a_person_closes_it(watched) -> None:
    name = "student_answers.csv"
    watched.folder.drop(name, csv_text(SURVEY_HEADER, [row_of(("S001", "2026-10-06", 3, 1))]))
    (unread,) = watched.look()
    assert (unread.entry.reason, unread.is_in_files) == ("not_read", True)
    (watched.folder.inbox() / name).rename(watched.folder.inbox() / "survey.csv")
    found = {alert.entry.reason: alert for alert in watched.look()}
    assert {reason: alert.is_in_files for reason, alert in found.items()} == {
        "not_read": False,
        "endorsed": True,
    }
    watched.close([found["not_read"]])
    assert {alert.entry.reason: alert.state for alert in watched.look()} == {
        "not_read": "closed",
        "endorsed": "raised",
    }


def test_the_ledger_alone_knows_every_alert(watched) -> None:
    watched.drop([("S001", "2026-10-06", 3, 1), ("S009", "2026-10-06", "x", 1)])
    shown = [(each.alert_id, each.school_id, each.state) for each in watched.look()]
    watched.close(watched.look()[:1])
    kept = [(each.alert_id, each.school_id, each.state) for each in kept_alerts(watched.programme)]
    assert kept == [(*shown[0][:2], "closed"), shown[1]]


def test_the_ledger_holds_neither_the_answer_nor_the_other_answers_of_the_form(watched) -> None:
    watched.drop([("S001", "2026-10-06 09:15", "zorblax", 5)])
    watched.look()
    (act,) = read_acts(watched.programme.ledger)
    assert "zorblax" not in act.new
    assert set(json.loads(act.new)) == {
        "claim", "class_id", "consent", "file", "grade", "identity", "instrument_id", "item_id",
        "key", "reason", "recorded_at", "roster_code", "row", "row_state", "school_id",
        "student_ref", "what",
    }  # fmt: skip
