"""Who is told of a safety list, when, how often, and that a message says nothing of anybody."""

import datetime as dt
import tomllib

import pytest
from alerts import MONDAY, Book, ana, entry, unread_entry
from hypothesis import given
from hypothesis import strategies as st
from programme_texts import HEAD, SCHOOL
from test_safety_settings import ANA, BEN, PERSON, SMTP

from screening.definition import build_definition
from screening.programme.settings import Programme
from screening.safety.done_by_people import closed, taken
from screening.safety.notices import WEBHOOK, due_notices, message_of, sent, unnamed_schools

LEAD = PERSON.format(name="Lee Park", email="lead@example.org").replace(
    "school.safety_receiver", "safety.escalate_to"
)
HOOK = '\n[notify]\nwebhook = "https://hooks.example.org/x"\n'
ANAS, BENS, LEADS = "ana@example.org", "ben@example.org", "lead@example.org"
SIXTY = dt.timedelta(minutes=60)


def settings_with(*texts: str, oak: str = "") -> Programme:
    """Return the settings of two schools; maple has the receivers of the first texts."""
    maple = [text for text in texts if text.startswith("[[school.")]
    rest = [text for text in texts if text not in maple]

    whole = HEAD + SCHOOL.format(id="maple") + "".join(maple) + SCHOOL.format(id="oak") + oak
    return build_definition(tomllib.loads(whole + "".join(rest)), Programme, where="test")


MAILED = settings_with(ANA, BEN, SMTP)
ESCALATING = settings_with(ANA, BEN, SMTP, LEAD)


def told(book: Book, settings: Programme, now: dt.datetime = MONDAY, *entries):
    """Return (kind, school, to) of what is due, after which it stands written as sent."""
    due = due_notices(book.look(*entries), settings=settings, now=now)
    for notice in due:
        book.keep(sent(notice, at=now.isoformat()))
    return [(each.kind.removeprefix("alert_"), each.school_id, each.to) for each in due]


def raised_book(*entries) -> Book:
    book = Book()
    book.look(*(entries or [entry()]))
    return book


def test_without_a_way_nobody_is_told() -> None:
    assert told(raised_book(), settings_with(ANA, BEN), MONDAY + 9 * SIXTY) == []


def test_both_receivers_of_the_school_are_told_once() -> None:
    book = raised_book()
    first = [("notified", "maple", ANAS), ("notified", "maple", BENS)]
    assert told(book, MAILED) == first
    assert told(book, MAILED, MONDAY + 0.9 * SIXTY) == []


def test_one_message_tells_of_all_alerts_of_a_school() -> None:
    entries = [entry("S001"), entry("S002", reason="unclear"), entry("S003", school_id="oak")]
    assert told(raised_book(*entries), settings_with(ANA, BEN, SMTP, oak=ANA + BEN)) == [
        *(("notified", "maple", ANAS), ("notified", "maple", BENS)),
        *(("notified", "oak", ANAS), ("notified", "oak", BENS)),
    ]


def test_a_later_alert_is_told_of_and_the_earlier_ones_are_not_told_again() -> None:
    book = raised_book()
    told(book, MAILED)
    book.look(entry(), entry("S002"), at=MONDAY + SIXTY / 2)
    due = due_notices(book.look(entry(), entry("S002")), settings=MAILED, now=MONDAY + SIXTY / 2)
    assert [[each.entry.student_ref for each in notice.alerts] for notice in due] == [["S002"]] * 2


def test_blank_items_are_told_of_only_where_the_programme_says_so() -> None:
    book = raised_book(entry(reason="unanswered"))
    assert told(book, MAILED) == []
    also = settings_with(ANA, BEN, SMTP, '\n[safety]\nacknowledge = ["unanswered"]\n')
    assert len(told(book, also)) == 2


def test_where_nobody_has_taken_it_in_time_further_people_are_told_once() -> None:
    book = raised_book()
    told(book, ESCALATING)
    assert told(book, ESCALATING, MONDAY + SIXTY - dt.timedelta(seconds=1)) == []
    assert told(book, ESCALATING, MONDAY + SIXTY) == [("escalated", "maple", LEADS)]
    assert told(book, ESCALATING, MONDAY + 24 * SIXTY) == []


def test_without_further_people_the_receivers_are_told_once_more() -> None:
    book = raised_book()
    told(book, MAILED)
    assert told(book, MAILED, MONDAY + SIXTY) == [
        ("escalated", "maple", ANAS),
        ("escalated", "maple", BENS),
    ]


