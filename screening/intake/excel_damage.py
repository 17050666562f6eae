"""What Excel did to a file that was opened and saved in it: each damage has its own marks.

Nothing is mended here. An original is named only where the instrument's own options prove it.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from screening.definition import Definition, load_definition
from screening.intake.values import normalise

DAY_AND_MONTH_NAME = re.compile(r"(?P<number>\d{1,4})[-. /]{0,2}(?P<name>[^\W\d]+)\.?")
MONTH_NAME_AND_NUMBER = re.compile(r"(?P<name>[^\W\d]+)\.?[-. /](?P<number>\d{1,4})")
DATE_CELL = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[ t]00:00(?::00)?)?")
SHOWN_DATE = re.compile(r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{2}|\d{4})")
RANGE = re.compile(r"(\d+) ?[-/] ?(\d+)")
EXPONENT = re.compile(r"\d(?:[.,]\d+)?e\+\d{1,3}")
LONG_NUMBER = re.compile(r"[1-9]\d+")
AFTER_THE_CLOCK = re.compile(r"[^9/.: t-]")
"""Half of the day and zone, which differ from row to row, where digits are written as 9."""
DATE_PARTS = re.compile(r"(?P<one>\d{1,4})[-/.](?P<two>\d{1,2})[-/.](?P<three>\d{1,4}).*")


class _Serials(Definition):
    source: str
    day_zero: dt.date
    first: int
    last: int


class _Digits(Definition):
    source: str
    kept: int


class _Split(Definition):
    source: str
    last_month: int
    least_cells: int


class _Options(Definition):
    source: str
    least_cells: int
    least_share: float


class _Marks(Definition):
    serials: _Serials
    digits: _Digits
    split: _Split
    options: _Options
    months: dict[str, tuple[str, ...] | str]


@dataclass(frozen=True)
class DamagedCell:
    """A cell that Excel changed.

    Attributes:
        cell: its content.
        original: what it was, where exactly one option could have become this; else empty.
    """

    cell: str
    original: str


def damaged_options(cells: Iterable[str], *, options: Collection[str]) -> list[DamagedCell]:
    """Return the cells of an item's column that are dates by Excel's doing (F105).

    `6-25` becomes `Jun-25` or `25-Jun`, `1-5` becomes `01-May`, a date or its serial number.

    Args:
        cells: distinct cells of the column.
        options: labels and codes that the column may hold; they are never damage.
    """
    known = {normalise(option) for option in options}
    found = []
    for cell in cells:
        pairs = _date_numbers(normalise(cell))
        if pairs and normalise(cell) not in known:
            found.append(DamagedCell(cell, _only_original(pairs, options)))
    return found


def spoilt_options(damaged: int, *, unknown: int) -> bool:
    """Return True where damage is why a column's cells cannot be read, not a few slips.

    Args:
        damaged: cells that became dates.
        unknown: cells that are no answer, those that became dates among them.
    """
    limit = _marks().options
    return damaged >= limit.least_cells and damaged >= limit.least_share * unknown


def exponents(cells: Iterable[str]) -> list[str]:
    """Return the cells that are long numbers written as `1.15E+10` (I602): digits are lost."""
    return [cell for cell in cells if EXPONENT.fullmatch(normalise(cell))]


def cut_numbers(cells: Iterable[str]) -> list[str]:
    """Return the cells with more digits than Excel keeps, the others all zero (I602)."""
    kept = _marks().digits.kept
    return [
        cell
        for cell in cells
        if LONG_NUMBER.fullmatch(cell.strip())
        and len(cell.strip()) > kept
        and not cell.strip()[kept:].strip("0")
    ]


def dates_split_at_month_12(cells: Mapping[str, int]) -> bool:
    """Return True where a date column was re-read in another order of day and month (F104).

    Cells whose day can be a month have one shape, all others another: the first were taken for
    dates with day and month exchanged, the others were left as text. Times with one shape, or two
    shapes that both hold days above 12, are not this damage.

    Args:
        cells: distinct cells of the column of times → rows that hold them.
    """
    limit = _marks().split
    shapes: dict[str, set[bool]] = defaultdict(set)
    rows: Counter[str] = Counter()
    for cell, count in cells.items():
        text = normalise(cell)
        if parts := DATE_PARTS.fullmatch(text):
            # With the year first, the day is the third part.
            last = parts["three"] if len(parts["one"]) > len("31") else parts["one"]
            high = max(int(last), int(parts["two"]))
            shape = AFTER_THE_CLOCK.split(re.sub(r"\d+", "9", text), maxsplit=1)[0].strip(" -")
            shapes[shape].add(high > limit.last_month)
            rows[shape] += count
    certain = [above for shape, above in shapes.items() if rows[shape] >= limit.least_cells]
    return len(certain) == 2 and {True} in certain and {False} in certain  # noqa: PLR2004 (two)


def _date_numbers(text: str) -> set[tuple[int, int]]:
    """Return the pairs of numbers that could have become this date; empty where it is none."""
    if found := DATE_CELL.fullmatch(text):
        month, day, year = int(found["month"]), int(found["day"]), int(found["year"])
        return _both_orders(month, day) | _both_orders(month, year % 100)
    if found := SHOWN_DATE.fullmatch(text):
        return _both_orders(int(found["one"]), int(found["two"]))
    if found := DAY_AND_MONTH_NAME.fullmatch(text) or MONTH_NAME_AND_NUMBER.fullmatch(text):
        month = _month_names().get(found["name"], 0)
        return _both_orders(month, int(found["number"])) if month else set()
    return _serial_numbers(text)


def _serial_numbers(text: str) -> set[tuple[int, int]]:
    serials = _marks().serials
    if not re.fullmatch(r"\d{5}", text) or not serials.first <= int(text) <= serials.last:
        return set()
    date = serials.day_zero + dt.timedelta(days=int(text))
    return _both_orders(date.month, date.day) | _both_orders(date.month, date.year % 100)


def _both_orders(one: int, two: int) -> set[tuple[int, int]]:
    return {(one, two), (two, one)}


def _only_original(pairs: set[tuple[int, int]], options: Collection[str]) -> str:
    could = []
    for option in options:
        found = RANGE.fullmatch(normalise(option))
        if found and (int(found[1]), int(found[2])) in pairs:
            could.append(option)
    return could[0] if len(could) == 1 else ""


@cache
def _month_names() -> dict[str, int]:
    names = {key: value for key, value in _marks().months.items() if isinstance(value, tuple)}
    return {normalise(name): int(number) for number, each in names.items() for name in each}


@cache
def _marks() -> _Marks:
    with as_file(files("screening.intake") / "excel_damage.toml") as path:
        return load_definition(path, _Marks)
