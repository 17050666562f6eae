"""One cell to one value: trimmed, case-folded, mapped; the rest is refused with a reason."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returning import READ
from tier_table import WINDOW

from screening.followup.entries import (
    EntryDays,
    EntryError,
    read_entry,
    split_choice,
    status_and_reason,
)
from screening.followup.rules import load_followup
from screening.referrals.referral import load_columns
from screening.referrals.rules import load_rules

COLUMNS = {column.id: column for column in load_columns()}
DAYS = EntryDays.of(WINDOW, today=READ)


def read(column: str, text: str) -> str:
    return read_entry(text, column=COLUMNS[column], days=DAYS)


def refusal(column: str, text: str) -> str:
    with pytest.raises(EntryError) as fault:
        read(column, text)
    return fault.value.finding


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Student Seen", "student_seen"),
        ("student seen ", "student_seen"),
        ("STUDENT_SEEN", "student_seen"),
        ("student  seen.", "student_seen"),
        ("contacted ", "family_reached"),
        ("Contacted", "family_reached"),
        ("on a waiting list", "waitlisted"),
        ("no contact after 3 tries", "no_contact_after_3_tries"),
        ("student seen: he asked for it", "student_seen"),
    ],
)
def test_a_status_is_known_however_it_is_typed(text, status):
    assert read("status", text) == status


def test_every_status_is_known_by_words_and_by_id():
    for status in load_rules().status:
        assert read("status", status.words.upper()) == status.id
        assert read("status", status.id) == status.id


def test_what_stands_behind_a_status_is_its_reason():
    assert status_and_reason("Student seen: family asked to wait") == (
        "student_seen",
        "family asked to wait",
    )


@pytest.mark.parametrize("text", ["all good", "seen?! maybe", "student", "1"])
def test_what_is_no_status_is_refused(text):
    assert refusal("status", text) == "not_on_list"


def test_a_status_cannot_be_cleared_and_everything_else_can():
    assert refusal("status", "-") == "status_cleared"
    for column in ("note", "student_seen_on", "owner", "family_contact"):
        assert [read(column, sign) for sign in load_followup().clear] == ["", "", ""]


@pytest.mark.parametrize("text", ["=formula", "=error"])
@pytest.mark.parametrize("column", ["status", "note", "student_seen_on", "owner"])
def test_a_formula_is_never_taken(column, text):
    assert refusal(column, text) == "formula"


def test_a_date_is_kept_as_iso():
    assert read("student_seen_on", "2026-11-03 00:00:00") == "2026-11-03"
    assert read("student_seen_on", "3 Nov 2026") == "2026-11-03"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("06/10/25", "ambiguous_date"),
        ("yesterday", "no_date"),
        ("46325", "no_date"),
        ("2026-11-31", "no_date"),
        ("2026-11-10", "date_ahead"),
        ("2062-11-03", "implausible_date"),
        ("2016-11-03", "implausible_date"),
    ],
)
def test_other_dates_are_refused_each_with_its_reason(text, finding):
    assert refusal("student_seen_on", text) == finding


def test_the_day_of_reading_itself_is_not_ahead():
    assert read("student_seen_on", READ.isoformat()) == READ.isoformat()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("phone 2026-10-30", "phone 2026-10-30"),
        ("Phone, 30 Oct 2026", "phone 2026-10-30"),
        ("PHONE", "phone"),
        ("in person - 10/30/2026", "in person 2026-10-30"),
        ("by e-mail 2026-10-30", "by e-mail 2026-10-30"),
        ("Not reached yet.", "not reached yet"),
        ("phonebook", "phonebook"),
    ],
)
def test_a_choice_and_a_date_behind_it_are_both_kept(text, kept):
    assert read("family_contact", text) == kept


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("phone 06/10/25", "ambiguous_date"),
        ("phone 2026-12-24", "date_ahead"),
        ("phone 2026-02-30", "no_date"),
        ("phone 1926-10-30", "implausible_date"),
    ],
)
def test_a_date_behind_a_choice_is_held_to_the_same_rules(text, finding):
    assert refusal("family_contact", text) == finding


def test_a_review_may_lie_ahead_but_not_for_years():
    assert read("agreed_plan", "As suggested 2027-01-15") == "as suggested 2027-01-15"
    assert refusal("agreed_plan", "as suggested 2037-01-15") == "implausible_date"


def test_dates_in_other_columns_are_words():
    assert read("owner", "Tom 06/10/25") == "Tom 06/10/25"
    assert read("note", "since 06/10/25") == "since 06/10/25"


def test_text_loses_breaks_and_control_characters_and_nothing_else():
    assert read("note", " a\r\nb\x07 \t c ") == "a b c"
    assert read("note", "+1 555 – ¿qué?") == "+1 555 – ¿qué?"


def test_a_text_has_an_end():
    longest = load_followup().limits.longest_text
    assert read("note", "x" * longest) == "x" * longest
    assert refusal("note", "x" * (longest + 1)) == "too_long"


def test_the_longest_choice_that_fits_is_the_choice():
    choices = ("stepped", "stepped down", "other")
    assert split_choice("Stepped down: better sleep", choices=choices) == (
        "stepped down",
        "better sleep",
    )
    assert split_choice("steppedup", choices=choices) == ("", "steppedup")


def test_days_are_counted_from_the_window_and_the_day_of_reading():
    limits = load_followup().limits
    assert (WINDOW.opens - DAYS.earliest).days == limits.days_before_window
    assert (DAYS.latest - READ).days == limits.days_ahead
    assert DAYS.check(DAYS.earliest, column="student_seen_on") == DAYS.earliest
    with pytest.raises(EntryError):
        DAYS.check(DAYS.earliest - dt.timedelta(days=1), column="student_seen_on")


@given(st.text(min_size=1, max_size=60), st.sampled_from([*COLUMNS.values()]))
def test_whatever_is_typed_is_taken_or_refused_and_reading_it_again_gives_the_same(text, column):
    if column.entry == "none":
        return
    kept = kept_or_refusal(column.id, text)
    assert kept in {"", *load_followup().finding} or kept_or_refusal(column.id, kept) == kept


def kept_or_refusal(column: str, text: str) -> str:
    try:
        return read(column, text)
    except EntryError as fault:
        return fault.finding
