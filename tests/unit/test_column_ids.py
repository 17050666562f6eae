from screening.instruments.library import load_instrument
from screening.instruments.names import band_id, item_id, t_score_id


def test_an_item_id_is_the_instrument_and_two_digits():
    assert item_id("sdq", 7) == "sdq_07"
    assert item_id("phq_a", 12) == "phq_a_12"


def test_a_vendors_column_is_named_for_its_result_and_what_it_holds():
    assert t_score_id("bess_3", "index") == "bess_3_index_t"
    assert band_id("saebrs", "total") == "saebrs_total_band"


def test_every_item_and_every_result_is_a_column_with_its_codes():
    assert load_instrument("gad_7").columns == {
        f"gad_7_{number:02d}": frozenset(range(4)) for number in range(1, 8)
    }
    assert load_instrument("dessa_mini").columns == {
        "dessa_mini_total_t": frozenset(range(28, 73)),
        "dessa_mini_total_band": frozenset({0, 1, 2}),
    }
    assert load_instrument("sdq").columns["sdq_26"] == frozenset(range(4))


def test_only_a_vendors_labels_are_fixed_by_the_instrument():
    assert load_instrument("gad_7").labels_of("gad_7_01") == {}
    assert load_instrument("dessa_mini").labels_of("dessa_mini_total_t") == {}
    assert load_instrument("dessa_mini").labels_of("dessa_mini_total_band") == {
        "Strength": 0,
        "Typical": 1,
        "Need for Instruction": 2,
    }
