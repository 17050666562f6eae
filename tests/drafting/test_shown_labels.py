"""Which unknown labels a draft may name: none that looks personal, none that one person typed."""

from collections import Counter

import pytest

from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.drafting.shown_labels import LONGEST, nameable
from screening.intake.text_table import Column


def shown(text: str, *counts: int) -> bool:
    columns = [
        ColumnSeen(
            place, Column(f"c{place}"), count, Counter({text: count}) if count else Counter()
        )
        for place, count in enumerate(counts)
    ]
    return nameable([text], columns) == (text,)


@pytest.mark.parametrize(
    "text", ["Sometimes", "not at all true", "Un poco cierto", "3 - so-so", "有时"]
)
def test_answers_that_several_people_chose_are_named(text):
    assert shown(text, 2)
    assert shown(text, 1, 1)


def test_what_stands_there_once_is_not_named():
    assert not shown("Sometimes", 1)
    assert not shown("Sometimes", 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("ana@example.org", "www.example.org", "https://x.org", "10.0.0.17", "A1234567Z"),
        *("5550103", "555-0103", "555-010-3333", "2014-05-01", "1/5/2014", "x" * (LONGEST + 1)),
    ],
)
def test_what_looks_personal_is_never_named(text):
    assert not shown(text, 9, 9)


def test_where_one_text_looks_personal_none_is_named():
    cells = Counter({"Sometimes": 5, "Often": 5, "Rarely": 1})
    column = [ColumnSeen(0, Column("c"), 11, cells)]
    assert nameable(["Often", "Rarely", "Sometimes"], column) == ("Often", "Sometimes")
    column[0].cells["ana@example.org"] = 1
    assert nameable(["Often", "Sometimes", "ana@example.org"], column) == ()


@pytest.mark.parametrize("text", ["Ana Ortiz", "Ortiz, Ana", "Ana Maria Ortiz"])
def test_what_could_be_a_name_must_be_chosen_by_several_in_several_columns(text):
    assert not shown(text, 9)
    assert not shown(text, 1, 1)
    assert shown(text, 2, 1)
