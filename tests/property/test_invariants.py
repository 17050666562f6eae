from answer_forms import answered_forms, sql_scores
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument

FEW = settings(max_examples=40, deadline=None)


def direction(instrument, choice, number):
    """Return +1 where a higher answer is more concern, -1 where less, 0 where it counts nowhere."""
    form = form_of(load_instrument(instrument), **choice)
    for subscale in form.subscales:
        items = [int(item.rsplit("_", 1)[1]) for item in form.items_of(subscale)]
        if number in items and not subscale.sum_of:
            turned = number in subscale.reversed and not choice["already_reversed"]
            return -1 if turned != (subscale.higher_is == "better") else 1
    return 1 if f"{instrument}_{number:02d}" in form.supplement_items else 0


@FEW
@given(answered_forms(), st.data())
def test_more_of_a_concern_never_lowers_a_score_or_band(drawn, data):
    instrument, choice, rows = drawn
    grade, answers = rows[0]
    number = data.draw(st.sampled_from(sorted(answers)))
    codes = sorted(load_instrument(instrument).codes_of(number))
    step = direction(instrument, choice, number)
    assume(step and answers[number] is not None and answers[number] + step in codes)
    raised = answers | {number: answers[number] + step}
    before, after = sql_scores(instrument, choice, [(grade, answers), (grade, raised)])
    better = {
        subscale.id
        for subscale in load_instrument(instrument).subscale
        if subscale.higher_is == "better"
    }
    for name, (answered, _, score, _, rank) in before.items():
        assert after[name][0] == answered
        if score is not None:
            change = after[name][2] - score
            assert change <= 0 if name in better else change >= 0
        if rank is not None:
            assert after[name][4] >= rank


@FEW
@given(answered_forms(least_rows=2), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(drawn, draw):
    instrument, choice, rows = drawn
    order = list(range(len(rows)))
    draw.shuffle(order)
    found = sql_scores(instrument, choice, rows)
    shuffled = sql_scores(instrument, choice, [rows[place] for place in order])
    assert shuffled == [found[place] for place in order]


@FEW
@given(answered_forms())
def test_a_score_lies_in_its_range_and_a_band_needs_a_score(drawn):
    instrument, choice, rows = drawn
    form = form_of(load_instrument(instrument), **choice)
    for found in sql_scores(instrument, choice, rows):
        for name, (answered, count, score, band, rank) in found.items():
            low, high = form.score_range(name)
            assert 0 <= answered <= count
            assert score is None or low <= score <= high
            assert (band is None) == (rank is None)
            assert band is None or score is not None


@FEW
@given(answered_forms())
def test_the_order_that_does_not_change_the_key_changes_nothing(drawn):
    _, _, rows = drawn
    instrument = "phq_a"
    items = [(grade, {n: answers.get(n) for n in range(1, 10)}) for grade, answers in rows]
    capped = [
        (g, {n: None if a is None else min(a, 3) for n, a in row.items()}) for g, row in items
    ]
    base = {"informant": "self", "scheme": "severity"}
    nimh = sql_scores(instrument, base | {"item_order": "nimh_glad_pc"}, capped)
    assert nimh == sql_scores(instrument, base | {"item_order": "adult"}, capped)