def test_an_alert_that_a_person_has_taken_or_closed_is_told_of_no_more() -> None:
    book = raised_book(entry("S001"), entry("S002"))
    one, other = book.look()
    book.keep([taken(one, ana()), *closed(other, ana(), seen=MONDAY)])
    assert told(book, ESCALATING, MONDAY + 9 * SIXTY) == []


def test_who_could_not_be_told_in_time_is_told_and_so_are_the_further_people() -> None:
    kinds = [(kind, to) for kind, _, to in told(raised_book(), ESCALATING, MONDAY + SIXTY)]
    assert sorted(kinds) == [("escalated", LEADS), ("notified", ANAS), ("notified", BENS)]


def test_a_webhook_is_told_like_a_receiver_even_where_nobody_is_named() -> None:
    book, settings = raised_book(), settings_with(HOOK)
    assert told(book, settings) == [("notified", "maple", WEBHOOK)]
    assert told(book, settings, MONDAY + SIXTY) == [("escalated", "maple", WEBHOOK)]


def test_of_a_school_with_nobody_named_the_further_people_are_told_first() -> None:
    settings = settings_with(SMTP, LEAD)
    assert told(raised_book(), settings) == [("notified", "maple", LEADS)]
    assert told(raised_book(), settings_with(SMTP)) == []
    assert unnamed_schools(settings) == ["maple school", "oak school"]
    assert unnamed_schools(ESCALATING) == ["oak school"]


def test_of_no_known_school_the_further_people_are_told_or_else_everybody() -> None:
    unknown = unread_entry()
    assert told(raised_book(unknown), ESCALATING) == [("notified", "unassigned", LEADS)]
    assert told(raised_book(unknown), MAILED) == [
        ("notified", "unassigned", ANAS),
        ("notified", "unassigned", BENS),
    ]


def test_a_student_who_is_found_at_another_school_is_told_of_there() -> None:
    book = raised_book(entry(school_id=None))
    told(book, MAILED)
    both = settings_with(ANA, BEN, SMTP, oak=ANA + BEN)
    book.look(entry(school_id="oak"), at=MONDAY + SIXTY / 2)
    found = due_notices(book.look(entry(school_id="oak")), settings=both, now=MONDAY + SIXTY)
    assert {(each.kind, each.school_id) for each in found} == {("alert_notified", "oak")}


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.integers(0, 300))
def test_however_often_it_is_looked_nobody_is_told_twice_of_the_same(minutes, taken_after) -> None:
    book = raised_book(entry("S001"), entry("S002", school_id="oak"))
    all_told = []
    for minute in sorted(minutes):
        now = MONDAY + dt.timedelta(minutes=minute)
        if minute >= taken_after:
            book.keep([taken(each, ana(now)) for each in book.look() if each.state == "raised"])
        all_told += told(book, ESCALATING, now)
    assert len(set(all_told)) == len(all_told)
    is_late = any(60 <= minute < taken_after for minute in minutes)
    assert (("escalated", "maple", LEADS) in all_told) == is_late


HIDDEN = ("S001", "S-", "7B", "phq", "item", "autumn_self", ".xlsx", ".csv", "1 ", "two", "oak")


@pytest.mark.parametrize("now", [MONDAY, MONDAY + SIXTY])
def test_a_message_says_which_list_to_open_and_how_to_take_it_and_nothing_of_anybody(now) -> None:
    book = raised_book(entry(), entry("S002", reason="unclear"))
    for notice in due_notices(book.look(), settings=ESCALATING, now=now):
        subject, body = message_of(notice, ESCALATING)
        text = f"{subject}\n{body}"
        for words in ("safety list", "maple school", "Autumn", "2026-10-26 09:30", "'Taken by'"):
            assert words in text
        assert not [word for word in HIDDEN if word in text]
        assert not any(name in text for name in ("Ana", "Ben", "Lee"))


def test_messages_of_one_alert_and_of_a_hundred_are_the_same() -> None:
    def texts(count: int):
        book = raised_book(*(entry(f"S{n:03}") for n in range(count)))
        due = due_notices(book.look(), settings=MAILED, now=MONDAY)
        return [message_of(each, MAILED) for each in due]

    assert texts(1) == texts(100)


def test_what_was_sent_is_the_pipelines_own_act() -> None:
    (notice, _) = due_notices(raised_book().look(), settings=MAILED, now=MONDAY)
    (act,) = sent(notice, at=MONDAY.isoformat())
    assert (act.kind, act.by, act.field, act.is_of_people) == (
        *("alert_notified", "pipeline", ANAS, False),
    )
