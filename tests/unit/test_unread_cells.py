"""Cells that are no answer: said in kind, and shown as a label only where that is what they are."""

import pytest

from screening.intake.problem_words import load_words
from screening.intake.unread_cells import UnreadCell, kind_of, offered_labels


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7", "number"),
        (" -3 ", "number"),
        ("2,5", "number"),
        ("2.5", "number"),
        ("=formula", "formula"),
        ("2026-10-06", "date"),
        ("1/2/2026", "date"),
        ("02.01.26 08:00", "date"),
        ("Never;Often", "several"),
        ("Never|Often", "several"),
        ("Never\nOften", "several"),
        ("sometimes", "text"),
        ("3 or 4", "text"),
        ("", "text"),
        ("x" * 60, "text"),
        ("x" * 61, "long"),
    ],
)
def test_a_cell_is_described_in_kind(text, kind):
    assert kind_of(text) == kind


def offered(*texts, item="phq_a_01", critical=()):
    cells = [UnreadCell(row, item, text) for row, text in enumerate(texts, start=2)]
    return [
        (each.item, each.text, each.cell_count)
        for each in offered_labels(cells, critical_items=critical).values()
    ]


def test_a_label_is_offered_once_per_column_with_its_count_however_it_is_written():
    assert offered("Seldom", " seldom ", "SELDOM") == [("phq_a_01", "Seldom", 3)]


def test_the_same_label_in_two_columns_is_offered_for_each():
    cells = [UnreadCell(2, "phq_a_01", "Seldom"), UnreadCell(2, "phq_a_02", "Seldom")]
    found = offered_labels(cells, critical_items=())
    assert list(found) == [("phq_a_01", "seldom"), ("phq_a_02", "seldom")]
    assert [each.cell_count for each in found.values()] == [1, 1]


def test_a_text_that_stands_in_the_file_once_may_be_anything_and_is_not_shown():
    assert offered("I do not want to say") == []


def test_a_number_that_comes_again_is_offered():
    assert offered("99", "99") == [("phq_a_01", "99", 2)]


def test_a_label_of_a_critical_item_is_not_shown():
    assert offered("Seldom", "Seldom", critical={"phq_a_01"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "someone@example.org",
        "www.example.org",
        "see http://example.org",
        "call 55501",
        "one two three four five six seven eight nine",
        "x" * 61,
        "Never;Often",
        "2026-10-06",
        "=formula",
        "bell\x07",
        "Ana Ortiz",
        "Ana Maria Ortiz",
        "Élodie O'Neil",
    ],
)
def test_what_may_be_a_free_text_or_personal_data_is_not_shown(text):
    assert offered(text, text) == []


def test_capitalised_words_that_come_often_are_a_label():
    fewest = load_words().label_limits.fewest_like_a_name
    assert offered(*["Almost Never"] * (fewest - 1)) == []
    assert offered(*["Almost Never"] * fewest) == [("phq_a_01", "Almost Never", fewest)]
