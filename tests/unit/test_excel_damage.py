"""Damage by Excel (F104, F105, I602) is known by its marks, and whole files are not accused."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.excel_damage import (
    cut_numbers,
    damaged_options,
    dates_split_at_month_12,
    exponents,
)

HOURS = ["1-5", "6-25", "26-50", "more"]


def damage(cells, options=HOURS):
    return {each.cell: each.original for each in damaged_options(cells, options=options)}


@pytest.mark.parametrize(
    ("cell", "original"),
    [
        ("Jun-25", "6-25"),
        ("25-Jun", "6-25"),
        ("01-May", "1-5"),
        ("5-Jan", "1-5"),
        ("05-ene", "1-5"),
        ("01. Mai", "1-5"),
        ("2026-05-01 00:00:00", "1-5"),
        ("2026-01-05", "1-5"),
        ("2025-06-01 00:00:00", "6-25"),
        ("6/25/2026", "6-25"),
        ("46143", "1-5"),
    ],
)
def test_options_that_became_dates_are_known_with_what_they_were_f105(cell, original):
    assert damage([cell]) == {cell: original}


def test_the_serial_number_of_a_date_is_that_date():
    assert dt.date(1899, 12, 30) + dt.timedelta(days=46143) == dt.date(2026, 5, 1)


def test_an_original_that_is_not_certain_is_not_named():
    assert damage(["01-May"], ["1-5", "5-1"]) == {"01-May": ""}
    assert damage(["12-Mar"]) == {"12-Mar": ""}
    assert damage(["Jun-25"], ["0", "1", "2"]) == {"Jun-25": ""}


@pytest.mark.parametrize(
    "cell",
    ["2", "0.5", "", "often", "1-5", "6–25", "maybe", "may", "3 times", "12345", "99999", "5-Sun"],
)
def test_what_an_item_may_hold_is_not_damage(cell):
    assert damage([cell]) == {}


def test_an_option_that_looks_like_a_date_is_an_option():
    assert damage(["01-May", "46143"], ["01-may", "46143"]) == {}


@given(st.integers(0, 200).map(str) | st.sampled_from(["never", "often", "", "N/A", "None"]))
def test_codes_and_words_are_never_damage(cell):
    assert damage([cell]) == {}


@pytest.mark.parametrize("cell", ["1.15E+10", "1,15E+10", "1.23e+11", "9E+15", " 1.15E+10 "])
def test_long_numbers_with_lost_digits_are_known_i602(cell):
    assert exponents([cell, "S001"]) == [cell]


@pytest.mark.parametrize("cell", ["12E5", "E+10", "1.15", "S1E+10", "1.15E10", "11500000001", ""])
def test_codes_with_an_e_are_codes(cell):
    assert exponents([cell]) == []


def test_numbers_longer_than_excel_keeps_end_with_zeros():
    assert cut_numbers(["1234567890123450", "123456789012345000"]) == [
        "1234567890123450",
        "123456789012345000",
    ]
    assert cut_numbers(["1234567890123456", "123456789012345", "100000", "0000000000000000"]) == []


DAY_FIRST = [f"{day:02}/09/2026 10:{day:02}:07" for day in range(1, 31)]


def by_excel(text: str) -> str:
    """Return a day-first time as Excel on a month-first computer saves it."""
    day = int(text[:2])
    return text if day > 12 else f"9/{day}/2026 10:{day:02}"


def test_a_column_that_was_reread_up_to_day_12_is_known_f104():
    assert dates_split_at_month_12(Counter(map(by_excel, DAY_FIRST)))


def test_a_workbook_column_with_dates_up_to_day_12_and_texts_above_is_known():
    cells = [f"2026-{day:02}-09 10:00:00" if day <= 12 else f"{day}/09/2026 10:00:00"
             for day in range(1, 31)]  # fmt: skip
    assert dates_split_at_month_12(Counter(cells))


@pytest.mark.parametrize("ends", [("AM", "PM"), ("a.m.", "p.m."), ("GMT+1", "GMT-5"), ("Z", "")])
def test_half_of_the_day_and_zone_are_no_damage(ends):
    early, late = ends
    assert not dates_split_at_month_12(
        {f"9/9/2026 9:00:00 {early}": 20, f"9/15/2026 2:00:00 {late}": 20}
    )


def test_one_date_that_many_rows_hold_shows_it_as_well_as_many_dates():
    damaged = {"09-08-2026 10:00:00": 27, "15/09/2026 10:00:00": 33}
    assert dates_split_at_month_12(damaged)
    assert not dates_split_at_month_12(damaged | {"09-08-2026 10:00:00": 1})


@pytest.mark.parametrize(
    "cells",
    [
        DAY_FIRST,
        [cell for cell in DAY_FIRST if int(cell[:2]) > 12],
        [cell for cell in DAY_FIRST if int(cell[:2]) <= 12],
        [cell[:-3] if place % 2 else cell for place, cell in enumerate(DAY_FIRST)],
        [by_excel(cell) for cell in DAY_FIRST[10:13]],
        [cell[:-3] if int(cell[:2]) > 20 else cell for cell in DAY_FIRST],
        [cell[:-3] if int(cell[:2]) < 7 else cell for cell in DAY_FIRST],
        ["9/8/2026 10:00:07", "9/9/2026 10:00", "x", ""],
        [],
    ],
    ids=[
        "clean",
        "late",
        "early",
        "two ways",
        "too few",
        "late in a second way",
        "early in a second way",
        "few",
        "none",
    ],
)
def test_other_columns_of_times_are_not_accused(cells):
    assert not dates_split_at_month_12(Counter(cells))


@given(st.lists(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)), max_size=40))  # noqa: DTZ001
def test_times_of_one_shape_are_never_accused(times):
    for written in ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M:%S"):
        assert not dates_split_at_month_12(Counter(time.strftime(written) for time in times))
