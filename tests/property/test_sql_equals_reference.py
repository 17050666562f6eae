from answer_forms import answered_forms, choices, sql_scores
from hypothesis import HealthCheck, given, settings
from reference_scorer import definition, reference_scores

from screening.instruments.library import instrument_ids


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answered_forms())
def test_compiled_sql_gives_what_the_plain_reference_gives(drawn):
    instrument, choice, rows = drawn
    facts = definition(instrument)
    expected = [
        reference_scores(facts, answers, choice=choice, grade=grade) for grade, answers in rows
    ]
    assert sql_scores(instrument, choice, rows) == expected


def test_every_form_of_the_library_agrees_on_blank_lowest_and_highest_answers():
    for instrument, choice in choices():
        facts = definition(instrument)
        highest = max(facts["answers"]["codes"].values())
        rows = [
            (grade, dict.fromkeys(range(1, 40), code))
            for grade in ("3", "9", None)
            for code in (None, 0, 1, highest)
        ]
        expected = [
            reference_scores(facts, answers, choice=choice, grade=grade) for grade, answers in rows
        ]
        assert sql_scores(instrument, choice, rows) == expected, (instrument, choice)


def test_the_forms_cover_all_six_instruments():
    assert {instrument for instrument, _ in choices()} == set(instrument_ids())
    assert len(choices()) == 2 + 2 + 6 + 4 + 24 + 1
