"""A header names an instrument where all its items are called so, and never by chance."""

import pytest

from expectations.examining.known_items import item_ids, known_items
from screening.instruments.library import SHIPPED, load_instrument
from screening.intake.text_table import Column


def found(*names: str):
    return known_items([Column(name) for name in names], SHIPPED)


def numbered(pattern: str, count: int) -> list[str]:
    return [pattern.format(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("instrument", ["phq_a", "gad_7", "sdq", "psc_17", "rcads_25", "who_5"])
def test_items_called_by_their_ids_name_their_instrument_alone(instrument):
    items = list(load_instrument(instrument).columns)
    (only,) = found("Student", *items, "Note")
    assert only.instruments == (instrument,)
    assert only.items == dict(enumerate(items, start=1))


def test_instruments_come_in_the_order_of_the_file_with_the_words_of_other_tools():
    names = ["id", *numbered("GAD7[SQ00{}]", 7), *numbered("PHQ-9 {}", 9)]
    anxiety, mood = found(*names)
    assert (anxiety.instruments, mood.instruments) == (("gad_7",), ("phq_9",))
    assert mood.items[8] == "phq_9_01"
    assert anxiety.informants == ("self",)


def test_where_two_are_called_alike_both_are_told():
    (only,) = found(*numbered("phq_{}", 9))
    assert only.instruments == ("phq_9", "phq_a")


def test_of_two_that_share_columns_the_longer_is_taken():
    (only,) = found(*numbered("phq_{}", 8))
    assert only.instruments == ("phq_8",)


def test_who_answered_is_told_where_the_names_say_it():
    (only,) = found(*load_instrument("sdq").columns)
    assert only.informants == ("self", "caregiver", "teacher")


@pytest.mark.parametrize(
    "names",
    [
        numbered("Q{}", 200),
        numbered("gad_7_{}", 6),
        ["phq", "gad", "sdq"],
        [*numbered("gad_7_{}", 7), "gad_7_3"],
        [*numbered("gad_7_{}", 8)],
    ],
)
def test_a_part_of_an_instrument_or_more_than_it_names_none(names):
    assert found(*names) == []


def test_a_vendors_results_are_known_names_and_no_items_that_somebody_answers():
    results = set(load_instrument("bess_3").columns)
    assert results <= item_ids(SHIPPED)
    assert found(*sorted(results)) == []
