"""A survey to start from: it passes its own check, however long, and explains every key."""

import tomllib
from itertools import pairwise

import pytest

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.library import instrument_ids
from screening.instruments.new_instrument import (
    FEWEST,
    MOST,
    TO_WRITE,
    new_instrument,
    unwritten_sources,
)


def made(*, items: int = 8, informants=("self",)) -> Instrument:
    text = new_instrument("our_survey", items=items, informants=informants)
    return build_definition(tomllib.loads(text), Instrument, where="our_survey.toml")


@pytest.mark.parametrize("items", [FEWEST, 3, 8, 9, 40, MOST])
def test_it_passes_the_check_with_any_number_of_items(items):
    instrument = made(items=items)
    used = [number for subscale in instrument.subscale for number in subscale.items]
    assert used == list(range(1, items + 1))
    assert [subscale.reversed for subscale in instrument.subscale] == [(), (items,)]
    assert instrument.scheme == instrument.cut_points == ()


def test_it_has_a_form_for_each_informant_once():
    assert tuple(made(informants=["teacher", "self", "teacher"]).informants) == ("teacher", "self")


def test_every_source_asks_to_be_written():
    text = new_instrument("our_survey", items=8, informants=["self"])
    sources = [line for line in text.splitlines() if line.startswith("source = ")]
    assert len(sources) == 6
    assert all(TO_WRITE in line for line in sources)
    assert len(unwritten_sources(text)) == len(sources)
    lines = text.splitlines()
    assert {lines[number - 1] for number in unwritten_sources(text)} == set(sources)


def test_a_source_that_was_written_is_not_asked_for_again():
    text = new_instrument("our_survey", items=8, informants=["self"])
    assert unwritten_sources(text.replace(TO_WRITE, "school board, 3 May 2026")) == ()


def test_every_key_is_explained_where_it_stands():
    text = new_instrument("our_survey", items=8, informants=["self"])
    explained, keys = set(), set()
    for above, line in pairwise(["", *text.splitlines()]):
        key = line.partition(" = ")[0]
        if " = " in line and line[0] not in "#[":
            keys.add(key)
            says_itself = '"write ' in line
            if "#" in line or above.startswith("#") or "#" in above or says_itself:
                explained.add(key)
    assert len(keys) == 19
    assert keys - explained == set()


@pytest.mark.parametrize("wrong", ["Our", "our survey", "../x", "", "1st", "a__b", "x" * 41])
def test_an_id_that_is_no_name_is_refused(wrong):
    with pytest.raises(DefinitionError, match="is no id: write lower-case words"):
        new_instrument(wrong, items=8, informants=["self"])


@pytest.mark.parametrize("shipped", instrument_ids())
def test_the_id_of_a_shipped_instrument_is_refused(shipped):
    with pytest.raises(DefinitionError, match=f"'{shipped}' is the id of a shipped instrument"):
        new_instrument(shipped, items=8, informants=["self"])


@pytest.mark.parametrize("items", [FEWEST - 1, 0, -3, MOST + 1])
def test_a_form_of_too_few_or_too_many_items_is_refused(items):
    with pytest.raises(DefinitionError, match=f"2 to 99 items, not {items}"):
        new_instrument("our_survey", items=items, informants=["self"])
