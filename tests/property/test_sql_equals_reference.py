"""Two scorers that share no code, one in SQL and one in fractions, agree on every instrument."""

import pytest
from answer_forms import answered_forms, choices, forms, seeded_rows, sql_scores
from hypothesis import HealthCheck, given, settings
from reference_scorer import definition, reference_scores, scored_instruments

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=150)
ROWS = 120
NEAR = 1e-9


def assert_same(instrument, choice, rows):
    found = sql_scores(instrument, choice, rows)
    for (grade, gender, answers), scores in zip(rows, found, strict=True):
        expected = reference_scores(
            definition(instrument), answers, choice=choice, grade=grade, gender=gender
        )
        assert set(scores) == set(expected)
        for name, (answered, count, score, band, rank) in expected.items():
            near = scores[name][2] if score is None else pytest.approx(float(score), abs=NEAR)
            assert scores[name] == (answered, count, near, band, rank), (name, choice, grade)
            assert (scores[name][2] is None) == (score is None)


@pytest.mark.parametrize("instrument", scored_instruments())
def test_compiled_sql_gives_what_the_plain_reference_gives(instrument):
    @FEW
    @given(answered_forms(instruments=[instrument]))
    def agree(drawn):
        assert_same(*drawn)

    agree()


@pytest.mark.long
@pytest.mark.parametrize("instrument", scored_instruments())
def test_compiled_sql_gives_what_the_plain_reference_gives_on_many_forms(instrument):
    @MANY
    @given(answered_forms(instruments=[instrument], most_rows=30))
    def agree(drawn):
        assert_same(*drawn)

    agree()


@pytest.mark.parametrize("instrument", scored_instruments())
def test_every_way_to_give_a_form_agrees_on_many_made_up_answers(instrument):
    for choice in choices(instrument):
        assert_same(instrument, choice, list(seeded_rows(instrument, choice, count=ROWS)))


def test_every_instrument_of_the_library_is_drawn():
    assert {instrument for instrument, _ in forms()} == set(scored_instruments())
