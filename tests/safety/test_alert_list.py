"""What was raised stays on a school's list until a person closes it, whatever else happens."""

import dataclasses
import datetime as dt

import pytest
from alerts import MONDAY, WINDOW_ID, Book, ana, entry, student, unread_entry

from screening.safety.alert_identity import alert_name
from screening.safety.alert_list import alerts_of
from screening.safety.done_by_people import closed, noted, taken

LATER = MONDAY + dt.timedelta(days=1)
SEEN = MONDAY + dt.timedelta(minutes=10)


def only(alerts):
    (alert,) = alerts
    return alert


def close(book: Book, alert) -> None:
    book.keep(closed(alert, ana(), seen=SEEN))


def test_an_alert_is_raised_once_however_often_it_is_looked_at() -> None:
    book = Book()
    first = only(book.look(entry()))
    again = only(book.look(entry(), at=LATER))
    assert (first.alert_id, first.state) == (again.alert_id, "raised")
    assert [act.kind for act in book.acts] == ["alert_raised"]
    assert again.listed_at == MONDAY.isoformat()


def test_its_id_has_ten_hexadecimal_digits() -> None:
    alert_id = only(Book().look(entry())).alert_id
    assert alert_id == alert_name(WINDOW_ID, "key of S001", "")
    assert len(alert_id) == 12
    assert int(alert_id.removeprefix("S-"), 16) >= 0


def test_an_alert_of_no_file_any_more_stays_and_says_so() -> None:
    book = Book()
    before = only(book.look(entry()))
    after = only(book.look(at=LATER))
    assert before.is_in_files
    assert not after.is_in_files
    assert dataclasses.replace(before, is_in_files=False) == after


def test_closed_it_stays_closed_whether_or_not_a_file_holds_it() -> None:
    book = Book()
    close(book, only(book.look(entry())))
    for entries in ([entry()], [], [entry(row=99, file="copy.csv")], [entry(consent="withdrawn")]):
        alert = only(book.look(*entries, at=LATER))
        assert (alert.state, alert.closing.by) == ("closed", "Ana Ortiz")


def test_state_goes_from_raised_to_acknowledged_to_closed() -> None:
    book = Book()
    alert = only(book.look(entry()))
    book.keep([taken(alert, ana())])
    alert = only(book.look(entry()))
    assert (alert.state, alert.acknowledgement.by) == ("acknowledged", "Ana Ortiz")
    book.keep(closed(alert, ana(name="Ben Li"), seen=SEEN))
    alert = only(book.look(entry()))
    assert (alert.state, alert.acknowledgement.by, alert.closing.by, alert.closing.new) == (
        *("closed", "Ana Ortiz", "Ben Li", "2026-10-26 09:40"),
    )


def test_a_note_takes_no_alert_and_the_last_one_counts() -> None:
    book = Book()
    alert = only(book.look(entry()))
    book.keep([noted(alert, ana(), column="note", text="absent today")])
    alert = only(book.look(entry()))
    assert (alert.state, alert.written("note"), alert.written("handed_to")) == (
        *("raised", "absent today", ""),
    )
    book.keep([noted(alert, ana(), column="note", text="back on Tuesday")])
    assert only(book.look(entry())).written("note") == "back on Tuesday"


def test_equal_answers_in_several_files_are_one_alert_that_tells_of_all() -> None:
    entries = [entry(), entry(file="copy.csv"), entry(file="copy.csv", row_state="file refused")]
    alert = only(Book().look(*entries))
    assert (alert.entry.file, alert.other_places) == ("autumn_self.csv", 1)
    assert alert.entry.row_state == "file refused"


def test_another_reason_is_another_alert() -> None:
    book = Book()
    close(book, only(book.look(entry(reason="unclear", key="unclear"))))
    alerts = book.look(entry(key="endorsed"))
    assert {alert.entry.reason: alert.state for alert in alerts} == {
        "endorsed": "raised",
        "unclear": "closed",
    }


def test_a_student_who_is_found_on_the_roster_later_moves_to_the_school() -> None:
    book = Book()
    unknown = only(book.look(entry(school_id=None, identity="identity unresolved")))
    known = only(book.look(entry(), at=LATER))
    assert (unknown.school_id, known.school_id) == ("unassigned", "maple")
    assert unknown.alert_id == known.alert_id
    assert [act.field for act in book.acts] == ["unassigned", "maple"]


