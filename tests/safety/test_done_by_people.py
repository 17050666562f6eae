"""Only a person takes or closes an alert: by name, with a time, and never the pipeline."""

import dataclasses
import datetime as dt

import pytest
from alerts import MONDAY, ZONE, Book, ana, entry

from screening.ledger.act import MACHINE
from screening.safety.done_by_people import Person, closed, noted, taken


@pytest.fixture
def alert():
    (found,) = Book().look(entry())
    return found


@pytest.mark.parametrize("name", ["", "   ", MACHINE, "Pipeline ", "123", "-", "a\nb", "x" * 81])
def test_a_name_that_is_nobodys_is_refused(name) -> None:
    with pytest.raises(ValueError, match="name"):
        Person(name, MONDAY, "command")


@pytest.mark.parametrize("name", ["Ana Ortiz", "Nguyễn Thị Ánh", "J. O'Neill-Li", "李"])
def test_a_persons_name_is_taken_as_written(alert, name) -> None:
    assert taken(alert, Person(f" {name} ", MONDAY, "command")).by == name


def test_no_act_of_people_can_be_made_in_the_pipelines_name(alert) -> None:
    for act in [taken(alert, ana()), *closed(alert, ana(), seen=MONDAY)]:
        with pytest.raises(ValueError, match="only a person"):
            dataclasses.replace(act, by=MACHINE)
        with pytest.raises(ValueError, match="only a person"):
            dataclasses.replace(act, at="")


def test_closing_says_who_met_the_student_and_when(alert) -> None:
    implied, act = closed(alert, ana(), seen=MONDAY)
    assert (act.kind, act.by, act.new) == ("alert_closed", "Ana Ortiz", "2026-10-26 09:30")
    assert act.at == "2026-10-26T09:50:00-05:00"
    assert (implied.kind, implied.by, implied.at) == (
        *("alert_acknowledged", "Ana Ortiz", "2026-10-26T09:30:00-05:00"),
    )


def test_what_a_person_had_taken_is_not_taken_again_by_closing(alert) -> None:
    mine = dataclasses.replace(alert, acts=(*alert.acts, taken(alert, ana())))
    assert [act.kind for act in closed(mine, ana(name="Ben Li"), seen=MONDAY)] == ["alert_closed"]


def test_nothing_is_closed_twice_and_nobody_is_seen_in_the_future(alert) -> None:
    done = dataclasses.replace(alert, acts=(*alert.acts, *closed(alert, ana(), seen=MONDAY)))
    with pytest.raises(ValueError, match="closed already, by Ana Ortiz"):
        closed(done, ana(name="Ben Li"), seen=MONDAY)
    with pytest.raises(ValueError, match="lies ahead"):
        closed(alert, ana(MONDAY), seen=MONDAY + dt.timedelta(minutes=1))


def test_a_year_that_slipped_closes_nothing(alert) -> None:
    with pytest.raises(ValueError, match="long before the list"):
        closed(alert, ana(), seen=MONDAY - dt.timedelta(days=365))
    assert closed(alert, ana(), seen=MONDAY - dt.timedelta(days=20))


def test_an_act_names_window_school_student_and_alert(alert) -> None:
    act = noted(alert, ana(), column="note", text=" absent \n" + "x" * 900)
    assert (act.window_id, act.school_id, act.student_ref, act.subject) == (
        *("2026_autumn", "maple", "S001", alert.alert_id),
    )
    assert act.new.startswith("absent")
    assert len(act.new) == 500


def test_a_time_is_kept_with_its_offset_from_utc(alert) -> None:
    winter = dt.datetime(2026, 12, 1, 8, 0, tzinfo=ZONE)
    assert taken(alert, ana(winter)).at == "2026-12-01T08:00:00-06:00"
