"""In which ways a column's times can be read: all cells in one order, or a person decides."""

import pytest

from screening.intake.drafting.time_formats import time_formats


def ways(*cells: str, platform: str = "plain"):
    return time_formats(platform, cells).ways


@pytest.mark.parametrize(
    ("cells", "formats"),
    [
        (["2026-10-06"], ("%Y-%m-%d",)),
        (["10/16/2026"], ("%m/%d/%Y",)),
        (["16/10/2026", "06/10/2026"], ("%d/%m/%Y",)),
        (["16.10.2026 09:30"], ("%d.%m.%Y %H:%M",)),
        (["2026-10-06 10:00:00", "2026-10-06 10:00"], ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")),
    ],
)
def test_one_order_is_certain_where_every_cell_can_be_read_in_it(cells, formats):
    assert ways(*cells) == (formats,)


def test_days_that_could_be_months_are_two_orders():
    found = ways("10/06/2026", "11/12/2026")
    assert set(found) == {("%m/%d/%Y",), ("%d/%m/%Y",)}
    assert len(ways("10/06/2026", "11/12/2026", "10/16/2026")) == 1


def test_a_cell_that_is_no_time_leaves_no_way():
    assert ways("2026-10-06", "soon") == ()
    assert ways("2026-10-06", "10/16/2026") == ()


def test_the_tools_own_ways_come_first():
    assert ways("2026-10-06T10:05:00", platform="kobo") == (("%Y-%m-%dT%H:%M:%S",),)
    found = ways("10/16/2026 10:00:00 AM", platform="surveymonkey")
    assert found == (("%m/%d/%Y %I:%M:%S %p",),)
    zoned = ways("2022/04/18 7:18:47 PM GMT+6", platform="google_forms")
    assert zoned[0][0].endswith("%z")


def test_times_that_stand_for_none_are_counted_and_not_read():
    found = time_formats("limesurvey", ["1980-01-01 00:00:00", "2026-10-06 10:00:00"])
    assert (found.undated, found.ways) == (1, (("%Y-%m-%d %H:%M:%S",),))


def test_dates_that_a_spreadsheet_re_read_are_said_to_be_damaged():
    # Days up to 12 became dates with day and month exchanged; the others stayed as they were.
    low = [f"2026-0{day}-10" for day in range(1, 10)]
    high = [f"{day}/10/2026" for day in range(13, 29)]
    assert time_formats("plain", [*low, *high]).is_damaged
    assert not time_formats("plain", high).is_damaged
