"""A date is taken where it can be read in one way, and in no other."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.followup.entry_dates import AmbiguousDateError, date_of, dates_in, with_iso_dates

OCTOBER_30 = dt.date(2026, 10, 30)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-30",
        " 2026-10-30 ",
        "2026-10-30 00:00:00",
        "2026/10/30",
        "2026.10.30",
        "30 October 2026",
        "30 Oct 2026",
        "30 oct. 2026",
        "30th October, 2026",
        "October 30, 2026",
        "Oct 30 2026",
        "10/30/2026",
        "30/10/2026",
        "30.10.2026",
    ],
)
def test_one_reading_is_taken(text):
    assert date_of(text) == OCTOBER_30


def test_day_and_month_alike_can_only_mean_one_day():
    assert date_of("06/06/2026") == dt.date(2026, 6, 6)


@pytest.mark.parametrize("text", ["06/10/25", "6.10.2026", "10/06/2026", "30/10/26", "1-2-2026"])
def test_two_readings_are_refused(text):
    with pytest.raises(AmbiguousDateError):
        date_of(text)


@pytest.mark.parametrize("text", ["2026-02-30", "31/31/2026", "30 February 2026", "2026-13-01"])
def test_a_day_on_no_calendar_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        date_of(text)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "46325", "next 2026-10-30", "12 Rooms 2026", "Mo 30 2026", "2026-10"]
)
def test_what_is_no_date_is_none(text):
    assert date_of(text) is None


def test_dates_are_found_among_words_and_written_as_iso():
    text = "phone 30 Oct 2026, then in person on 11/23/2026"
    assert dates_in(text) == [OCTOBER_30, dt.date(2026, 11, 23)]
    assert with_iso_dates(text) == "phone 2026-10-30, then in person on 2026-11-23"


def test_an_ambiguous_date_among_words_is_refused():
    with pytest.raises(AmbiguousDateError):
        with_iso_dates("phone 06/10/25")


@pytest.mark.parametrize("text", ["call 555-0100-12", "room 12/14", "a1/2/2026", "v1.2.2026.4"])
def test_numbers_that_are_no_date_are_left_alone(text):
    assert with_iso_dates(text) == text


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_iso_date_is_itself_among_words_too(day):
    assert date_of(day.isoformat()) == day
    assert dates_in(f"phone {day.isoformat()}") == [day]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/.-"))
def test_day_and_month_are_never_guessed(day, mark):
    text = f"{day.day}{mark}{day.month}{mark}{day.year}"
    if day.day > 12 or day.day == day.month:
        assert date_of(text) == day
    else:
        with pytest.raises(AmbiguousDateError):
            date_of(text)
