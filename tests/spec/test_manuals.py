"""Every case of every transcribed manual, scored by the compiled SQL."""

import pytest
from answer_forms import sql_critical, sql_scores_of
from manual_scores import scores_of
from reference_scorer import scored_instruments
from transcribed import MANUALS, by_form, cases, facts_that_differ, is_printed

from screening.instruments.library import load_instrument

FEWEST = 30
"""Cases that even the shortest form has."""
BOTH = sorted({*MANUALS} & {*scored_instruments()})


def test_every_instrument_of_the_library_has_a_transcribed_manual():
    assert set(MANUALS) == set(scored_instruments())


@pytest.mark.parametrize("instrument", MANUALS)
def test_printed_examples_come_out_of_the_rules_as_transcribed(instrument):
    manual = MANUALS[instrument]
    for case in (case for case in cases(instrument) if case.is_worked):
        scores = scores_of(manual, case.answers, case.asked)
        assert is_printed({n: (None, None, *each) for n, each in scores.items()}, case), case.what


def test_a_file_is_named_for_its_instrument():
    assert {name: manual.id for name, manual in MANUALS.items()} == {name: name for name in MANUALS}


@pytest.mark.parametrize("instrument", BOTH)
def test_every_case_scores_as_printed(instrument, record_property):
    definition = load_instrument(instrument)
    record_property("spec cases from transcribed manuals", len(cases(instrument)))
    for known in by_form(instrument).values():
        rows = [(case.asked.grade, case.asked.gender, case.whole) for case in known]
        found = sql_scores_of(definition, known[0].choice, rows)
        for case, scores in zip(known, found, strict=True):
            assert is_printed(scores, case), (case.what, case.asked, case.expected, scores)
    assert len(cases(instrument)) > FEWEST


@pytest.mark.parametrize("instrument", BOTH)
def test_what_is_no_score_is_stated_as_printed(instrument):
    assert facts_that_differ(MANUALS[instrument], load_instrument(instrument)) == []


@pytest.mark.parametrize("instrument", BOTH)
def test_the_items_of_the_safety_list_are_those_printed(instrument):
    manual = MANUALS[instrument]
    lowest = dict.fromkeys(range(1, manual.item_count + 1), min(manual.codes))
    tried = [(number, answer) for number in lowest for answer in (*manual.codes, None)]
    rows = [(None, None, lowest | {number: answer}) for number, answer in tried]
    listed = {
        (place, number, answer, "unanswered" if answer is None else "endorsed")
        for place, (number, answer) in enumerate(tried)
        if number in manual.critical
        if answer is None or answer >= manual.critical[number]
    }
    for informant in manual.informants:
        choice = {"informant": informant}
        assert sql_critical(load_instrument(instrument), choice, rows) == listed
