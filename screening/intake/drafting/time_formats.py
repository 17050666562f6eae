"""In which ways a column's times can all be read; more than one order of day and month is none."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from screening.intake.drafting.known_names import known_names
from screening.intake.excel_damage import dates_split_at_month_12
from screening.intake.platforms.google_forms import zoned
from screening.intake.row_defaults import stands_for_no_time
from screening.intake.survey_tool import survey_tool

ORDER = re.compile(r"%([YymbBd])")
SAME = str.maketrans({"y": "Y", "b": "m", "B": "m"})


@dataclass(frozen=True)
class TimeReading:
    """How a column's times can be read.

    Attributes:
        ways: one tuple of formats per order of day, month and year in which every cell can be
            read; exactly one where the order is certain.
        is_damaged: True where a spreadsheet re-read some of the dates in another order.
        undated: cells that stand for no time.
    """

    ways: tuple[tuple[str, ...], ...]
    is_damaged: bool
    undated: int


def time_formats(platform: str, cells: Iterable[str]) -> TimeReading:
    """Return the ways in which all cells of a column can be read as times.

    Args:
        platform: the tool that wrote them.
        cells: the column's cells that hold something.
    """
    undated, written = 0, Counter[str]()
    for cell in cells:
        if stands_for_no_time(platform, cell):
            undated += 1
        else:
            written[zoned(cell)] += 1
    ways = {order: _needed(set(written), formats) for order, formats in _by_order(platform).items()}
    fitting = tuple(way for way in ways.values() if way)
    return TimeReading(fitting, dates_split_at_month_12(written), undated)


@cache
def _by_order(platform: str) -> dict[str, tuple[str, ...]]:
    """Return order of year, month and day → formats, those of the tool first."""
    tool = survey_tool(platform)
    own = tuple(each.format for each in tool.times) if tool else ()
    found: dict[str, tuple[str, ...]] = {}
    for each in dict.fromkeys((*own, *known_names().times.formats)):
        order = "".join(ORDER.findall(each)).translate(SAME)
        found[order] = (*found.get(order, ()), each)
    return found


def _needed(cells: set[str], formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats that are needed to read every cell; empty where some cannot be read."""
    left, needed = set(cells), []
    for each in formats:
        read = {cell for cell in left if _reads(each, cell)}
        if read:
            needed.append(each)
            left -= read
    return () if left else tuple(needed)


def _reads(time_format: str, cell: str) -> bool:
    try:
        dt.datetime.strptime(cell, time_format)  # noqa: DTZ007 (only whether it can be read)
    except ValueError:
        return False
    return True
