"""Cells to codes: exact after normalising, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.layout import Block
from screening.intake.values import NoAnswer, contradicting, known_values, normalise

COLUMNS = {"phq_a_01": "Q1"}
LABELS = {"Not at all": 0, "I don't know": 1, "More than half - the days": 2, "“Always”": 3}
CODES = Block(instrument="phq_a", columns=COLUMNS, answers="codes")
LABELLED = Block(instrument="phq_a", columns=COLUMNS, answers="labels", labels=LABELS)


def meaning(text: str, block: Block = CODES, codes=range(4)) -> int | None:
    return known_values([text], block=block, codes=codes).get(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", 0),
        ("3", 3),
        (" 2 ", 2),
        ("2.0", 2),
        ("2.000000", 2),
        ("\u00a02\u200b", 2),
        ("\uff12", 2),
    ],
)
def test_a_code_is_read_in_every_spelling_that_is_the_same_number(text, code):
    assert meaning(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("02", "2.", "2.5", "2,0", "+2", "-1", "4", "1e0", "0x1", "two", "TRUE", "NA", "null"),
        *("=1+1", "=formula", '=HYPERLINK("x","2")', "2 2", "Several days", "2026-01-02", "999"),
        *("1.0000001", "1.0000000", "0.0.0", "(2)", "2)"),
    ],
)
def test_anything_else_is_no_answer_and_never_the_nearest_code(text):
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Not at all", 0),
        ("NOT  AT\u00a0ALL ", 0),
        ("Not at all\u200b", 0),
        ("I don\u2019t know", 1),
        ("More than half \u2013 the days", 2),
        ('"always"', 3),
    ],
)
def test_a_label_is_known_whatever_its_quotes_dashes_blanks_and_case(text, code):
    assert meaning(text, LABELLED) == code


@pytest.mark.parametrize("text", ["Not at al", "Not at all (1)", "0", "Nunca", "Not at all."])
def test_a_label_that_the_layout_does_not_list_is_no_answer(text):
    assert meaning(text, LABELLED) is None


def test_an_empty_cell_is_skipped_for_codes_and_labels():
    for block in (CODES, LABELLED):
        assert meaning("", block) == NoAnswer.SKIPPED
        assert meaning(" \u00a0 ", block) == NoAnswer.SKIPPED


def test_the_four_kinds_of_missing_stay_apart():
    texts = {
        "not_shown": ("-99",),
        "skipped": ("Skipped",),
        "refused": ("7", "No answer"),
        "dont_know": ("9",),
    }
    block = CODES.model_copy(update={"missing": texts})
    found = [meaning(text, block) for text in ("-99", "SKIPPED", "7.0", "no answer", "9")]
    assert [NoAnswer(code).name for code in found] == [
        *("NOT_SHOWN", "SKIPPED", "REFUSED", "REFUSED", "DONT_KNOW")
    ]


def test_the_tools_own_codes_are_mapped_and_nothing_else_is_read():
    one_based = CODES.model_copy(update={"codes": {"1": 0, "2": 1, "3": 2, "4": 3}})
    assert [meaning(text, one_based) for text in ("0", "1", "2.0", "4", "5")] == [
        *(None, 0, 1, 3, None)
    ]


def test_codes_that_count_from_one_are_never_shifted_by_themselves():
    assert [meaning(text) for text in ("1", "2", "3", "4")] == [1, 2, 3, None]


def test_a_code_that_the_item_does_not_allow_is_no_answer():
    assert meaning("2", codes=(0, 1)) is None
    assert meaning("More than half - the days", LABELLED, codes=(0, 1)) is None


def test_every_reason_for_no_answer_lies_below_every_code():
    assert max(NoAnswer) < 0


@given(st.text(max_size=30))
def test_normalising_twice_is_normalising_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=12))
def test_whatever_a_cell_holds_it_is_a_code_of_the_item_or_a_missing_kind_or_nothing(text):
    assert meaning(text) in {0, 1, 2, 3, NoAnswer.SKIPPED, None}


GLUED = Block(
    instrument="phq_a",
    columns=COLUMNS,
    answers="labels",
    labels={"Never": 0, "Often": 2, "2 times": 1},
    missing={"refused": ("No reply",)},
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("Often (2)", 2), ("(2) often", 2), ("2 - Often", 2), ("2. Often", 2), ("(0)Never", 0)),
        *(("Often : 2", 2), ("2 times", 1), ("Often: 2", None), ("2 times (1)", None)),
        *(("Often (1)", None), ("Often (8)", None), ("Seldom (2)", None), ("No reply (0)", None)),
        *(("(2)", None), ("2", None), ("Often 2", None), ("Often (2) (3)", None)),
    ],
)
def test_a_code_beside_a_label_is_read_only_where_both_say_the_same(text, code):
    assert meaning(text, GLUED) == code


def test_a_label_beside_another_code_contradicts_and_an_unknown_one_does_not():
    texts = ["Often (2)", "Often (1)", "Seldom (2)", "2 times", "No reply (0)", "(8) Never", ""]
    assert contradicting(texts, block=GLUED, codes=range(4)) == ["Often (1)", "(8) Never"]
    assert contradicting(texts, block=CODES, codes=range(4)) == []


def test_the_tools_own_codes_beside_labels_are_read_as_the_layout_says():
    eight = GLUED.model_copy(update={"codes": {"8": 2, "7": 0}})
    assert meaning("Often (8)", eight) == 2
    assert meaning("Often (2)", eight) == 2
    assert contradicting(["Often (7)"], block=eight, codes=range(4)) == ["Often (7)"]
