"""The school calendar in the settings: single days, breaks, days of one school, and its end."""

import datetime as dt

import pytest
from programme_builder import Folder
from programme_texts import HEAD

from screening.errors import DefinitionError
from screening.programme.load import load_programme
from screening.programme.school_calendar import SchoolBreak, days_off

FIRST, LAST = dt.date(2026, 12, 21), dt.date(2027, 1, 1)
BREAK = SchoolBreak(name="Winter break", first=FIRST, last=LAST)


def settings_of(tmp_path, *, head="", school=""):
    """Return settings with keys before the first table and keys of the first school."""
    folder = Folder(tmp_path, head=HEAD.replace("[letters]", head + "\n[letters]", 1))
    path = folder.path / "programme.toml"
    path.write_text(path.read_text().replace('id = "maple"\n', f'id = "maple"\n{school}\n'))
    return load_programme(folder.path).settings


def test_a_break_is_every_day_from_the_first_to_the_last():
    days = list(BREAK.days())
    assert (days[0], days[-1], len(days)) == (FIRST, LAST, 12)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [(LAST, FIRST, "before `first`"), (FIRST, dt.date(2027, 12, 31), "check the years")],
)
def test_a_break_that_cannot_be_is_refused(first, last, reason):
    with pytest.raises(ValueError, match=reason):
        SchoolBreak(name="Break", first=first, last=last)


def test_days_off_are_the_union_and_a_day_may_stand_in_several():
    other = SchoolBreak(name="Again", first=LAST, last=dt.date(2027, 1, 4))
    days = days_off([FIRST, dt.date(2026, 11, 11)], breaks=[BREAK, other])
    assert len(days) == 12 + 3 + 1


def test_breaks_single_days_and_days_of_one_school_come_from_the_settings(tmp_path):
    settings = settings_of(
        tmp_path,
        head="holidays = [2026-11-11]\nschool_break = "
        '[{ name = "Winter", first = 2026-12-21, last = 2027-01-01 }]',
        school="days_off = [2026-11-13]",
    )
    common = settings.days_off()
    assert dt.date(2026, 11, 11) in common
    assert dt.date(2026, 12, 25) in common
    assert settings.days_off(settings.school[0]) - common == {dt.date(2026, 11, 13)}


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("", None),
        ("holidays = [2026-11-11, 2026-10-12]", dt.date(2026, 11, 11)),
        ("holidays = [2026-11-11]\ncalendar_until = 2027-06-18", dt.date(2027, 6, 18)),
    ],
)
def test_the_calendar_reaches_as_far_as_somebody_entered_it(tmp_path, head, end):
    assert settings_of(tmp_path, head=head).calendar_end == end


@pytest.mark.parametrize("key", ["support_column", "contact_column", "access_column"])
def test_a_roster_column_that_is_not_kept_is_refused_by_name(tmp_path, key):
    with pytest.raises(DefinitionError, match=f"{key}: 'extra' is not one of `group_columns`"):
        settings_of(tmp_path, head=f'{key} = "extra"')


def test_room_is_stated_per_school(tmp_path):
    settings = settings_of(tmp_path, school="capacity = { slots_per_week = 18 }")
    assert settings.school[0].capacity.slots_per_week == 18


def test_no_room_at_all_is_refused(tmp_path):
    with pytest.raises(DefinitionError, match="slots_per_week"):
        settings_of(tmp_path, school="capacity = { slots_per_week = 0 }")
