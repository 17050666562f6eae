"""Support that already runs, and whether the family may be contacted, as the roster has it."""

import pytest
from tier_table import WINDOW, day_of, programme, rows_of, student, wrote

from screening.referrals.student import Student
from screening.referrals.support_known import (
    contact_allowed,
    contact_of,
    is_contact_forbidden,
    is_supported,
    support_known,
)

SPRING = WINDOW.model_copy(
    update={
        "id": "2026_spring",
        "title": "Spring 2026",
        "opens": WINDOW.opens.replace(month=3),
        "closes": WINDOW.closes.replace(month=3),
    }
)
WINTER = SPRING.model_copy(
    update={"id": "2026_winter", "title": "Winter 2026", "opens": SPRING.opens.replace(month=1)}
)


def day(*acts):
    return day_of(*acts, window=WINDOW).__class__(
        programme=programme(window=(WINTER, SPRING, WINDOW)),
        school=programme().school[0],
        window=WINDOW,
        as_of=day_of().as_of,
        acts=acts,
    )


def one(**facts) -> Student:
    return Student.of_row(student("A", **facts))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (None, ""),
        ("", ""),
        ("no", ""),
        (" None ", ""),
        ("0", ""),
        ("waiting for a service", ""),
        ("yes", "roster: support is recorded"),
        ("504 plan", "roster: 504 plan"),
    ],
)
def test_the_rosters_word_on_support_is_said(entry, words):
    student_ = one(support=entry)
    assert support_known(student_, day=day()) == words
    assert is_supported(student_, referral_id="R-1", day=day()) is bool(words)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("support_started", "Spring 2026: support started"),
        ("continued", "Spring 2026: continued"),
        ("already_supported", "Spring 2026: already supported"),
        ("student_seen", ""),
        ("closed", ""),
        ("declined_by_family", ""),
    ],
)
def test_support_that_began_after_an_earlier_window_is_said(status, words):
    acts = [wrote("A", "status", status, window=SPRING)]
    assert support_known(one(), day=day(*acts)) == words
    assert support_known(Student.of_row(student("B")), day=day(*acts)) == ""


def test_of_several_earlier_windows_the_last_counts():
    ended = [
        wrote("A", "status", "closed", window=SPRING),
        wrote("A", "status", "support_started", window=WINTER),
    ]
    assert support_known(one(), day=day(*ended)) == ""
    running = [
        wrote("A", "status", "support_started", window=SPRING),
        wrote("A", "status", "closed", window=WINTER),
    ]
    assert support_known(one(support="504 plan"), day=day(*running)) == (
        "roster: 504 plan; Spring 2026: support started"
    )


@pytest.mark.parametrize(
    ("written", "supported"),
    [("in a group", True), ("nothing known", False), ("Waiting for a service", False)],
)
def test_what_staff_wrote_on_this_list_counts_before_the_roster(written, supported):
    for entry in (None, "504 plan"):
        (row,) = rows_of(
            student("A", support=entry), day=day_of(wrote("A", "already_in_support", written))
        )
        assert row.already_in_support == written
        assert (row.urgency == "Next meeting") is supported


def test_a_status_that_means_support_counts_as_support():
    acts = [wrote("A", "status", "support_started")]
    (row,) = rows_of(student("A", tier=3), day=day_of(*acts))
    assert "support already runs" in row.urgency_why


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("yes", "yes"),
        ("Y", "yes"),
        (" no ", "no"),
        ("NEVER", "no"),
        ("ask first", "ask first"),
        ("father only", "ask first"),
        ("", "ask first"),
    ],
)
def test_an_entry_on_contact_is_yes_no_or_ask_first(entry, words):
    assert contact_allowed(entry, column="contact") == words
    assert is_contact_forbidden(entry, column="contact") is (words == "no")


def test_without_a_column_consent_is_all_that_is_known():
    assert contact_allowed("no", column=None) == "yes"
    assert not is_contact_forbidden("no", column=None)


@pytest.mark.parametrize(("entry", "words"), [("yes", "ask first"), ("no", "no")])
def test_where_roster_rows_disagree_nobody_is_contacted_unasked(entry, words):
    row = student("A", tier=None, no_tier_reason="roster_conflict", contact=entry)
    assert contact_of(Student.of_row(row), column="contact") == words
    assert contact_of(Student.of_row(row), column=None) == "ask first"


def test_the_rosters_words_stand_on_the_list():
    facts = {"contact": "no", "access": "wheelchair", "support": "in a group"}
    columns = {"contact_column": "contact", "group_columns": ("contact",)}
    (row,) = rows_of(student("A", **facts), day=day_of(**columns))
    assert (row.contact_allowed, row.access_needs) == ("no", "wheelchair")
    assert row.already_in_support == "roster: in a group"
