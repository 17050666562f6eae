"""Blocks of columns that could be an instrument's items: proposals by place and answers."""

from collections import Counter

import pytest
from whole_exports import LABELS

from screening.instruments.library import SHIPPED
from screening.intake.drafting.answer_labels import known_labels
from screening.intake.drafting.item_blocks import item_blocks
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.text_table import Column, numbered

GAD = SHIPPED.get("gad_7")
KNOWN = known_labels("gad_7", GAD.answers.codes)
WORDS = [f"Worry {letter}" for letter in "abcdefg"]
CODES = ("0", "1", "2", "3")


def columns(names, cells=CODES, **other):
    """Return columns that hold the same cells; `other` gives some cells of their own."""
    found = numbered(name if isinstance(name, Column) else Column(name) for name in names)
    contents = [other.get(each.name.replace(" ", "_"), cells) for each in found]
    return [
        ColumnSeen(place, column, len(held), Counter(held))
        for place, (column, held) in enumerate(zip(found, contents, strict=True))
    ]


def places(seen, *, taken=(), beside=(0, 0)):
    found = item_blocks(GAD, seen, taken=taken, known=KNOWN, beside=beside)
    return [list(block.places.values()) for block in found]


@pytest.mark.parametrize("cells", [CODES, tuple(LABELS), ("0", "1"), ("2.0", "N/A", "0")])
def test_as_many_columns_as_items_with_its_answers_are_a_proposal(cells):
    seen = columns(["Code", *WORDS, "Colour"], cells, Code=("S1",), Colour=("red",))
    assert places(seen) == [[1, 2, 3, 4, 5, 6, 7]]


@pytest.mark.parametrize("count", [6, 8])
def test_one_column_more_or_less_is_none(count):
    assert places(columns([f"Worry {letter}" for letter in "abcdefgh"[:count]])) == []


def test_a_column_in_between_parts_a_block():
    assert places(columns([*WORDS[:3], "Colour", *WORDS[3:]], Colour=("red",))) == []


def test_a_column_that_is_something_else_parts_a_block_too():
    assert places(columns([*WORDS, "Last"]), taken={7}) == [[0, 1, 2, 3, 4, 5, 6]]
    assert places(columns([*WORDS, "Last"]), taken={3}) == []


def test_a_grid_of_its_own_is_found_beside_other_columns_with_such_answers():
    grid = [f"And how often? [{word}]" for word in WORDS]
    assert places(columns(["Mood", *grid, "Sleep"])) == [[1, 2, 3, 4, 5, 6, 7]]
    matrix = [f"Q12_{number}" for number in range(1, 8)]
    assert places(columns(["Mood", *matrix, "Q13_1"])) == [[1, 2, 3, 4, 5, 6, 7]]
    options = [Column("And how often?", word) for word in WORDS]
    assert places(columns(["Mood", *options, "Sleep"])) == [[1, 2, 3, 4, 5, 6, 7]]


def test_two_grids_that_fit_are_two_proposals():
    both = [f"{question} [{word}]" for question in ("One", "Two") for word in WORDS]
    assert places(columns(both)) == [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13]]


def test_a_grid_of_which_one_column_does_not_fit_is_none():
    assert places(columns([f"Q12_{number}" for number in range(1, 8)], Q12_4=("0", "5"))) == []


def test_numbers_of_the_columns_give_the_order_only_where_they_are_all_there():
    turned = [f"Q12_{number}" for number in (7, 6, 5, 4, 3, 2, 1)]
    assert places(columns(turned)) == [[6, 5, 4, 3, 2, 1, 0]]
    skipped = [f"Q12_{number}" for number in (8, 6, 5, 4, 3, 2, 1)]
    assert places(columns(skipped)) == [[0, 1, 2, 3, 4, 5, 6]]


def test_columns_side_by_side_with_another_instruments_are_taken_apart():
    seen = columns([f"Item {letter}" for letter in "abcdefghijklmnop"])
    assert places(seen) == []
    assert places(seen, beside=(9, 0)) == [list(range(9, 16))]
    assert places(seen, beside=(0, 9)) == [list(range(7))]
    assert places(seen, beside=(0, 8)) == []


def test_codes_from_one_are_found_so_that_they_can_be_refused_by_name():
    assert places(columns(WORDS, ("1", "2", "3", "4"))) == [list(range(7))]


def test_columns_with_few_unknown_words_are_found_where_nothing_fits_better():
    words = ("Ei koskaan", "Joskus", "Usein")
    assert places(columns(WORDS, words)) == [list(range(7))]
    grid = [f"And how often? [{word}]" for word in WORDS]
    better = columns([*WORDS, "Colour", *grid], Colour=("red",), **dict.fromkeys(
        [word.replace(" ", "_") for word in WORDS], words))  # fmt: skip
    assert places(better) == [list(range(8, 15))]


def test_columns_without_a_name_or_content_are_never_proposed():
    assert places(columns(["", *WORDS[1:]])) == []
    assert places(columns(WORDS, ())) == []


@pytest.mark.parametrize(
    ("cells", "slip"),
    [
        (CODES, (*CODES, "n/k")),
        (tuple(LABELS), (*LABELS, "2")),
        (tuple(LABELS), (*LABELS, "several days?", "ask me")),
    ],
)
def test_a_slip_in_a_few_rows_does_not_hide_the_block(cells, slip):
    assert places(columns(WORDS, cells, Worry_d=slip)) == [list(range(7))]


def test_a_column_of_which_only_half_is_answers_is_no_slip():
    assert places(columns(WORDS, CODES, Worry_d=("0", "1", "7", "8"))) == []


def test_words_that_differ_in_blanks_only_are_one_word():
    spaced = [f"word{blank}{number}" for number in range(8) for blank in (" ", "\u00a0")]
    assert places(columns(WORDS, spaced)) == [list(range(7))]
