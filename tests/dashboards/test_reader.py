"""All pages of a window read together: no small count follows from the others."""

import dataclasses

import pytest
from made_up_district import district_counts
from reader import GROUPS, cell, reader_of

from screening.dashboards.protected import protect_window
from screening.privacy.protect import ProtectedCell, Status
from screening.programme.settings import Suppression

RULE = Suppression()


def small_counts(world, tables):
    """Yield (table, key, unknowns, most a reader must still hold possible)."""
    true = world["count"].to_numpy()
    for table in tables.values():
        for key in table.cells:
            chosen = cell(world, table, key)
            groups, splits = key[: GROUPS[table.name]], key[GROUPS[table.name] :]
            size = int(cell(world, table, (*groups, *("*" for _ in splits))) @ true)
            is_size = all(part == "*" for part in splits)
            if is_size and table.name in ("movement", "classes"):
                few = RULE.minimum - 1
            elif is_size:
                continue
            else:
                few = min(RULE.numerator_minimum - 1, size)
            if 1 <= chosen @ true <= few:
                yield table.name, key, chosen, few


def worked_out(counts, tables):
    """Return (table, key, lowest, highest) of each small count the pages narrow down too far."""
    reader = reader_of(counts, tables)
    blind = reader_of(counts, tables, sees_pages=False)
    found = []
    asked = {}
    for name, key, chosen, few in small_counts(reader.world, tables):
        place = chosen.tobytes()
        if place not in asked:
            asked[place] = reader.ask(chosen), blind.ask(chosen)
        (low, high), (least, most) = asked[place]
        wide = low <= max(1, least) and high >= min(few, most) and (low < high or least == most)
        if not wide:
            found.append((name, key, low, high))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_of_a_random_district_can_be_worked_out_from_all_its_pages(seed):
    counts = district_counts(seed)
    tables = protect_window(counts, suppression=RULE).tables
    assert {"movement", "classes"} <= set(tables)
    assert worked_out(counts, tables) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 320))
def test_no_small_count_of_many_random_districts_can_be_worked_out(seed):
    counts = district_counts(seed)
    assert worked_out(counts, protect_window(counts, suppression=RULE).tables) == []


@pytest.mark.parametrize("name", ["movement", "classes"])
def test_the_reader_does_work_out_counts_when_only_the_rule_itself_hides(name):
    """The attack must be able to succeed, in the tables it was written for."""
    counts = district_counts(1)
    tables = protect_window(counts, suppression=RULE).tables
    world = reader_of(counts, tables).world
    true = world["count"].to_numpy()
    shown = {
        key: found
        if found.status is not Status.SECONDARY
        else ProtectedCell(int(cell(world, tables[name], key) @ true), Status.SHOWN)
        for key, found in tables[name].cells.items()
    }
    leaking = {**tables, name: dataclasses.replace(tables[name], cells=shown)}
    assert worked_out(counts, leaking)
