"""Which columns are an instrument's items by their names: its id or a listed name, and a number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.instruments.definition import Instrument
from screening.intake.drafting.known_names import (
    named_items,
    names_before_number,
    numbered_name,
    squeezed,
)
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.text_table import Column
from screening.problem import Problem

Places = dict[int, list[int]]
"""Item number → positions of the columns that are called so."""


@dataclass(frozen=True)
class NamedItems:
    """What the names say of one instrument.

    Attributes:
        places: item number → position of its column; empty where the names say nothing.
        problems: why the instrument is not accepted: items missing, there twice, or too many.
    """

    places: Mapping[int, int]
    problems: tuple[Problem, ...] = ()


def items_by_name(
    instrument: Instrument, columns: Sequence[ColumnSeen], *, informant: str, file: str
) -> NamedItems:
    """Return the columns that are called as an instrument's items; all of them or a problem.

    Columns that are called alike are one style. Names in several styles are taken together where
    they give each item once (a renamed question), else the only style that is complete is taken:
    `phq9` beside `phq9_1` to `phq9_9` is a score, not item 9.
    """
    styles = _styles(instrument, columns, informant)
    together = _together(styles)
    needed = set(range(1, instrument.item_count + 1)) - set(instrument.unscored)
    if len(set(together) & needed) < 2:  # noqa: PLR2004 (one alone is as likely a score)
        return NamedItems({})
    whole = [places for places in (together, *styles.values()) if _is_whole(places, needed)]
    if whole and whole[0] is together:
        chosen = together
    elif len(whole) == 1:
        chosen = whole[0]
    else:
        return NamedItems({}, tuple(_faults(together, needed, instrument.id, columns, file)))
    if extra := sorted(set(chosen) - set(instrument.item_numbers)):
        return NamedItems({}, tuple(_unknown(instrument, chosen, extra, columns, file)))
    return NamedItems({number: chosen[number][0] for number in sorted(chosen)})


def _styles(
    instrument: Instrument, columns: Sequence[ColumnSeen], informant: str
) -> dict[str, Places]:
    before = names_before_number(instrument.id)
    by_word = named_items(instrument.id, informant)
    styles: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for each in columns:
        for name in _names_of(each.column):
            number = numbered_name(name)
            found = number if number and number[0] in before else by_word.get(squeezed(name))
            if found:
                styles[found[0]][found[1]].append(each.position)
                break
    return styles


def _names_of(column: Column) -> Iterator[str]:
    """Yield what a column may be called: its name, without the groups before it, its text."""
    yield column.name
    yield column.name.rpartition("/")[2]
    yield column.text


def _together(styles: Mapping[str, Places]) -> Places:
    found: Places = defaultdict(list)
    for places in styles.values():
        for number, positions in places.items():
            found[number].extend(positions)
    return found


def _is_whole(places: Places, needed: set[int]) -> bool:
    return needed <= set(places) and all(len(each) == 1 for each in places.values())


def _faults(
    places: Places,
    needed: set[int],
    instrument_id: str,
    columns: Sequence[ColumnSeen],
    file: str,
) -> Iterator[Problem]:
    for number, positions in sorted(places.items()):
        if len(positions) > 1:
            said = f"{instrument_id}: item {number} stands in {len(positions)} columns."
            yield Problem("M302", file, said, column=columns[positions[0]].column.name)
    if missing := sorted(needed - set(places)):
        numbers = ", ".join(map(str, missing))
        said = f"{instrument_id}: no column is called as item {numbers}; the others are there."
        yield Problem("M301", file, said)


def _unknown(
    instrument: Instrument,
    places: Places,
    extra: Sequence[int],
    columns: Sequence[ColumnSeen],
    file: str,
) -> Iterator[Problem]:
    for number in extra:
        said = f"{instrument.id} has {instrument.item_count} items, and this is called as another."
        yield Problem("M306", file, said, column=columns[places[number][0]].column.name)
