import re
import tomllib
from importlib.resources import files

import pytest

from screening.errors import DefinitionError
from screening.instruments.library import (
    instrument_ids,
    load_instrument,
    load_instrument_file,
)

FOLDER = files("screening").joinpath("instruments/library")
NOT_IN_AN_OUTPUT = re.compile(r"abnormal|disorder|risk|diagnos|\bfail", re.IGNORECASE)


SCORED = {
    "ces_dc", "ders_18", "dsecs_s", "gad_7", "k_10", "k_6", "kidscreen_10", "mfq_33", "mmf",
    "phq_4", "phq_8", "phq_9", "phq_a", "psc_17", "psc_35", "rcads_25", "rcads_47", "scared_41",
    "scwbs", "sdq", "sehs_p", "sehs_s", "smfq", "srss_ie", "swemwbs", "wcsd_seca", "wemwbs",
    "who_5",
}  # fmt: skip
SCORED_BY_THEIR_VENDORS = {"bess_3", "dessa_mini", "mysaebrs", "saebrs"}


def test_the_library_holds_what_it_scores_and_what_vendors_score():
    assert instrument_ids() == tuple(sorted(SCORED | SCORED_BY_THEIR_VENDORS))


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


def test_only_sdq_and_what_vendors_score_need_a_statement_of_permission():
    needing = {i for i in instrument_ids() if load_instrument(i).licence.statement_needed}
    assert needing == {"sdq"} | SCORED_BY_THEIR_VENDORS


def test_critical_items_are_those_about_death_and_self_harm_and_no_other():
    critical = {
        i: [(each.item, each.at_or_above) for each in load_instrument(i).critical_item]
        for i in instrument_ids()
    }
    assert {i: found for i, found in critical.items() if found} == {
        "mfq_33": [(16, 1), (17, 1), (18, 1), (19, 1)],
        "phq_9": [(9, 1)],
        "phq_a": [(9, 1)],
        "rcads_25": [(18, 1)],
        "rcads_47": [(37, 1)],
    }


def test_the_order_of_items_changes_the_key_of_psc_17_and_phq_4_only():
    depending = {i for i in instrument_ids() if load_instrument(i).key_depends_on_order}
    assert depending == {"phq_4", "psc_17"}


def test_the_first_scheme_is_the_usual_one():
    first = {i: load_instrument(i).scheme[0].id for i in SCORED if load_instrument(i).scheme}
    assert first.items() >= {
        ("ces_dc", "cut_15"),
        ("gad_7", "severity"),
        ("k_10", "abs"),
        ("k_6", "screen"),
        ("mfq_33", "cut_27"),
        ("phq_4", "severity"),
        ("phq_8", "severity"),
        ("psc_35", "screen"),
        ("scared_41", "screen"),
        ("sdq", "three_band"),
        ("smfq", "cut_8"),
        ("who_5", "low_wellbeing"),
    }


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_what_is_said_about_schemes_and_disagreements_gives_no_verdict(instrument_id):
    instrument = load_instrument(instrument_id)
    said = [scheme.title for scheme in instrument.scheme]
    said += [text for each in instrument.disagreement for text in (each.about, each.chosen)]
    assert [text for text in said if NOT_IN_AN_OUTPUT.search(text)] == []


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
    assert "mine.toml:5: item_cuont: is not a known key" in fault.value.message
    assert "mine.toml:1: item_count: is missing" in fault.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DefinitionError, match="no such file"):
        load_instrument_file(tmp_path / "nothing.toml")


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_every_table_with_a_number_has_a_source_of_more_than_a_word(instrument_id):
    content = tomllib.loads(FOLDER.joinpath(f"{instrument_id}.toml").read_text(encoding="utf-8"))
    lists = ("subscale", "scheme", "cut_points", "critical_item", "grade_band")
    tables = [table for name in lists for table in content.get(name, [])]
    tables += [content[name] for name in ("missing", "answers", "norms") if name in content]
    assert tables != []
    assert [table for table in tables if len(table["source"].split()) < 2] == []