def test_what_was_taken_before_a_student_was_found_is_taken() -> None:
    book = Book()
    book.keep([taken(only(book.look(entry(school_id=None))), ana())])
    assert only(book.look(entry())).state == "acknowledged"


def test_an_alert_of_no_file_goes_where_the_roster_says_and_else_stays() -> None:
    book = Book()
    book.look(entry(school_id=None, identity="identity unresolved", consent=None))
    found = only(book.look(students={"S001": (student("S001", "oak", consent="opted_out"),)}))
    assert (found.school_id, found.entry.consent, found.entry.identity) == (
        *("oak", "opted_out", "on roster"),
    )
    assert only(book.look(students={})).school_id == "oak"


def test_a_file_nobody_has_read_is_of_the_only_school_or_of_none() -> None:
    placed = [
        only(alerts_of([unread_entry()], [], window_id=WINDOW_ID, students={}, only_school=school))
        for school in ("maple", "unassigned")
    ]
    assert [alert.school_id for alert in placed] == ["maple", "unassigned"]


def claims(*schools: str):
    return [entry(school_id=school, identity="identity unresolved") for school in schools]


def states(alerts) -> dict[str, str]:
    return {alert.school_id: alert.state for alert in alerts}


def test_of_two_schools_that_claim_a_student_each_has_an_alert_of_its_own() -> None:
    book = Book()
    maple, oak = book.look(*claims("maple", "oak"))
    assert maple.alert_id != oak.alert_id
    close(book, maple)
    assert states(book.look(*claims("oak", "maple"))) == {"maple": "closed", "oak": "raised"}


def test_a_school_that_claimed_a_student_keeps_its_alert_when_the_roster_is_mended() -> None:
    book = Book()
    maple, _ = book.look(*claims("maple", "oak"))
    close(book, maple)
    after = book.look(entry(school_id="maple"))
    assert states(after) == {"maple": "closed", "oak": "raised"}
    assert {alert.school_id: alert.is_in_files for alert in after} == {"maple": True, "oak": False}


def test_closed_before_a_second_school_claimed_the_student_it_stays_closed() -> None:
    book = Book()
    close(book, only(book.look(entry())))
    assert set(states(book.look(*claims("maple", "oak"))).values()) == {"closed"}


def test_an_id_on_paper_is_known_after_a_second_school_claims_the_student() -> None:
    book = Book()
    on_paper = only(book.look(entry())).alert_id
    after = book.look(*claims("maple", "oak"))
    assert all(on_paper in alert.known_as for alert in after)
    assert on_paper not in {alert.alert_id for alert in after}


def test_acts_of_other_windows_and_of_other_kinds_are_passed_over() -> None:
    book = Book()
    alert = only(book.look(entry()))
    other = dataclasses.replace(taken(alert, ana()), window_id="2027_spring")
    book.keep([other, dataclasses.replace(taken(alert, ana()), kind="followup", field="status")])
    assert only(book.look(entry())).state == "raised"


def test_two_answers_whose_ids_begin_alike_get_ids_that_differ(monkeypatch) -> None:
    def alike(window_id: str, key: str, claim: str, *, digits: int = 10) -> str:
        name = alert_name(window_id, key, claim, digits=digits)
        return f"S-{'0' * 10}{name[12:]}"

    monkeypatch.setattr("screening.safety.alert_list.alert_name", alike)
    book = Book()
    book.look(entry("S001"))
    first, second = book.look(entry("S002"), entry("S001"))
    assert {first.alert_id, second.alert_id} > {f"S-{'0' * 10}"}
    assert first.alert_id != second.alert_id
    assert [each.alert_id for each in book.look(entry("S001"), entry("S002"))] == [
        *(second.alert_id, first.alert_id),
    ]


@pytest.mark.parametrize("missing", ["claim", "row_state", "roster_code"])
def test_a_ledger_without_a_field_that_came_later_is_read(missing) -> None:
    book = Book()
    book.look(entry())
    text = book.acts[0].new
    name = f'"{missing}": '
    start = text.index(name)
    end = text.index('"', text.index('"', start + len(name)) + 1) + 1
    shorter = text[:start] + text[end:].lstrip(", ")
    book.acts = [dataclasses.replace(book.acts[0], new=shorter.replace(", }", "}"))]
    assert only(book.look(entry())).alert_id == alert_name(WINDOW_ID, "key of S001", "")
