import pytest
from pydantic import ValidationError

from screening.instruments.definition import Instrument
from screening.instruments.form import form_of
from screening.instruments.library import instrument_ids, load_instrument, model_of
from screening.instruments.names import band_id
from screening.instruments.vendor import VendorInstrument

VENDOR = ("bess_3", "dessa_mini", "mysaebrs", "saebrs")
VERDICTS = ("abnormal", "disorder", "risk", "diagnos", "fail")


def test_four_instruments_are_scored_by_their_vendors():
    found = [i for i in instrument_ids() if isinstance(load_instrument(i), VendorInstrument)]
    assert tuple(found) == VENDOR


def test_what_holds_results_is_the_vendors():
    assert model_of({"result": []}) is VendorInstrument
    assert model_of({"subscale": []}) is Instrument


@pytest.mark.parametrize("instrument_id", VENDOR)
def test_nothing_of_a_vendor_instrument_can_be_scored_here(instrument_id):
    instrument = load_instrument(instrument_id)
    assert instrument.item_numbers == ()
    assert instrument.critical_item == ()
    assert all(not each.items and not each.parts for each in instrument.subscale)
    assert instrument.licence.statement_needed


@pytest.mark.parametrize("instrument_id", VENDOR)
def test_bands_and_words_of_ours_repeat_no_verdict_of_the_vendor(instrument_id):
    instrument = load_instrument(instrument_id)
    ours = [text for band in instrument.bands.band for text in (band.id, band.words)]
    ours += [text for result in instrument.subscale for text in (result.id, result.words)]
    assert [text for text in ours if any(word in text.lower() for word in VERDICTS)] == []


@pytest.mark.parametrize("instrument_id", VENDOR)
def test_every_label_of_the_vendor_stands_for_a_rank_and_every_rank_has_one(instrument_id):
    instrument = load_instrument(instrument_id)
    for result in instrument.subscale:
        ranks = instrument.labels_of(band_id(instrument_id, result.id))
        assert set(ranks) == set(result.labels)
        assert set(ranks.values()) == {0, 1, 2}


def test_only_the_index_of_bess_has_a_t_score():
    """The numbers beside the sub-indexes are raw scores: 13 is elevated in the sample export."""
    bess = load_instrument("bess_3")
    assert [result.id for result in bess.subscale if result.t_score] == ["index"]
    assert "bess_3_externalising_t" not in bess.columns


@pytest.mark.parametrize(
    ("informant", "given"),
    [
        ("teacher", ("index", "externalising", "internalising", "adaptive_skills")),
        ("caregiver", ("index", "externalising", "internalising", "adaptive_skills")),
        ("self", ("index", "internalising", "personal_adjustment", "self_regulation")),
    ],
)
def test_the_form_decides_which_results_bess_gives(informant, given):
    form = form_of(load_instrument("bess_3"), informant=informant)
    assert tuple(result.id for result in form.subscales) == given


def test_saebrs_has_levels_only_and_no_cut_points():
    for instrument_id in ("saebrs", "mysaebrs"):
        instrument = load_instrument(instrument_id)
        assert instrument.cut_points == ()
        assert {result.t_score for result in instrument.subscale} == {None}
        assert {result.higher_is for result in instrument.subscale} == {"better"}


def test_a_result_is_banded_for_the_informants_it_is_given_for():
    bess = load_instrument("bess_3")
    assert bess.is_banded("adaptive_skills", informant="teacher", scheme="vendor")
    assert not bess.is_banded("adaptive_skills", informant="self", scheme="vendor")
    assert not bess.is_banded("index", informant="self", scheme="another")


def test_a_form_has_the_columns_that_the_export_has():
    exported = ["bess_3_index_band", "bess_3_internalising_band", "other"]
    form = form_of(load_instrument("bess_3"), informant="teacher", exported=exported)
    assert form.items == ("bess_3_index_band", "bess_3_internalising_band")
    assert [each.id for each in form.subscales] == ["index", "internalising"]
    assert form.item_count_of("index") == 1
    assert form.score_range("index") == (10, 120)
    assert form.bands_of("internalising") == {
        0: "usual_range",
        1: "elevated",
        2: "extremely_elevated",
    }


def test_bands_of_a_strengths_measure_are_ranked_from_the_top():
    form = form_of(load_instrument("dessa_mini"), informant="teacher")
    assert form.bands_of("total") == {0: "strength", 1: "typical", 2: "need_for_instruction"}
    assert form.higher_is("total") == "better"
    strength = load_instrument("dessa_mini").subscale[0].strength
    assert strength is not None
    assert strength.at_least == 60


def test_a_t_score_is_a_number_that_one_byte_holds():
    dump = load_instrument("dessa_mini").model_dump(by_alias=True, exclude_unset=True)
    dump["result"][0]["t_score"] = (28, 121)
    with pytest.raises(ValidationError, match="t_score"):
        VendorInstrument.model_validate(dump)
