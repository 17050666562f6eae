"""A safety list that comes back: what people filled in counts, and nothing else."""

import dataclasses
import datetime as dt

import openpyxl
import pytest
from alerts import MONDAY, ana, entry, unread_entry
from hypothesis import given, settings
from hypothesis import strategies as st
from returned_list import BACK, MIDNIGHT, SEEN, Returned

from screening.errors import RefusedDataError
from screening.intake.open_export import sha256
from screening.safety.done_by_people import closed, noted, taken
from screening.safety.returned import acts_of_returned, is_safety_workbook


@pytest.fixture
def returned(tmp_path) -> Returned:
    return Returned(tmp_path / "safety.xlsx")


def test_a_list_nobody_wrote_into_says_nothing(returned) -> None:
    assert returned.read() == ([], [])


def test_who_takes_a_row_is_written_down(returned) -> None:
    returned.fill("S001", Taken_by=" Ana Ortiz ")
    (act,), conflicts = returned.read()
    assert (act.kind, act.by, act.at, conflicts) == (
        *("alert_acknowledged", "Ana Ortiz", BACK.isoformat(), []),
    )
    assert act.source == sha256(returned.path)
    assert returned.states == {"S001": "acknowledged", "S002": "raised"}


@pytest.mark.parametrize("on", [SEEN, "2026-10-26 11:15", SEEN - dt.timedelta(microseconds=40)])
def test_who_has_seen_a_student_closes_the_alert(returned, on) -> None:
    returned.seen("S001", on=on)
    acts, conflicts = returned.read()
    assert [act.kind for act in acts] == ["alert_acknowledged", "alert_closed"]
    assert (acts[1].by, acts[1].new, conflicts) == ("Ana Ortiz", "2026-10-26 11:15", [])
    assert returned.states == {"S001": "closed", "S002": "raised"}


def test_everything_else_that_people_wrote_is_kept(returned) -> None:
    returned.seen("S001", Family_reached="yes, by phone", Handed_to="crisis team", Note="again Fri")
    returned.read()
    alert = next(each for each in returned.alerts if each.entry.student_ref == "S001")
    assert [alert.written(name) for name in ("family_reached", "handed_to", "note")] == [
        *("yes, by phone", "crisis team", "again Fri"),
    ]


def test_the_same_list_read_twice_says_nothing_new(returned) -> None:
    returned.seen("S001", Note="again Fri")
    returned.fill("S002", Taken_by="Ben Li")
    returned.read()
    assert returned.read() == ([], [])


def test_a_new_list_shows_what_was_written_and_sent_back_says_nothing_new(returned) -> None:
    returned.fill("S001", Taken_by="Ana Ortiz", Note="absent today")
    returned.seen("S002", by="Ben Li")
    returned.read()
    returned.issue()
    assert returned.read() == ([], [])
    returned.seen("S001")
    acts, conflicts = returned.read()
    assert ([act.kind for act in acts], conflicts) == (["alert_closed"], [])


def test_another_person_can_take_over(returned) -> None:
    returned.fill("S001", Taken_by="Ana Ortiz")
    returned.read()
    returned.issue()
    returned.fill("S001", Taken_by="Ben Li")
    (act,), _ = returned.read()
    assert (act.by, act.old) == ("Ben Li", "Ana Ortiz")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Seen_by": "Ana Ortiz"}, "needs a name, a date and a time"),
        ({"Seen on, time": SEEN}, "needs a name, a date and a time"),
        ({"Seen_by": "Ana Ortiz", "Seen on, time": "26/10 at noon"}, "needs a date and a time"),
        ({"Seen_by": "Ana Ortiz", "Seen on, time": "2026-10-26"}, "needs a date and a time"),
        ({"Seen_by": "Ana", "Seen on, time": MIDNIGHT}, "a date and a time"),
        ({"Seen_by": "Ana", "Seen on, time": "2027-10-26 11:15"}, "lies ahead"),
        ({"Seen_by": "pipeline", "Seen on, time": SEEN}, "a person's name"),
        ({"Seen_by": "=A1", "Seen on, time": "=NOW()"}, "needs a date and a time"),
        ({"Note": "who wrote this"}, "nobody is named"),
        ({"Taken_by": "Pipeline"}, "a person's name"),
        ({"Taken_by": "."}, "a person's name"),
    ],
)
def test_what_cannot_be_taken_is_listed_and_the_row_stays_open(returned, cells, why) -> None:
    returned.fill("S001", **cells)
    acts, (conflict,) = returned.read()
    assert acts == []
    assert why in conflict
    assert returned.states == {"S001": "raised", "S002": "raised"}


def test_what_is_right_in_a_row_is_taken_although_something_else_is_not(returned) -> None:
    returned.fill("S001", Taken_by="Ana Ortiz", Seen_by="Ana Ortiz", Note="absent")
    acts, conflicts = returned.read()
    assert [(act.kind, act.field) for act in acts] == [
        ("alert_acknowledged", ""),
        ("alert_acknowledged", "note"),
    ]
    assert len(conflicts) == 1


@pytest.mark.parametrize(
    "heading",
    ["Student_code", "Alert", "What", "Where_it_stands", "Grade,_class", "issued", "seal"],
)
def test_nothing_of_a_row_is_taken_whose_locked_cells_were_changed(returned, heading) -> None:
    returned.seen("S001")
    other = returned.alerts[1].alert_id if heading == "Alert" else "changed"
    returned.fill("S001", **{heading: other})
    acts, conflicts = returned.read()
    assert acts == []
    assert "locked were changed" in conflicts[0]


