import re
import tomllib
from importlib.resources import files

import pytest

from screening.errors import DefinitionError
from screening.instruments.library import (
    instrument_ids,
    item_id,
    load_instrument,
    load_instrument_file,
)

FOLDER = files("screening").joinpath("instruments/library")
NOT_IN_AN_OUTPUT = re.compile(r"abnormal|disorder|risk|diagnos|\bfail", re.IGNORECASE)


def test_the_library_holds_six_instruments_by_id():
    assert instrument_ids() == ("gad_7", "phq_9", "phq_a", "psc_17", "sdq", "srss_ie")


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_a_file_is_named_for_its_instrument(instrument_id):
    assert load_instrument(instrument_id).id == instrument_id


def test_an_instrument_is_loaded_once():
    assert load_instrument("sdq") is load_instrument("sdq")


def test_an_unknown_instrument_is_refused_with_the_list_of_known_ones():
    with pytest.raises(DefinitionError) as fault:
        load_instrument("sqd")
    assert "no instrument 'sqd'" in fault.value.message
    for known in instrument_ids():
        assert known in fault.value.message


@pytest.mark.parametrize("hostile", ["../sdq", "library/sdq", "", "SDQ"])
def test_an_id_is_no_path(hostile):
    with pytest.raises(DefinitionError, match="There is no instrument"):
        load_instrument(hostile)


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_words_for_staff_give_no_verdict(instrument_id):
    instrument = load_instrument(instrument_id)
    said = [subscale.words for subscale in instrument.subscale]
    said += [band.words for scheme in instrument.scheme for band in scheme.band]
    said += [critical.words for critical in instrument.critical_item]
    assert [text for text in said if NOT_IN_AN_OUTPUT.search(text)] == []


def test_only_sdq_needs_a_statement_of_permission():
    needing = {i for i in instrument_ids() if load_instrument(i).licence.statement_needed}
    assert needing == {"sdq"}


def test_only_the_phq_forms_have_a_critical_item():
    critical = {
        i: [(each.item, each.at_or_above) for each in load_instrument(i).critical_item]
        for i in instrument_ids()
    }
    assert {i: found for i, found in critical.items() if found} == {
        "phq_9": [(9, 1)],
        "phq_a": [(9, 1)],
    }


def test_the_order_of_items_changes_the_key_of_psc_17_only():
    assert {i for i in instrument_ids() if load_instrument(i).key_depends_on_order} == {"psc_17"}


def test_an_item_id_is_the_instrument_and_two_digits():
    assert item_id("sdq", 7) == "sdq_07"
    assert item_id("phq_a", 12) == "phq_a_12"


def test_a_file_of_ones_own_is_loaded(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(FOLDER.joinpath("gad_7.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_instrument_file(path) == load_instrument("gad_7")


def test_a_file_with_a_typo_is_refused_with_file_and_key(tmp_path):
    text = FOLDER.joinpath("gad_7.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace("item_count", "item_cuont"), encoding="utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_instrument_file(path)
    assert "mine.toml: item_cuont: is not a known key" in fault.value.message
    assert "mine.toml: item_count: is missing" in fault.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DefinitionError, match="no such file"):
        load_instrument_file(tmp_path / "nothing.toml")


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_every_table_with_a_number_has_a_source_of_more_than_a_word(instrument_id):
    content = tomllib.loads(FOLDER.joinpath(f"{instrument_id}.toml").read_text(encoding="utf-8"))
    tables = [content["missing"], content["answers"], *content["cut_points"], *content["subscale"]]
    assert [table for table in tables if len(table["source"].split()) < 2] == []
