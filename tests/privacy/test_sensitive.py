"""The primary rule, at its edges and against a plain recount."""

import pandas as pd
import pytest
from districts import inner_counts, must_hide, publication, recount, seeds
from hypothesis import given, settings

from screening.privacy.protect import Status, protect
from screening.privacy.publication import Block, Publication, Table, lay_out
from screening.privacy.sensitive import Rule, find_sensitive

RULE = Rule(minimum=10, numerator_minimum=5)


def primary_keys(parts: dict[str, int], *, rule: Rule = RULE, harmless: frozenset = frozenset()):
    """Keys that the rule hides in one group split into `parts`."""
    inner = pd.DataFrame({"group": "a", "part": list(parts), "count": list(parts.values())})
    table = Table("t", ("group",), ("part",), sizes_known=True, harmless=harmless)
    plan = Publication((Block(inner, (table,)),))
    layout = lay_out(plan)
    found = find_sensitive(layout, plan, rule=rule).primary
    return {key[1] for key, cell in layout.rows["t"].items() if cell in found and key[0] == "a"}


def in_order(value: object) -> str:
    """Return a case's name, the same in every process: a set has no order of its own."""
    return str(sorted(value)) if isinstance(value, set) else str(value)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"x": 4, "y": 20, "z": 20}, {"x"}),
        ({"x": 5, "y": 20, "z": 20}, set()),
        ({"x": 1, "y": 20, "z": 20}, {"x"}),
        ({"x": 0, "y": 20, "z": 20}, set()),
        ({"x": 4, "y": 20}, {"x", "y"}),
        ({"x": 5, "y": 20}, set()),
        ({"x": 2, "y": 2, "z": 20}, {"x", "y", "z"}),
        ({"x": 5, "y": 5}, set()),
        ({"x": 5, "y": 4}, {"x", "y", "*"}),
        ({"x": 0, "y": 9}, {"x", "y", "*"}),
        ({"x": 0, "y": 10}, {"y"}),
        ({"x": 0, "y": 0}, set()),
    ],
    ids=in_order,
)
def test_the_rule_hides_small_groups_small_parts_and_what_leaves_a_small_part(parts, hidden):
    assert primary_keys(parts) == hidden


def test_a_group_all_in_one_harmless_part_may_be_shown():
    assert primary_keys({"x": 0, "y": 10}, harmless=frozenset({"y"})) == set()


def test_zeros_stay_visible_where_the_rule_says_that_zeros_are_shown():
    rule = Rule(minimum=10, numerator_minimum=5, zeros_shown=True)
    assert primary_keys({"x": 0, "y": 9}, rule=rule) == {"y", "*"}


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_without_splits_every_cell_is_a_group_of_its_own(count, is_hidden):
    inner = pd.DataFrame({"place": ["a", "b", "c"], "count": [count, 50, 60]})
    plan = Publication((Block(inner, (Table("t", ("place",)),)),))
    cells = protect(plan, rule=RULE)["t"].cells
    assert (cells[("a",)].status is Status.PRIMARY) is is_hidden


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_the_primary_set_equals_a_plain_recount(seed):
    inner = inner_counts(seed)
    plan = publication(inner)
    layout = lay_out(plan)
    primary = find_sensitive(layout, plan, rule=RULE).primary
    expected: set[int] = set()
    for name, groups in (("by_school", ("school",)), ("by_school_grade", ("school", "grade"))):
        keys = must_hide(recount(inner, groups), minimum=10, few=5)
        expected |= {layout.rows[name][key] for key in keys}
    assert primary == expected
