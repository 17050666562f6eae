"""What must hold for every instrument, whatever is answered and however it is handed in."""

from random import Random

import pytest
from answer_forms import answered_forms, choices, item_codes, seeded_rows, sql_scores
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_window import LibraryWindow, students
from reference_scorer import scored_instruments

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument

MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
ROWS = 30
SEED = 11
NEAR = 1e-9


def turns(form, number):
    """Return subscale → +1 or -1, of each that counts an item: which way its score moves."""
    found = {}
    for subscale in form.subscales:
        parts = form.parts_of(subscale.id)
        leaves = [each for each in form.subscales if each.id in parts]
        for leaf in leaves:
            if number in {int(item[-2:]) for item in form.items_of(leaf)}:
                turned = number in leaf.reversed and not form.already_reversed
                found[subscale.id] = -1 if turned else 1
    return found


def assert_moved(form, number, before, after):
    """A higher answer moves the scores that count it one way, their bands to match, no others."""
    directions = turns(form, number)
    for name, (answered, count, score, band, rank) in before.items():
        step = directions.get(name, 0)
        assert after[name][:2] == (answered, count)
        assert (after[name][2] is None) == (score is None)
        if score is None or step == 0:
            assert after[name][2:] == (score, band, rank)
            continue
        assert (after[name][2] - score) * step > NEAR
        if rank is not None:
            concern = step if form.higher_is(name) == "worse" else -step
            assert (after[name][4] - rank) * concern >= 0


def assert_a_higher_answer_moves_its_scores_only(instrument, choice, rows, draw):
    """Raise one answer of each row; both forms of all rows are scored together."""
    codes = {n: each for n, each in item_codes(instrument, choice).items() if n in main(instrument)}
    lighter, heavier, raised = [], [], []
    for grade, gender, answers in rows:
        able = [n for n in codes if answers[n] is not None and answers[n] < max(codes[n])]
        if able:
            number = draw.choice(able)
            lighter.append((grade, gender, answers))
            heavier.append((grade, gender, answers | {number: answers[number] + 1}))
            raised.append(number)
    form = form_of(load_instrument(instrument), **choice)
    found = sql_scores(instrument, choice, lighter + heavier) if raised else []
    for place, number in enumerate(raised):
        assert_moved(form, number, found[place], found[place + len(raised)])


def main(instrument):
    return range(1, load_instrument(instrument).item_count + 1)


@pytest.mark.parametrize("instrument", scored_instruments())
def test_a_higher_answer_moves_its_own_scores_and_bands_one_way(instrument):
    draw = Random(SEED)
    for choice in choices(instrument):
        rows = list(seeded_rows(instrument, choice, count=ROWS))
        assert_a_higher_answer_moves_its_scores_only(instrument, choice, rows, draw)


@pytest.mark.long
@pytest.mark.parametrize("instrument", scored_instruments())
def test_a_higher_answer_moves_its_own_scores_whatever_was_answered(instrument):
    @MANY
    @given(answered_forms(instruments=[instrument]), st.randoms(use_true_random=False))
    def moves(drawn, draw):
        assert_a_higher_answer_moves_its_scores_only(*drawn, draw)

    moves()


@pytest.mark.parametrize("instrument", scored_instruments())
def test_the_order_of_rows_does_not_matter(instrument):
    choice = choices(instrument)[-1]
    rows = list(seeded_rows(instrument, choice, count=ROWS))
    order = Random(SEED).sample(range(len(rows)), len(rows))
    found = sql_scores(instrument, choice, rows)
    shuffled = sql_scores(instrument, choice, [rows[place] for place in order])
    assert shuffled == [found[place] for place in order]


@pytest.mark.parametrize("instrument", scored_instruments())
def test_a_score_lies_in_its_range_and_a_band_needs_a_score(instrument):
    for choice in choices(instrument):
        form = form_of(load_instrument(instrument), **choice)
        for found in sql_scores(instrument, choice, list(seeded_rows(instrument, choice, count=9))):
            for name, (answered, count, score, band, rank) in found.items():
                low, high = form.score_range(name)
                assert 0 <= answered <= count
                assert score is None or low - NEAR <= score <= high + NEAR
                assert (band is None) == (rank is None)
                assert band is None or score is not None


def test_an_order_that_changes_no_key_changes_no_score():
    for choice in choices("phq_a"):
        rows = list(seeded_rows("phq_a", choice, count=ROWS))
        found = sql_scores("phq_a", choice, rows)
        assert found == sql_scores("phq_a", choice | {"item_order": "adult"}, rows)


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    """The whole library in one window, run twice: as it is, and every order another one."""
    place = tmp_path_factory.mktemp("library")
    plain = LibraryWindow(place / "plain").run(names=("a", "b"))
    mixed = LibraryWindow(place / "mixed", shuffle=Random(SEED))
    return plain, mixed.run_unchecked(names=("z", "c"))


def test_the_order_and_names_of_files_rows_columns_and_blocks_do_not_matter(window):
    plain, mixed = window
    assert set(plain.tiers) == set(students())
    assert plain.scores == mixed.scores
    assert plain.tiers == mixed.tiers
    assert plain.codes == mixed.codes


def test_more_of_a_concern_never_lowers_a_band_or_tier(window):
    plain, _ = window
    everyone = list(students().items())
    ranks = {(row[0], row[1], row[5]): row[10] for row in plain.scores}
    risen = set()
    for (ref, (instrument, *_)), (heavier, _) in zip(everyone[::2], everyone[1::2], strict=True):
        before, after = plain.tiers[ref]["tier"], plain.tiers[heavier]["tier"]
        assert (before is None) == (after is None), instrument
        if before is None:
            continue
        assert before <= after, instrument
        risen |= {instrument} if before < after else set()
        for (student, name, subscale), rank in ranks.items():
            if student == ref and name == instrument and rank is not None:
                assert ranks[heavier, name, subscale] >= rank
    assert len(risen) > len(scored_instruments()) // 4, "too few pairs differ to show anything"
