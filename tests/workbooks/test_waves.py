"""Waves: everybody has a week, nobody is left out, and every date that passes is counted aloud."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tier_table import AS_OF, day_of, list_of, student, table, whole_school, wrote

from screening.programme.school_calendar import SchoolBreak
from screening.referrals.waves import slots_needed, waves_of

FALL_BREAK = SchoolBreak(name="Fall", first=dt.date(2026, 11, 2), last=dt.date(2026, 11, 6))
DAY = day_of()


def due(*days: int) -> list[dt.date]:
    """Return dates in November."""
    return [dt.date(2026, 11, day) for day in days]


def test_a_week_with_fewer_school_days_has_fewer_slots():
    """The list is made on a Monday, and Wednesday is a holiday: three of five days are left."""
    waves = waves_of(due(*[20] * 12), slots_per_week=5, day=DAY)
    assert [(wave.monday.day, wave.slots, len(wave.places)) for wave in waves] == [
        (26, 3, 3),
        (2, 5, 5),
        (9, 5, 4),
    ]


def test_a_short_week_has_room_for_one_at_least():
    waves = waves_of(due(20, 20), slots_per_week=1, day=DAY)
    assert [wave.slots for wave in waves] == [1, 1]


def test_a_week_without_school_has_no_wave():
    waves = waves_of(due(*[20] * 6), slots_per_week=5, day=day_of(school_break=(FALL_BREAK,)))
    assert [wave.monday for wave in waves] == [dt.date(2026, 10, 26), dt.date(2026, 11, 9)]


@pytest.mark.parametrize(
    ("dates", "missed"),
    [
        ([30], [0]),
        ([30, 30, 30, 30], [0, 1]),
        ([30, 30, 30, 30, 30, 30], [0, 3]),
        ([26, 26, 26, 26], [0, 0]),  # today or before: late whatever the room
        ([27, 27, 27], [2]),  # one slot on each of the three days that are left
        ([29, 27, 30], [0]),  # each day's meeting goes to whose date comes first
    ],
)
def test_dates_that_pass_before_there_is_room_are_counted(dates, missed):
    waves = waves_of([dt.date(2026, 10, day) for day in dates], slots_per_week=5, day=DAY)
    assert [wave.missed_count for wave in waves] == missed


def test_the_room_that_would_meet_every_date_is_told():
    dates = [dt.date(2026, 10, 30)] * 6
    assert slots_needed(dates, slots_per_week=5, day=DAY) == 10
    assert slots_needed(dates, slots_per_week=40, day=DAY) == 40
    assert slots_needed([], slots_per_week=5, day=DAY) == 5


DATES = st.lists(st.dates(AS_OF - dt.timedelta(days=9), dt.date(2026, 12, 18)), max_size=40)
SLOTS = st.integers(1, 30)


@settings(deadline=None)
@given(dates=DATES, slots=SLOTS)
def test_everybody_has_exactly_one_week_in_the_order_of_the_list(dates, slots):
    waves = waves_of(dates, slots_per_week=slots, day=DAY)
    assert [place for wave in waves for place in wave.places] == list(range(len(dates)))
    assert all(0 < len(wave.places) <= wave.slots <= slots for wave in waves)
    assert all(wave.monday.weekday() == 0 for wave in waves)
    assert all(0 <= wave.missed_count <= len(wave.places) for wave in waves)


@settings(deadline=None)
@given(dates=DATES, slots=SLOTS)
def test_with_the_room_that_is_told_no_date_on_a_school_day_passes(dates, slots):
    dates = [day for day in dates if day.weekday() < 5 and day not in DAY.days_off]
    needed = slots_needed(dates, slots_per_week=slots, day=DAY)
    assert needed >= slots
    waves = waves_of(dates, slots_per_week=needed, day=DAY)
    assert sum(wave.missed_count for wave in waves) == 0


def test_every_row_to_see_has_its_week_and_no_other_row_has_one():
    seen = next(iter(list_of(whole_school()).listed)).student.student_ref
    own = list_of(whole_school(), wrote(seen, "status", "student_seen"), slots=9)
    rows = {row.student_code: row.wave for row in own.referrals}
    assert rows.pop(seen) == ""
    assert all(rows.values())
    weeks = [rows[one.student.student_ref] for one in own.to_see]
    assert weeks == sorted(weeks)
    assert weeks[0] == "2026-10-26"


def test_without_stated_room_there_are_no_weeks():
    own = list_of(whole_school())
    assert {row.wave for row in own.referrals} == {""}
    assert (own.waves, own.slots_needed) == ((), 0)


@settings(max_examples=15, deadline=None)
@given(slots=SLOTS)
def test_room_changes_weeks_and_nothing_else(slots):
    students = table(*[student(f"S{number}", tier=2 + number % 2) for number in range(20)])
    plain, planned = list_of(students), list_of(students, slots=slots)
    assert planned.listed == plain.listed
    assert [row.referral_id for row in planned.rows] == [row.referral_id for row in plain.rows]
    assert [row.urgency for row in planned.rows] == [row.urgency for row in plain.rows]