def test_entries_moved_beside_another_student_are_not_taken(returned) -> None:
    returned.seen("S001")
    book = openpyxl.load_workbook(returned.path)
    sheet = book["Today"]
    first, second = (row for row in sheet.iter_rows() if row[1].value in {"S001", "S002"})
    for one, other in zip(first[:7], second[:7], strict=True):
        one.value, other.value = other.value, one.value
    book.save(returned.path)
    acts, conflicts = returned.read()
    assert acts == []
    assert len(conflicts) == 2


def test_rows_that_are_missing_or_sorted_otherwise_change_nothing(returned) -> None:
    returned.seen("S002")
    book = openpyxl.load_workbook(returned.path)
    sheet = book["Today"]
    place = next(row[0].row for row in sheet.iter_rows() if row[1].value == "S001")
    sheet.delete_rows(place)
    sheet.title = "renamed"
    book.save(returned.path)
    acts, conflicts = returned.read()
    assert ([act.kind for act in acts][-1], conflicts) == ("alert_closed", [])
    assert returned.states == {"S001": "raised", "S002": "closed"}


def test_a_closed_alert_is_closed_by_nobody_else(returned) -> None:
    returned.book.keep(closed(returned.alerts[0], ana(), seen=MONDAY))
    returned.seen("S001", by="Ben Li")
    acts, (conflict,) = returned.read()
    assert acts == []
    assert "closed already, by Ana Ortiz" in conflict


def test_who_has_taken_a_row_stays_named(returned) -> None:
    returned.book.keep([taken(returned.alerts[0], ana())])
    returned.issue()
    returned.fill("S001", Taken_by=None)
    acts, (conflict,) = returned.read()
    assert acts == []
    assert "stays named" in conflict


def test_an_older_list_takes_nothing_back_that_was_written_since(returned) -> None:
    returned.book.keep([noted(returned.alerts[0], ana(), column="note", text="first")])
    returned.issue()
    returned.book.keep([noted(returned.alerts[0], ana(), column="note", text="second")])
    assert returned.read() == ([], [])
    returned.fill("S001", Note="third", Taken_by="Ben Li")
    acts, (conflict,) = returned.read()
    assert [act.field for act in acts] == [""]
    assert "since" in conflict
    assert returned.alerts[0].written("note") == "second"


def test_an_alert_that_nobody_knows_is_listed(returned) -> None:
    returned.seen("S001")
    returned.book.acts.clear()
    known = [each for each in returned.alerts if each.entry.student_ref == "S002"]
    _, (conflict,) = acts_of_returned(returned.path, alerts=known, received_at=BACK)
    assert "no such alert" in conflict.why
    assert (conflict.sheet, conflict.alert_id[:2], conflict.workbook) == (
        *("Today", "S-", "safety.xlsx"),
    )
    assert "S001" not in conflict.line()


def test_a_list_of_another_window_closes_nothing(returned) -> None:
    returned.seen("S001")
    others = [dataclasses.replace(each, window_id="2027_spring") for each in returned.alerts]
    acts, conflicts = acts_of_returned(returned.path, alerts=others, received_at=BACK)
    assert acts == []
    assert "no such alert" in conflicts[0].why


def test_of_two_schools_with_one_student_only_the_one_that_wrote_is_done(tmp_path) -> None:
    both = [entry(school_id=each, identity="identity unresolved") for each in ("maple", "oak")]
    returned = Returned(tmp_path / "safety.xlsx", entry())
    returned.seen("S001")
    returned.entries = both
    returned.read()
    assert {alert.school_id: alert.state for alert in returned.alerts} == {
        "maple": "closed",
        "oak": "raised",
    }


def test_a_file_nobody_had_read_is_closed_in_the_same_way(tmp_path) -> None:
    returned = Returned(tmp_path / "safety.xlsx", unread_entry(school_id="maple"))
    returned.seen("cannot be read")
    acts, conflicts = returned.read()
    assert ([act.kind for act in acts][-1], conflicts) == ("alert_closed", [])


def test_what_is_no_safety_list_is_refused_whole(tmp_path, returned) -> None:
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for path in (other, broken):
        assert not is_safety_workbook(path)
        with pytest.raises(RefusedDataError, match=path.name):
            acts_of_returned(path, alerts=[], received_at=BACK)
    assert is_safety_workbook(returned.path)


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(["Taken_by", "Seen_by", "Seen on, time", "Family_reached", "Note"]),
        st.one_of(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Z"])),
                  st.integers(-99, 99_999), st.datetimes(MIDNIGHT, SEEN)),
    )
)  # fmt: skip
def test_whatever_is_written_into_a_row_breaks_nothing_and_names_a_person_or_nobody(
    tmp_path_factory, cells
) -> None:
    returned = Returned(tmp_path_factory.mktemp("returned") / "safety.xlsx")
    returned.fill("S001", **cells)
    acts, conflicts = returned.read()
    assert all(any(map(str.isalpha, act.by)) for act in acts)
    assert {act.student_ref for act in acts} <= {"S001"}
    is_closed = any(act.kind == "alert_closed" for act in acts)
    assert is_closed == (returned.states["S001"] == "closed")
    if cells.get("Seen_by") and not is_closed and str(cells["Seen_by"]).strip():
        assert conflicts
