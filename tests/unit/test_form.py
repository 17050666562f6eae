import pytest
from invented_instrument import built, facts

from screening.errors import DefinitionError
from screening.instruments.form import form_of
from screening.instruments.library import load_instrument


def sdq(**choices):
    return form_of(load_instrument("sdq"), **({"informant": "self"} | choices))


def test_what_is_not_said_is_the_first_of_the_definition():
    form = form_of(load_instrument("psc_17"), informant="caregiver")
    assert (form.scheme.id, form.item_order) == ("screen", "mixed")


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        ({"informant": "parent"}, "self, caregiver, teacher"),
        ({"scheme": "five_band"}, "three_band, four_band"),
        ({"item_order": "mixed"}, "none"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_known_ones(choices, known):
    with pytest.raises(DefinitionError, match=f"Known are: {known}"):
        sdq(**choices)


def test_a_supplement_that_is_not_there_is_refused():
    with pytest.raises(DefinitionError, match="no supplement"):
        form_of(load_instrument("gad_7"), informant="self", with_supplement=True)


def test_items_that_scoring_reads():
    assert sdq().items == tuple(f"sdq_{n:02d}" for n in range(1, 26))
    extra = ("sdq_26", "sdq_28", "sdq_29", "sdq_30", "sdq_31", "sdq_32")
    assert sdq(with_supplement=True).items == sdq().items + extra
    teacher = sdq(informant="teacher", with_supplement=True)
    assert teacher.items[25:] == ("sdq_26", "sdq_28", "sdq_30", "sdq_31")
    assert teacher.items_not_asked == ("sdq_29", "sdq_32")


def test_the_order_chooses_the_items_of_a_subscale():
    instrument = load_instrument("psc_17")
    grouped = form_of(instrument, informant="caregiver", item_order="grouped")
    attention = instrument.subscale[1]
    assert grouped.items_of(attention) == tuple(f"psc_17_{n:02d}" for n in range(6, 11))


def test_items_already_reversed_are_left_as_they_are():
    assert sdq().reversed_items == {"sdq_07", "sdq_11", "sdq_14", "sdq_21", "sdq_25"}
    assert sdq(already_reversed=True).reversed_items == frozenset()


def test_score_ranges_follow_the_answers():
    form = sdq(informant="teacher", with_supplement=True)
    assert form.score_range("emotional") == (0, 10)
    assert form.score_range("total_difficulties") == (0, 40)
    assert form.score_range("impact") == (0, 6)
    assert form_of(built(facts()), informant="teacher").score_range("all_items") == (8, 24)


def test_counts_of_items():
    form = sdq(informant="teacher", with_supplement=True)
    counts = {name: form.item_count_of(name) for name in ("peer", "total_difficulties", "impact")}
    assert counts == {"peer": 5, "total_difficulties": 20, "impact": 3}


def test_a_subscale_without_published_cut_points_has_none():
    assert sdq().cuts_of("externalising") == ()
    assert form_of(load_instrument("psc_17"), informant="self").cuts_of("total") == ()


def test_cut_points_by_grade_carry_their_grades():
    cuts = form_of(built(facts()), informant="teacher").cuts_of("worry")
    assert [(cut.grades, cut.ranges["raised"]) for cut in cuts] == [
        (("K", "1"), (9, 12)),
        (("2", "3"), (7, 12)),
    ]


def test_direction_and_rank():
    assert sdq().higher_is("prosocial") == "better"
    assert sdq().higher_is("impact") == "worse"
    assert (sdq().rank("close_to_average"), sdq().rank("high"), sdq().rank("low")) == (0, 2, 2)
