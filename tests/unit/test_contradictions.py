import tomllib

import pytest
from vendor_exports import LAYOUTS

from screening.definition import build_definition
from screening.instruments.library import SHIPPED
from screening.intake.contradictions import result_contradictions
from screening.intake.layout import Layout
from screening.warehouse import open_warehouse


def layout_of(text):
    return build_definition(tomllib.loads(text), Layout, where="layout")


def is_contradiction(condition, **cells):
    selected = ", ".join(f"{value}::tinyint as {name}" for name, value in cells.items())
    with open_warehouse() as warehouse:
        return warehouse.rows(f"select {condition} from (select {selected})")[0][0]


def test_only_results_with_both_columns_can_contradict():
    found = result_contradictions(layout_of(LAYOUTS["bess_teacher"]), SHIPPED)
    assert list(found) == ["bess_3_index_band"]
    one = LAYOUTS["bess_teacher"].replace('bess_3_index_t = "BERI"\n', "")
    assert result_contradictions(layout_of(one), SHIPPED) == {}
    assert result_contradictions(layout_of(LAYOUTS["saebrs"]), SHIPPED) == {}


@pytest.mark.parametrize("t", range(28, 73))
def test_a_t_score_agrees_with_exactly_one_band(t):
    found = result_contradictions(layout_of(LAYOUTS["dessa"]), SHIPPED)
    condition = found["dessa_mini_total_band"]
    agreed = [
        rank
        for rank in range(3)
        if not is_contradiction(condition, dessa_mini_total_t=t, dessa_mini_total_band=rank)
    ]
    assert agreed == [2 if t <= 40 else 0 if t >= 60 else 1]


@pytest.mark.parametrize("code", [-1, -2, -9])
def test_where_one_of_the_two_is_missing_nothing_contradicts(code):
    condition = result_contradictions(layout_of(LAYOUTS["dessa"]), SHIPPED)["dessa_mini_total_band"]
    assert not is_contradiction(condition, dessa_mini_total_t=code, dessa_mini_total_band=0)
    assert not is_contradiction(condition, dessa_mini_total_t=30, dessa_mini_total_band=code)
