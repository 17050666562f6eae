"""When an answer was given, as DuckDB reads it: the programme's own date and time, or nothing.

A cell is read by every format of the layout. That they agree about day and month is checked for the
whole column before (`file_checks/day_and_month.py`), so no cell is read by a guess.
"""

import re

from screening.intake.layout import Layout, RecordedAt
from screening.intake.survey_tool import survey_tool, survey_tools
from screening.warehouse import literal, quoted

ZONE_MARK = "%z"
DAY = re.compile(r"\d{4}-\d{2}-(?!00)\d{2}")
"""A day that there is; Excel writes the 0th of January 1900 for an empty cell."""


def recorded_at_sql(layout: Layout, *, timezone: str) -> tuple[str, str]:
    """Return the SQL of `recorded_at` and of `is_undated`, over `raw_<id>`.

    Args:
        layout: says where times stand and how they are written.
        timezone: the programme's; times of other zones become its local times.
    """
    told = layout.recorded_at
    if told is None:
        return "null::timestamp", "false"
    time = _time(told, "recorded_at", timezone)
    undated = _stands_for_none(layout.platform, "recorded_at", time)
    other = "null::timestamp"
    if told.fallback:
        second = _time(told, "recorded_at_fallback", timezone)
        none = _stands_for_none(layout.platform, "recorded_at_fallback", second)
        other = f"if({none}, null, {second})"
    return f"if({undated}, {other}, {time})", f"{undated} and {other} is null"


def parsed(column: str, time_format: str) -> str:
    """Return the SQL that reads a column of times by one format, as a plain timestamp or null."""
    if ZONE_MARK in time_format:
        return f"timezone('UTC', try_strptime({_zoned(column)}, {literal(time_format)}))"
    return f"try_strptime({quoted(column)}, {literal(time_format)})"


def _time(told: RecordedAt, column: str, timezone: str) -> str:
    readings = []
    for each in told.formats:
        written_in = "UTC" if ZONE_MARK in each else told.timezone
        time = parsed(column, each)
        if written_in:
            instant = f"timezone({literal(written_in)}, {time})"
            time = f"timezone({literal(timezone)}, {instant})"
        readings.append(time)
    return f"coalesce({', '.join(readings)})"


def _zoned(column: str) -> str:
    """Return the SQL of a cell whose zone is written as `%z` reads it: `GMT-5` as `-05`."""
    text = f"regexp_replace({quoted(column)}, '(\\d)Z$', '\\1+00')"
    text = f"regexp_replace({text}, '(GMT|UTC)$', '+00')"
    text = f"regexp_replace({text}, '(GMT|UTC)([+-])', '\\2')"
    return f"regexp_replace({text}, '([+-])(\\d)(:\\d\\d)?$', '\\10\\2\\3')"


def _stands_for_none(platform: str, column: str, time: str) -> str:
    """Return the condition that a time is one that a program writes for no time."""
    tool = survey_tool(platform)
    written = (*survey_tools().no_times, *(tool.undated if tool else ()))
    starts = [f"starts_with(lower({quoted(column)}), {literal(each)})" for each in written]
    days = [each for each in survey_tools().no_times if DAY.fullmatch(each)]
    dates = ", ".join(f"date {literal(day)}" for day in days)
    return f"coalesce({' or '.join(starts)} or ({time})::date in ({dates}), false)"
