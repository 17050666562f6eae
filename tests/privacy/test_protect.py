"""Protected tables: attacked by a programme of its own, gated, the same whatever the order."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from districts import inner_counts, must_hide, publication, recount, seeds, shuffled
from hypothesis import given, settings
from scipy.optimize import Bounds, LinearConstraint, milp

from screening.errors import FailedChecksError
from screening.privacy.protect import ProtectedCell, Status, audit, protect, require_safe
from screening.privacy.publication import Block, Link, Publication, Table
from screening.privacy.sensitive import Rule

RULE = Rule(minimum=10, numerator_minimum=5)


def chosen(inner: pd.DataFrame, columns: tuple[str, ...], key: tuple[str, ...]) -> np.ndarray:
    """1 for each inner cell that a published cell adds up."""
    row = np.ones(len(inner))
    for column, value in zip(columns, key, strict=True):
        if value != "*":
            row *= (inner[column] == value).to_numpy()
    return row


def whole_number_range(knowledge, target) -> tuple[int, int]:
    """Smallest and largest whole count that fits what a reader knows (exact, branch and bound)."""
    rows, values = knowledge
    fits = LinearConstraint(np.array(rows), np.array(values), np.array(values))
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * target, constraints=fits, integrality=np.ones(len(target)), bounds=Bounds(0)
        )
        assert found.status == 0
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


def a_readers_knowledge(inner: pd.DataFrame, tables) -> tuple[list, list]:
    """Equations from the finished tables, and group sizes that a school knows anyway."""
    rows, values = [], []
    for table in tables.values():
        for *key, value, _status in table.frame().itertuples(index=False, name=None):
            if value is not pd.NA:
                rows.append(chosen(inner, table.columns, tuple(key)))
                values.append(int(value))
    for (school, grade), group in inner.groupby(["school", "grade"]):
        rows.append(chosen(inner, ("school", "grade"), (school, grade)))
        values.append(int(group["count"].sum()))
    return rows, values


@given(seeds)
@settings(max_examples=6, deadline=None)
def test_no_hidden_small_count_can_be_worked_out_by_an_attack_written_apart(seed):
    inner = inner_counts(seed, schools=2, grades=3, mean=25)
    tables = protect(publication(inner), rule=RULE)
    knowledge = a_readers_knowledge(inner, tables)
    attacked = 0
    for name, groups in (("by_school", ("school",)), ("by_school_grade", ("school", "grade"))):
        sums = recount(inner, groups)
        for key in must_hide(sums, minimum=10, few=5):
            if key[-2:] == ("*", "*") or not 1 <= sums[key] < 5:
                continue
            low, high = whole_number_range(knowledge, chosen(inner, tables[name].columns, key))
            size = sums[(*key[:-2], "*", "*")]
            assert low <= 1, key
            assert high >= min(4, size), key
            assert low < high, key
            attacked += 1
    assert attacked or not any(0 < count < 5 for count in inner["count"])


def test_the_attack_does_recover_counts_when_only_the_rule_itself_hides():
    """The attack above must be able to succeed, or its silence means nothing."""
    levels = {"tier_1": 40, "tier_2": 20, "tier_3": 3, "not_screened": 12}
    inner = pd.DataFrame(
        {"school": "s0", "grade": "g0", "level": list(levels), "count": list(levels.values())}
    )
    plan = Publication((Block(inner, (Table("t", ("school", "grade"), ("level",)),)),))
    tables = protect(plan, rule=RULE)
    cells = {
        key: cell if cell.status is Status.PRIMARY else ProtectedCell(told, Status.SHOWN)
        for key, cell in tables["t"].cells.items()
        for told in [int(chosen(inner, tables["t"].columns, key) @ inner["count"])]
    }
    leaking = {"t": dataclasses.replace(tables["t"], cells=cells)}
    target = chosen(inner, tables["t"].columns, ("s0", "g0", "tier_3"))
    assert whole_number_range(a_readers_knowledge(inner, leaking), target) == (3, 3)
    assert whole_number_range(a_readers_knowledge(inner, tables), target) != (3, 3)


@given(seeds)
@settings(max_examples=5, deadline=None)
def test_the_gate_blocks_every_single_leak(seed):
    inner = inner_counts(seed, schools=2, grades=2)
    plan = publication(inner)
    tables = protect(plan, rule=RULE)
    table = tables["by_school_grade"]
    sums = recount(inner, ("school", "grade"))
    primary = [key for key, cell in table.cells.items() if cell.status is Status.PRIMARY]
    for key in [key for key in primary if key[-2:] != ("*", "*")][:3]:
        cells = {**table.cells, key: ProtectedCell(sums[key], Status.SHOWN)}
        leaking = {**tables, table.name: dataclasses.replace(table, cells=cells)}
        with pytest.raises(FailedChecksError, match="Nothing was published"):
            require_safe(plan, leaking, rule=RULE)


def test_the_gate_blocks_when_a_protecting_cell_is_shown():
    inner = pd.DataFrame({"place": ["a"] * 3, "part": ["x", "y", "z"], "count": [3, 20, 30]})
    plan = Publication((Block(inner, (Table("t", ("place",), ("part",)),)),))
    table = protect(plan, rule=RULE)["t"]
    assert table.cells[("a", "y")].status is Status.SECONDARY
    shown = {
        key: ProtectedCell(20, Status.SHOWN) if key[1] == "y" else cell
        for key, cell in table.cells.items()
    }
    with pytest.raises(FailedChecksError):
        require_safe(plan, {"t": dataclasses.replace(table, cells=shown)}, rule=RULE)


def test_tables_other_than_those_planned_are_not_audited_as_if_they_were():
    plan = publication(inner_counts(1))
    tables = protect(plan, rule=RULE)
    with pytest.raises(ValueError, match="not the tables audited"):
        audit(plan, {"by_school": tables["by_school"]}, rule=RULE)
    table = tables["by_school"]
    fewer = dataclasses.replace(table, cells=dict(list(table.cells.items())[1:]))
    with pytest.raises(ValueError, match="other cells"):
        audit(plan, {**tables, "by_school": fewer}, rule=RULE)


@given(seeds, seeds)
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_changes_nothing(seed, order):
    inner = inner_counts(seed, schools=2)
    assert protect(publication(inner), rule=RULE) == protect(
        publication(shuffled(inner, order)), rule=RULE
    )


@given(seeds)
@settings(max_examples=5, deadline=None)
def test_shown_counts_are_the_true_ones_and_hidden_ones_are_empty(seed):
    inner = inner_counts(seed)
    tables = protect(publication(inner), rule=RULE)
    sums = recount(inner, ("school", "grade"))
    for key, cell in tables["by_school_grade"].cells.items():
        assert cell.value == (sums[key] if cell.status is Status.SHOWN else None)


def test_large_counts_are_not_hidden_without_need():
    inner = inner_counts(0).assign(count=100)
    assert not protect(publication(inner), rule=RULE)["by_school"].frame()["value"].isna().any()


def test_a_count_shared_by_two_blocks_is_hidden_in_both():
    """By school: 3 of 60 at tier 3. By class: the same 60 students, so no class may tell it."""
    by_school = pd.DataFrame({"school": "a", "level": ["t1", "t3"], "count": [57, 3]})
    by_class = pd.DataFrame(
        {"room": ["r1", "r1", "r2", "r2"], "level": ["t1", "t3"] * 2, "count": [27, 3, 30, 0]}
    )
    blocks = (
        Block(by_school, (Table("school", ("school",), ("level",)),)),
        Block(by_class, (Table("rooms", ("room",), ("level",)),)),
    )
    links = tuple(Link((0, {"level": level}), (1, {"level": level})) for level in ("t1", "t3"))
    tables = protect(Publication(blocks, links), rule=RULE)
    assert tables["school"].cells[("a", "t3")].value is None
    assert tables["rooms"].cells[("*", "t3")].value is None
    shown = [cell.value for cell in tables["rooms"].cells.values() if cell.value is not None]
    assert 57 not in shown


def test_links_that_do_not_hold_are_refused():
    inner = pd.DataFrame({"place": ["a", "b"], "count": [20, 30]})
    blocks = (Block(inner, (Table("t", ("place",)),)), Block(inner, (Table("u", ("place",)),)))
    wrong = Link((0, {"place": "a"}), (1, {"place": "b"}))
    with pytest.raises(ValueError, match="differ"):
        protect(Publication(blocks, (wrong,)), rule=RULE)


def test_negative_counts_and_two_tables_of_one_name_are_refused():
    inner = pd.DataFrame({"place": ["a", "b"], "count": [20, -1]})
    with pytest.raises(ValueError, match="below 0"):
        protect(Publication((Block(inner, (Table("t", ("place",)),)),)), rule=RULE)
    block = Block(inner.assign(count=20), (Table("t", ("place",)),))
    with pytest.raises(ValueError, match="two tables"):
        protect(Publication((block, block)), rule=RULE)


def test_a_district_of_twelve_schools_keeps_half_of_its_fine_cells():
    inner = inner_counts(4, schools=12, grades=5, mean=60)
    plan = publication(inner)
    tables = protect(plan, rule=RULE)
    found = audit(plan, tables, rule=RULE)
    assert found.recoverable == 0
    assert found.hidden < found.cells / 2


@pytest.mark.parametrize("size", [1, 2, 5, 9])
def test_what_known_sizes_tell_by_themselves_does_not_stop_a_release(size):
    """A school of `size`: its rooms cannot hold nine, whatever is hidden."""
    by_school = pd.DataFrame(
        {"school": ["a", "a", "b", "b"], "level": ["t1", "t3"] * 2, "count": [size, 0, 80, 20]}
    )
    by_room = pd.DataFrame({"room": ["r1", "r1"], "level": ["t1", "t3"], "count": [size, 0]})
    blocks = (
        Block(by_school, (Table("school", ("school",), ("level",), sizes_known=True),)),
        Block(by_room, (Table("rooms", ("room",), ("level",)),)),
    )
    links = tuple(
        Link((0, {"school": "a", "level": level}), (1, {"level": level})) for level in ("t1", "t3")
    )
    tables = protect(Publication(blocks, links), rule=RULE)
    small = [cell for key, cell in tables["school"].cells.items() if key[0] == "a"]
    assert all(cell.value is None for cell in (*small, *tables["rooms"].cells.values()))
