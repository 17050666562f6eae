"""Published answers in several languages, and texts that hold a code and a label."""

import pytest
from whole_exports import LABELS

from screening.instruments.library import SHIPPED
from screening.intake.drafting.answer_labels import (
    answer_lists,
    is_code_for_none,
    kind_of_no_answer,
    known_labels,
)
from screening.intake.glued_code import parted
from screening.intake.values import normalise

FREE = {"phq_a", "phq_9", "phq_8", "phq_4", "gad_7", "who_5"}
"""Instruments whose owners let everybody reproduce and translate them."""


def known(instrument: str):
    return known_labels(instrument, SHIPPED.get(instrument).answers.codes)


@pytest.mark.parametrize("each", answer_lists().list, ids=lambda each: each.language)
def test_a_list_is_of_free_instruments_and_gives_every_code(each):
    assert set(each.instruments) <= FREE
    for instrument in each.instruments:
        assert set(each.labels.values()) == set(SHIPPED.get(instrument).answers.codes.values())


@pytest.mark.parametrize("instrument", sorted(FREE))
def test_a_label_means_one_code_whatever_the_language(instrument):
    meanings: dict[str, set[int]] = {}
    for each in known(instrument).lists:
        for label, code in each.labels.items():
            meanings.setdefault(normalise(label), set()).add(code)
    assert {label: codes for label, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("instrument", sorted(FREE))
def test_no_answer_is_also_a_word_for_no_answer(instrument):
    assert [text for text in known(instrument).codes if kind_of_no_answer(text)] == []


def test_languages_are_named_that_have_a_label_which_none_before_has():
    lists = known("gad_7").languages_of({"Nunca", "Varios días", "several days"})
    assert [each.language for each in lists] == ["English", "Spanish"]
    assert known("gad_7").languages_of({"So la la"}) == ()


def test_an_instrument_without_a_list_has_the_answers_of_its_definition():
    assert known("srss_ie").code_of("Frequently") == 3
    assert known("srss_ie").code_of("Nunca") is None


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Several days (1)", (1, "Several days")),
        ("(1) Several days", (1, "Several days")),
        ("(1)Several days", (1, "Several days")),
        ("1 - Several days", (1, "Several days")),
        ("1. Several days", (1, "Several days")),
        ("1) Several days", (1, "Several days")),
        ("1 = Several days", (1, "Several days")),
        ("Several days = 1", (1, "Several days")),
        (" 1 Several days ", (1, "Several days")),
        ("Several days", None),
        ("2", None),
        ("1-2", None),
        ("2 3", None),
        ("2026 was good", None),
    ],
)
def test_a_code_glued_to_a_label_is_parted_from_it(text, both):
    assert parted(text) == both


@pytest.mark.parametrize("label", LABELS)
def test_every_label_survives_the_parting(label):
    assert parted(f"{label} (3)") == (3, label)
    assert parted(f"3 - {label}") == (3, label)


def test_words_and_codes_for_no_answer_are_known_by_kind():
    assert kind_of_no_answer("PREFER  not to answer") == "refused"
    assert kind_of_no_answer("N/A") == "not_shown"
    assert kind_of_no_answer("Don\u2019t know") == "dont_know"
    assert kind_of_no_answer("Never") is None
    assert is_code_for_none(" -99 ")
    assert not is_code_for_none("3")
