"""The named strengths: whole, worded in every language, and few of them shown."""

import pytest

from screening.definition import build_definition, read_toml
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.library import FOLDER, SHIPPED, instrument_ids
from screening.letters.words import shipped_languages, words_of
from screening.strengths.named import NamedStrengths, load_strengths

USED = {
    subscale.strength.what
    for name in instrument_ids()
    for subscale in SHIPPED.get(name).subscale
    if subscale.strength
}
THREE = {
    "shown": {"on_list": 2, "in_letter": 1, "source": "a meeting"},
    "strength": [
        {"id": "family", "words": "gets on well at home", "told_to_families": False},
        {"id": "kind", "words": "is kind"},
        {"id": "calm", "words": "stays calm"},
    ],
}


def named(**changes) -> NamedStrengths:
    return build_definition(THREE | changes, NamedStrengths, where="strengths.toml")


def test_every_strength_that_an_instrument_names_is_worded_and_every_other_is_gone():
    assert set(load_strengths().ids) == USED


@pytest.mark.parametrize("language", shipped_languages())
def test_every_strength_that_families_are_told_has_a_sentence(language):
    told = {each.id for each in load_strengths().strength if each.told_to_families}
    assert told <= set(words_of(language).strengths)


@pytest.mark.parametrize("language", shipped_languages())
def test_what_families_are_not_told_has_no_sentence_to_tell_it_with(language):
    kept_back = {each.id for each in load_strengths().strength if not each.told_to_families}
    assert kept_back == {"family"}
    assert not kept_back & set(words_of(language).strengths)


def test_all_languages_have_the_same_sentences():
    assert len({frozenset(words_of(code).strengths) for code in shipped_languages()}) == 1


def test_the_first_few_stand_on_a_list_in_the_order_of_the_file():
    assert named().on_list({"calm", "kind", "family"}) == ("gets on well at home", "is kind")
    assert named().on_list(["calm", "kind"]) == named().on_list(["kind", "calm"])


def test_a_letter_tells_one_and_never_what_is_kept_back():
    assert named().in_letter({"calm", "kind", "family"}) == ("kind",)
    assert named().in_letter({"family"}) == ()


@pytest.mark.parametrize("found", [(), ("",), ("brave",)])
def test_nothing_found_shows_nothing(found):
    assert named().on_list(found) == named().in_letter(found) == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"strength": [THREE["strength"][1]] * 2}, "two .* entries have the same id"),
        ({"strength": []}, "strength"),
        ({"shown": {"on_list": 2, "in_letter": 1}}, "shown.source: is missing"),
        ({"shown": {"on_list": 9, "in_letter": 1, "source": "x"}}, "shown.on_list"),
        ({"strength": [{"id": "Not an id", "words": "x"}]}, "strength.0.id"),
    ],
)
def test_a_faulty_file_is_refused(changes, message):
    with pytest.raises(DefinitionError, match=message):
        named(**changes)


def test_an_instrument_that_names_an_unknown_strength_is_refused_with_those_there_are():
    content = read_toml(FOLDER.joinpath("dsecs_s.toml"))
    content["subscale"][1]["strength"]["what"] = "brave"
    with pytest.raises(
        DefinitionError, match=r"subscale\.1\.strength\.what: .* no strength 'brave'"
    ) as fault:
        build_definition(content, Instrument, where="dsecs_s.toml")
    assert all(name in fault.value.message for name in load_strengths().ids)
