"""Times become the programme's local times; a time that stands for none is no time (T704)."""

import datetime as dt
import tomllib

import pytest
from programme_texts import MOOD_BLOCK, layout

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.intake.layout import Layout
from screening.intake.recorded_time import recorded_at_sql
from screening.warehouse import open_warehouse

SCHOOL = "America/Chicago"


def read(cells, formats, *, zone="", platform="plain", fallback=None):
    """Return (time, is undated) of each cell; `fallback` are the cells beside them."""
    more = f'timezone = "{zone}"\n' if zone else ""
    more += 'fallback = "Other"\n' if fallback else ""
    told = f'[recorded_at]\ncolumn = "When"\nformats = {formats}\n{more}'
    text = layout("x", files="x*", student_ref="Code", blocks=MOOD_BLOCK, top=told)
    approved = build_definition(
        tomllib.loads(text.replace('"plain"', f'"{platform}"')), Layout, where="x"
    )
    time, undated = recorded_at_sql(approved, timezone=SCHOOL)
    pairs = zip(cells, fallback or [""] * len(cells), strict=True)
    rows = ", ".join(f"({n}, '{one}', '{two}')" for n, (one, two) in enumerate(pairs))
    with open_warehouse() as warehouse:
        return warehouse.rows(
            f"select {time}, {undated} from (values {rows}) as"
            " raw(n, recorded_at, recorded_at_fallback) order by n"
        )


def at(*parts):
    return dt.datetime(*parts)  # noqa: DTZ001 (local times, as the warehouse holds them)


def test_a_time_without_a_zone_is_the_programmes_own():
    assert read(["2026-10-06 23:30:00"], ["%Y-%m-%d %H:%M:%S"]) == [
        (at(2026, 10, 6, 23, 30), False)
    ]


def test_a_late_answer_in_a_tools_utc_counts_on_the_schools_own_day():
    cells = ["2026-11-01 02:30:00", "2026-11-01 05:30:00"]
    found = read(cells, ["%Y-%m-%d %H:%M:%S"], zone="UTC", platform="typeform")
    assert [time for time, _ in found] == [at(2026, 10, 31, 21, 30), at(2026, 11, 1, 0, 30)]


@pytest.mark.parametrize(
    "written",
    ["GMT-5", "GMT-05:00", "-0500", "-05:00", "-05", "UTC-5"],
)
def test_a_zone_beside_the_time_counts_however_it_is_written(written):
    found = read([f"2026/10/06 7:18:47 PM {written}"], ["%Y/%m/%d %I:%M:%S %p %z"])
    assert found == [(at(2026, 10, 6, 19, 18, 47), False)]


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("GMT", 0, 0), ("GMT+5:30", 18, 30), ("GMT+10", 14, 0), ("UTC", 0, 0)],
)
def test_zones_of_other_parts_of_the_world_are_read(written, hour, minute):
    ((time, _),) = read([f"2026/10/06 5:00:00 AM {written}"], ["%Y/%m/%d %I:%M:%S %p %z"])
    assert (time.hour, time.minute) == (hour, minute)


def test_a_z_at_the_end_is_utc():
    found = read(["2026-10-06T15:00:00Z"], ["%Y-%m-%dT%H:%M:%S%z"])
    assert found == [(at(2026, 10, 6, 10), False)]


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("1970-01-01 00:00:00", "%Y-%m-%d %H:%M:%S"),
        ("1980-01-01 00:00:00", "%Y-%m-%d %H:%M:%S"),
        ("1899-12-30", "%Y-%m-%d"),
        ("1900-01-00", "%Y-%m-%d"),
        ("01/01/1970 00:00:00", "%m/%d/%Y %H:%M:%S"),
    ],
)
def test_a_time_that_stands_for_none_is_undated_however_it_is_written(cell, form):
    assert read([cell], [form]) == [(None, True)]


def test_a_text_that_cannot_be_read_is_not_undated():
    assert read(["soon", ""], ["%Y-%m-%d"]) == [(None, False), (None, False)]


def test_the_other_column_gives_the_time_where_the_first_stands_for_none():
    found = read(
        [*["1980-01-01 00:00:00"] * 4, "2026-10-06 10:00:00", "soon"],
        ["%Y-%m-%d %H:%M:%S"],
        fallback=[
            *("2026-10-07 09:00:00", "1980-01-01 00:00:00", "", "x"),
            *("2026-10-09 00:00:00", "2026-10-07 09:00:00"),
        ],
    )
    assert found == [
        (at(2026, 10, 7, 9), False),
        *[(None, True)] * 3,
        (at(2026, 10, 6, 10), False),
        (None, False),
    ]


def test_an_unknown_time_zone_is_no_layout():
    with pytest.raises(DefinitionError, match="time zone"):
        read(["x"], ["%Y"], zone="Chicago/America")
