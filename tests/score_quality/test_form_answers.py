"""Answers as patterns: turned round as the key says, orders never mixed, straight lines counted."""

import pytest

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.intake.settle import AnswerTable
from screening.score_quality.form_answers import Speed, form_answers, speed
from screening.warehouse import open_warehouse


@pytest.fixture
def warehouse():
    with open_warehouse() as opened:
        yield opened


def answered(warehouse, instrument, rows, *, informant="self", order=None, turned=False, grade="7"):
    """Make an answer table; rows are lists of codes, None = not answered."""
    loaded = load_instrument(instrument)
    items = form_of(loaded, informant=informant, item_order=order).main_items
    table = AnswerTable(instrument, informant, order, turned, items)
    columns = ", ".join(f"{item} tinyint" for item in items)
    warehouse.execute(
        f"create table {table.name} (grade varchar, seconds_per_item double, {columns})"
    )
    for row in rows:
        codes = ", ".join("null" if code is None else str(code) for code in row)
        warehouse.execute(f"insert into {table.name} values ('{grade}', null, {codes})")
    return table


def read(warehouse, *tables, scheme=None):
    instrument = load_instrument(tables[0].instrument)
    form = form_of(instrument, informant=tables[0].informant, scheme=scheme)
    return form_answers(warehouse, form, tables)


def subscale(answers, name):
    return next(each for each in answers.form.subscales if each.id == name)


def sums(answers, name):
    """Return sum score → students, of complete patterns."""
    codes, counts = answers.complete(subscale(answers, name))
    found = {}
    for row, count in zip(codes, counts, strict=True):
        found[int(row.sum())] = found.get(int(row.sum()), 0) + int(count)
    return found


def test_equal_rows_are_one_pattern_and_order_does_not_matter(warehouse):
    table = answered(warehouse, "gad_7", [[1] * 7, [0] * 7, [1] * 7])
    answers = read(warehouse, table)
    assert answers.codes.tolist() == [[0] * 7, [1] * 7]
    assert answers.counts.tolist() == [1, 2]


def test_a_form_with_a_blank_is_not_complete(warehouse):
    answers = read(warehouse, answered(warehouse, "gad_7", [[1] * 6 + [None], [2] * 7]))
    assert answers.complete_count == 1
    assert sums(answers, "total") == {14: 1}


def test_a_blank_elsewhere_leaves_a_subscale_complete(warehouse):
    row = [2, None, *[1] * 15]
    answers = read(
        warehouse, answered(warehouse, "psc_17", [row], informant="caregiver", order="mixed")
    )
    assert sums(answers, "attention") == {6: 1}
    assert sums(answers, "internalising") == {}
    assert sums(answers, "total") == {}


def test_reversed_items_count_from_the_other_end(warehouse):
    answers = read(warehouse, answered(warehouse, "sdq", [[2] * 25]))
    assert sums(answers, "conduct") == {8: 1}
    assert sums(answers, "prosocial") == {10: 1}


def test_answers_that_the_tool_turned_round_are_turned_back_and_count_the_same(warehouse):
    plain = answered(warehouse, "sdq", [[2] * 25])
    codes = [2] * 25
    for item in (7, 11, 14, 21, 25):
        codes[item - 1] = 0
    turned = answered(warehouse, "sdq", [codes], turned=True)
    answers = read(warehouse, plain, turned)
    assert answers.counts.tolist() == [2]
    assert answers.codes.tolist() == [[2] * 25]


def test_item_orders_are_never_mixed_the_larger_is_taken(warehouse):
    mixed = answered(warehouse, "psc_17", [[1] * 17], informant="caregiver", order="mixed")
    grouped = answered(
        warehouse,
        "psc_17",
        [[2] * 5 + [0] * 12] * 2,
        informant="caregiver",
        order="grouped",
    )
    answers = read(warehouse, mixed, grouped)
    assert answers.form.item_order == "grouped"
    assert sums(answers, "internalising") == {10: 2}


def test_only_the_grades_of_a_subscale_count(warehouse):
    young = answered(warehouse, "srss_ie", [[1] * 12], informant="teacher", grade="3")
    answers = read(warehouse, young)
    assert sums(answers, "i5") == {5: 1}
    assert sums(answers, "i6") == {}
    assert sums(answers, "e7") == {7: 1}


def test_nobody_answered(warehouse):
    assert read(warehouse, answered(warehouse, "gad_7", [])) is None


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ([1] * 9, True),
        ([2] * 9, True),
        ([0] * 9, False),
        ([3] * 9, False),
        ([1] * 8 + [2], False),
        ([1] * 8 + [None], False),
        ([None] * 9, False),
    ],
)
def test_where_items_point_one_way_only_the_middle_throughout_is_told(warehouse, row, counts):
    answers = read(warehouse, answered(warehouse, "phq_9", [row, [0, 1, 2, 3, 0, 1, 2, 3, 0]]))
    assert answers.straight_lined_count(items_at_least=9) == int(counts)


@pytest.mark.parametrize("code", [0, 1, 2])
def test_where_items_point_both_ways_any_answer_throughout_is_told(warehouse, code):
    answers = read(warehouse, answered(warehouse, "sdq", [[code] * 25] * 3))
    assert answers.straight_lined_count(items_at_least=9) == 3


def test_a_short_form_tells_nothing(warehouse):
    answers = read(warehouse, answered(warehouse, "gad_7", [[1] * 7] * 3))
    assert answers.straight_lined_count(items_at_least=9) is None
    assert answers.straight_lined_count(items_at_least=7) == 3


def test_speed_counts_forms_below_the_limit_and_leaves_unknown_times_out(warehouse):
    table = answered(warehouse, "gad_7", [[1] * 7] * 5)
    times = "[1.99, 2.0, 30.0, null, -1.0]"
    warehouse.execute(f"update {table.name} set seconds_per_item = ({times})[rowid + 1]")
    assert speed(warehouse, [table], seconds_per_item=2) == Speed(timed_count=3, fast_count=1)
