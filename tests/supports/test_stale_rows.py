"""What nobody has read again in time is left out, and said aloud."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_rows import TODAY, catalogue, ids, of_level, row

from screening.supports.catalogue import load_catalogue, suggest
from screening.supports.service import Service
from screening.supports.stale_rows import NAMED, stale_lines

LAST_DAY = dt.date(2027, 1, 1)
AFTER = LAST_DAY + dt.timedelta(days=1)
PLACE = Service(
    id="center",
    name="Center",
    offers=("one",),
    phone="555-0161",
    where="Example Street",
    reached_by=("car",),
    languages=("en",),
    cost=("free",),
    wait="none",
    owner="Office",
    checked_on=dt.date(2026, 9, 1),
    review_by=LAST_DAY,
)


def ask(small, *, today):
    return suggest(small, areas=["attention"], tier=2, grade="7", today=today)


def test_a_row_is_suggested_on_its_last_day_and_listed_as_stale_after_it():
    small = catalogue(row("one"))
    assert ids(ask(small, today=LAST_DAY)) == ["one"]
    assert small.stale(today=LAST_DAY) == ()
    assert stale_lines(small, today=LAST_DAY) == ()
    assert ids(ask(small, today=AFTER)) == []
    assert ids(small.stale(today=AFTER)) == ["one"]


def test_one_stale_row_is_named():
    assert stale_lines(catalogue(row("one")), today=AFTER) == (
        "1 support is past the review date, so not suggested until somebody reads it again: one.",
    )


@pytest.mark.parametrize(("count", "ending"), [(5, "e."), (6, "e and 1 more."), (9, "and 4 more.")])
def test_many_stale_rows_are_counted_and_the_first_few_named(count, ending):
    rows = [row(letter) for letter in "abcdefghi"[:count]]
    (line,) = stale_lines(catalogue(*rows), today=AFTER)
    assert line.startswith(f"{count} supports are past the review date")
    assert line.endswith(ending)
    assert line.count(",") == NAMED


def test_what_is_never_suggested_is_not_missed():
    never = row("one", evidence=of_level("null"), suggest="never", appears=["page"])
    small = catalogue(never, row("two", review_by=dt.date(2030, 1, 1)))
    assert stale_lines(small, today=AFTER) == ()


def test_a_stale_place_is_named_in_its_own_line_and_its_support_still_suggested():
    small = catalogue(row("one", review_by=dt.date(2030, 1, 1)), service=[PLACE])
    assert ask(small, today=LAST_DAY)[0].services == (PLACE,)
    assert ask(small, today=AFTER)[0].services == ()
    assert stale_lines(small, today=AFTER) == (
        "1 local place is past the review date, so not named until somebody calls there: center.",
    )


@given(st.dates(dt.date(2026, 1, 1), dt.date(2031, 1, 1)))
def test_every_shipped_row_is_suggested_in_date_or_said_to_be_stale(today):
    shipped = load_catalogue()
    stale = {each.id for each in shipped.stale(today=today)}
    for area in shipped.areas:
        for tier in (1, 2, 3):
            found = suggest(shipped, areas=[area], tier=tier, grade="7", today=today)
            assert not stale & set(ids(found))
    assert bool(stale_lines(shipped, today=today)) == bool(stale)


def test_the_shipped_rows_are_in_date_for_a_school_year():
    assert stale_lines(load_catalogue(), today=TODAY + dt.timedelta(days=365)) == ()
