"""Which names are an instrument's items: its id or a listed name, with the item's number."""

import pytest

from screening.instruments.library import SHIPPED, instrument_ids
from screening.intake.drafting.item_names import items_by_name
from screening.intake.drafting.known_names import known_names, numbered_name, squeezed
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.text_table import Column, numbered

SDQ_NAMES = known_names().instrument["sdq"].items


def found(instrument: str, *names: str | Column, informant: str = "self"):
    columns = numbered(name if isinstance(name, Column) else Column(name) for name in names)
    seen = [ColumnSeen(position, column) for position, column in enumerate(columns)]
    return items_by_name(SHIPPED.get(instrument), seen, informant=informant, file="x.csv")


@pytest.mark.parametrize(
    "written",
    ["gad_7_0{}", "gad_7_{}", "gad7_{}", "GAD-7 {}", "GAD7.{}", "gad7_q{}", "GAD[SQ00{}]",
     "GAD7[{}]", "gad_{}", "mood/gad7_{}", "GAD7 item {}", "\ufeffgad7\u00a0{}"],
)  # fmt: skip
def test_close_spellings_of_an_instruments_items_are_certain(written):
    named = found("gad_7", "Code", *(written.format(number) for number in range(1, 8)))
    assert named.problems == ()
    assert named.places == {number: number for number in range(1, 8)}


@pytest.mark.parametrize("written", ["phq9_{}", "Q12_{}", "anxiety{}", "gad7{}a", "gad_7_x{}"])
def test_other_names_are_never_taken_for_its_items(written):
    named = found("gad_7", *(written.format(number) for number in range(1, 8)))
    assert (named.places, named.problems) == ({}, ())


def test_the_words_beside_a_name_count_where_the_name_says_nothing():
    columns = [Column("In two weeks", f"GAD7 {number}") for number in range(1, 8)]
    assert found("gad_7", *columns).places == {number: number - 1 for number in range(1, 8)}


def test_the_order_of_the_columns_does_not_matter():
    names = [f"gad7_{number}" for number in (3, 1, 7, 2, 6, 4, 5)]
    assert found("gad_7", *names).places == {1: 1, 2: 3, 3: 0, 4: 5, 5: 6, 6: 4, 7: 2}


def test_a_renamed_item_is_still_the_item_where_each_is_there_once():
    names = [*(f"gad7_{number}" for number in range(1, 7)), "GAD 7"]
    assert found("gad_7", *names).places[7] == 6


def test_two_whole_sets_of_items_are_no_choice_that_a_name_can_make():
    names = [*(f"gad7_{n}" for n in range(1, 8)), *(f"gad_{n}" for n in range(1, 8))]
    named = found("gad_7", *names)
    assert named.places == {}
    assert {problem.code for problem in named.problems} == {"M302"}


def test_one_lone_name_is_no_instrument():
    named = found("phq_9", "Code", "phq9", "Colour")
    assert (named.places, named.problems) == ({}, ())


@pytest.mark.parametrize(
    ("informant", "letter"), [("self", "s"), ("caregiver", "p"), ("teacher", "t")]
)
def test_items_with_names_of_their_own_are_found_with_the_informants_letter(informant, letter):
    names = [f"{letter}{name}" for name in SDQ_NAMES]
    assert found("sdq", *names, informant=informant).places == {n: n - 1 for n in range(1, 26)}
    other = next(who for who in ("self", "caregiver") if who != informant)
    assert found("sdq", *names, informant=other).places == {}


def test_items_with_names_of_their_own_are_found_behind_the_instruments_name():
    names = [f"SDQ[{name}]" for name in SDQ_NAMES]
    assert found("sdq", *names).places == {number: number - 1 for number in range(1, 26)}


def test_of_two_informants_in_one_file_only_the_one_asked_for_is_read():
    names = [f"{letter}{name}" for letter in "pt" for name in SDQ_NAMES]
    assert found("sdq", *names, informant="teacher").places[1] == 25


def test_questions_of_a_supplement_may_be_there_and_need_not():
    names = [f"sdq{number}" for number in range(1, 29)]
    assert set(found("sdq", *names).places) == set(range(1, 29))
    assert set(found("sdq", *names[:25]).places) == set(range(1, 26))
    assert found("sdq", *names, "sdq34").problems[0].code == "M306"


def test_an_item_that_counts_in_no_score_need_not_be_there():
    instrument = SHIPPED.get("gad_7").model_copy(update={"unscored": (3,)})
    names = [f"gad7_{number}" for number in (1, 2, 4, 5, 6, 7)]
    seen = [ColumnSeen(place, Column(name)) for place, name in enumerate(names)]
    named = items_by_name(instrument, seen, informant="self", file="x.csv")
    assert set(named.places) == {1, 2, 4, 5, 6, 7}
    assert found("gad_7", *names).problems[0].code == "M301"


def test_a_number_is_what_stands_last_and_not_part_of_the_instruments_name():
    assert numbered_name("phq9_1") == ("phq9", 1)
    assert numbered_name("psc_17") == ("psc", 17)
    assert numbered_name("psc_17_01") == ("psc17", 1)
    assert numbered_name("phq") is None
    assert numbered_name("7") is None
    assert numbered_name("q 7") == ("q", 7)


def test_listed_names_are_written_as_they_are_compared():
    listed = known_names()
    by_instrument = [each.before_number + each.items for each in listed.instrument.values()]
    others = [listed.student_ref.certain, listed.student_ref.proposed, listed.recorded_at.proposed]
    for names in (listed.between, *others, *by_instrument):
        assert [squeezed(name) for name in names] == list(names)
    assert set(listed.instrument) <= set(instrument_ids())


def test_an_instrument_with_names_has_as_many_as_items():
    for instrument_id, each in known_names().instrument.items():
        if each.items:
            assert len(set(each.items)) == SHIPPED.get(instrument_id).item_count
