"""Published tables with known answers (data/disclosure of the real answers' folder)."""

import pandas as pd
import pytest

from screening.privacy.attack import Attack
from screening.privacy.protect import Status, protect
from screening.privacy.publication import Block, Layout, Publication, Table, lay_out
from screening.privacy.sensitive import Rule, Sensitive, Target, find_sensitive

pytestmark = pytest.mark.real_data

RULE = Rule(minimum=10, numerator_minimum=5)


@pytest.fixture
def cases(real_data):
    return real_data / "disclosure"


def reader_range(layout: Layout, hidden: set[int], cell: int, *, rule: Rule = RULE):
    """The range our audit gives a reader for one cell; asks for more than there can be."""
    target = Target(layout.cells[cell], 10**6)
    attack = Attack(layout, Sensitive(frozenset(), (target,), frozenset()), rule=rule)
    ranges = attack.explore(attack.truth(), hidden=frozenset(hidden))
    # The solver's ceiling stands for "no limit"; every range here ends far below it.
    return round(ranges.low[0]), round(ranges.high[0])


def two_way(case: pd.DataFrame, first: str, second: str, total: str) -> tuple[Layout, Publication]:
    inside = case[(case[first] != total) & (case[second] != total)]
    plan = Publication((Block(inside[[first, second, "count"]], (Table("t", (first, second)),)),))
    return lay_out(plan), plan


@pytest.mark.parametrize("pattern", ["a", "b"])
def test_two_hidden_per_line_is_found_unsafe_and_its_mended_pattern_safe(cases, pattern):
    case = pd.read_csv(cases / "case01_two_per_line_still_recoverable.csv")
    layout, _ = two_way(case, "row", "col", "tot")
    cells = layout.rows["t"]
    suppressed = case[case[f"pattern_{pattern}"] == "suppressed"]
    hidden = {
        cells[(row, col)] for row, col in zip(suppressed["row"], suppressed["col"], strict=True)
    }
    for line in suppressed.to_dict("records"):
        found = reader_range(layout, hidden, cells[(line["row"], line["col"])])
        assert found == (line[f"lo_{pattern}"], line[f"hi_{pattern}"]), line


def test_the_only_small_cell_of_a_table_takes_three_others_with_it(cases):
    case = pd.read_csv(cases / "case03_region_gender_patterns.csv")
    case = case[case["pattern"] == "optimal_hypercube_hitas_simple"]
    _, plan = two_way(case, "region", "gender", "total")
    table = protect(plan, rule=Rule(minimum=3, numerator_minimum=3))["t"]
    hidden = {key for key, cell in table.cells.items() if cell.value is None}
    assert table.cells[("A", "female")].status is Status.PRIMARY
    assert hidden == {(r, g) for r in "AC" for g in ("male", "female")}, "the least: 42 students"


def test_what_is_hidden_in_reference_patterns_is_found_undone_or_not(cases):
    every = pd.read_csv(cases / "case03_region_gender_patterns.csv")
    for _, case in every.groupby("pattern"):
        layout, _ = two_way(case, "region", "gender", "total")
        cells = layout.rows["t"]
        suppressed = case[case["status"] == "suppressed"]
        keys = list(zip(suppressed["region"], suppressed["gender"], strict=True))
        hidden = {cells[key] for key in keys}
        for key, low, high in zip(keys, suppressed["lo"], suppressed["hi"], strict=True):
            assert reader_range(layout, hidden, cells[key]) == (low, high)


@pytest.mark.parametrize("pattern", ["a", "b"])
def test_tables_that_share_cells_are_attacked_together(cases, pattern):
    case = pd.read_csv(cases / "case02_linked_tables.csv")
    regions = case[case["kind"] == "region"].rename(columns={"label": "region"})
    inner = regions[["region", "county", "size", "count"]]
    tables = (Table("one", ("county", "region")), Table("two", ("size", "region")))
    layout = lay_out(Publication((Block(inner, tables),)))
    place = dict(zip(regions["region"], regions["county"], strict=True))
    cells = {name: layout.rows["one"][(county, name)] for name, county in place.items()}
    suppressed = regions[regions[f"pattern_{pattern}"] == "suppressed"]["region"]
    low, high = reader_range(layout, {cells[name] for name in suppressed}, cells["K"])
    assert (low, high) == ((3, 3) if pattern == "a" else (0, 10))


def test_knowing_that_zeros_are_shown_undoes_two_ones(cases):
    """Case 04 T8: ranges look like 0 to 2, but a hidden count is known to be at least 1."""
    inner = pd.DataFrame({"place": ["a", "b", "c"], "count": [1, 1, 7]})
    plan = Publication((Block(inner, (Table("t", ("place",)),)),))
    layout = lay_out(plan)
    hidden = {layout.rows["t"][(place,)] for place in "ab"}
    naive = Rule(minimum=2, numerator_minimum=2)
    knowing = Rule(minimum=2, numerator_minimum=2, zeros_shown=True)
    cell = layout.rows["t"][("a",)]
    assert reader_range(layout, hidden, cell, rule=naive) == (0, 2)
    assert reader_range(layout, hidden, cell, rule=knowing) == (1, 1)
    assert (cases / "case04_input.csv").is_file()


@pytest.mark.parametrize(("name", "limit", "where"), [("T1", 1, "2014"), ("T2", 2, "2014")])
def test_primary_cells_of_a_frequency_table_are_those_published(cases, name, limit, where):
    """The source hides zeros as well (0 to maxN); ours are compared from 1 up."""
    inner = pd.read_csv(cases / "case04_input.csv", dtype={"year": str})
    inner = inner[inner["year"] == where].rename(columns={"freq": "count"})
    plan = Publication((Block(inner[["age", "geo", "count"]], (Table("t", ("age", "geo")),)),))
    layout = lay_out(plan)
    primary = find_sensitive(layout, plan, rule=Rule(limit + 1, limit + 1)).primary
    published = pd.read_csv(cases / "case04_frequency_tables_T1_T8.csv")
    published = published[(published["case"] == name) & ~published["geo"].isin(["EU", "nonEU"])]
    expected = published[published["primary"] & (published["count"] > 0)]
    keys = expected[["age", "geo"]].replace("Total", "*").itertuples(index=False, name=None)
    assert primary == {layout.rows["t"][key] for key in keys}


def test_a_group_that_is_all_in_one_part_is_hidden_though_no_count_is_small(cases):
    """Case 07, group attribute: all six married people work full time."""
    case = pd.read_csv(cases / "case07_frequency_table_risks.csv")
    case = case[(case["table"] == "group_attribute") & (case["row"] != "Total")]
    case = case[case["col"] != "Total"][["row", "col", "count"]].assign(
        count=lambda c: 5 * c["count"]
    )
    plan = Publication((Block(case, (Table("t", ("row",), ("col",)),)),))
    table = protect(plan, rule=RULE)["t"]
    assert table.cells[("Married", "Full time")].status is Status.PRIMARY
    assert table.cells[("Married", "Part time")].value is None
