import re

import pytest
from invented_instrument import built, derived_facts, facts

from screening.instruments.key_pages import numbers, span
from screening.instruments.library import instrument_ids, load_instrument
from screening.instruments.page import instrument_page
from screening.instruments.page_text import table


def cells_of(page):
    """Return every table row of a page as its cells."""
    lines = [line for line in page.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_the_page_shows_every_cut_point_and_every_source(instrument_id):
    instrument = load_instrument(instrument_id)
    page = instrument_page(instrument)
    rows = cells_of(page)
    for cut_points in instrument.cut_points:
        assert f"Source: {cut_points.source}." in page
        for subscale_id, ranges in cut_points.ranges.items():
            shown = sorted(span(first, last) for first, last in ranges.values())
            assert any(
                row[0] == f"`{subscale_id}`" and sorted(filter(None, row[1:])) == shown
                for row in rows
            )
    for subscale in instrument.subscale:
        assert re.search(rf"Source of .*`{subscale.id}`.*: {re.escape(subscale.source)}\.", page)
    for each in instrument.disagreement:
        assert [each.about.replace("|", "/"), each.chosen, f"{each.decision:03d}"] in rows


def test_the_page_shows_key_reversals_and_gate_of_sdq():
    page = instrument_page(load_instrument("sdq"))
    key = next(row for row in cells_of(page) if row[0] == "`conduct`")
    assert key[2:6] == ["5, 7, 12, 18, 22", "7", "0-10", "worse"]
    assert next(row for row in cells_of(page) if row[0] == "`prosocial`")[5] == "better"
    assert "Item 26 answered 0: score 0." in page
    assert ["teacher", "28, 30, 31", "0-6"] in cells_of(page)
    assert [row for row in cells_of(page) if row[0] in {"2", "3"}][-2:] == [["2", "1"], ["3", "2"]]
    assert "Not scored: 27, 33." in page
    assert "Nothing is scored until you state that you hold the permission." in page


def test_the_page_shows_both_orders_of_psc_17_and_that_young_people_have_no_bands():
    page = instrument_page(load_instrument("psc_17"))
    assert "mixed: 2, 6, 9, 11, 15; grouped: 1-5" in page
    assert "Scores without bands" in page
    assert "more than 3 blanks on the form: no score" in page


def test_the_page_shows_the_critical_item_of_phq_a_and_has_no_such_part_without_one():
    page = instrument_page(load_instrument("phq_a"))
    assert "## Critical items" in page
    assert any(row[:2] == ["9", "1 or more; or no answer"] for row in cells_of(page))
    assert "## Critical items" not in instrument_page(load_instrument("gad_7"))


def test_the_page_shows_rules_and_cut_points_of_one_subscale_and_one_grade_band():
    page = instrument_page(built(facts()))
    fewest = "at least 3 answered: mean times the number of items, a half rounds up"
    assert ["calm", fewest, "manual p. 5"] in cells_of(page)
    assert "Answered by teacher, grade band young. Source: manual table 2." in page
    assert "Not scored: 9." in page


def test_an_instrument_without_cut_points_says_so_and_what_that_means():
    content = facts()
    del content["scheme"], content["cut_points"]
    page = instrument_page(built(content))
    assert "3 subscales, no cut-points: scores and percentiles within the district" in page
    assert "`two_band`" not in page


def test_the_page_shows_tables_norms_strengths_cautions_and_disagreements():
    page = instrument_page(built(derived_facts()))
    rows = cells_of(page)
    assert ["4", "6"] in rows
    assert ["12", "18"] in rows
    assert "T = 50 + 10 * (score - mean) / standard deviation" in page
    assert ["young", "female", "6.5 / 1.25"] in rows
    assert ["`calm_points`", "15", "calm", "manual p. 9"] in rows
    assert ["`calm_points`", "6, 18", "all alike", "manual p. 9"] in rows
    assert ["rounding", "half up", "005"] in rows


@pytest.mark.parametrize(
    ("values", "shown"),
    [((1, 2, 3), "1-3"), ((1, 2), "1, 2"), ((5, 1, 2, 3, 9), "5, 1-3, 9"), ((), "")],
)
def test_runs_of_item_numbers_are_shortened(values, shown):
    assert numbers(values) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (6, 6, "6"), (0, 5, "0-5"), (19.98, 27.03, "19.98-27.03"),
        (70, float("inf"), "70 and above"),
        (float("-inf"), 64, "64 and below"), (100, 200, "100-200"),
    ],
)  # fmt: skip
def test_ranges_are_shown_as_a_manual_prints_them(first, last, shown):
    assert span(first, last) == shown


def test_a_table_is_aligned_leaves_empty_columns_out_and_keeps_to_its_cells():
    assert table(("a", "b", "c"), [("1", "", "x|y")]) == "| a | c   |\n| - | --- |\n| 1 | x/y |"
    assert table(("a",), []) == ""
