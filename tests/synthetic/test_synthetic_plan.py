"""The plan is whole: shares add up, every number has its source, every school can have a name."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from riverbend_key import LIBRARY, reversed_in

from screening.definition import read_toml
from screening.synthetic import plan as module
from screening.synthetic.plan import Plan, Shares, View, load_plan

CONTENT = read_toml(Path(module.__file__).with_name("district.toml"))


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValidationError, match="add up to 1"):
        Shares(shares={"en": 0.7, "es": 0.2}, source="made up")


def test_parts_of_a_view_that_do_not_add_up_are_refused():
    with pytest.raises(ValidationError, match="add up to 1"):
        View(shared=0.5, lasting=0.5, class_effect=0.1, occasion=0.0, source="made up")


@pytest.mark.parametrize("part", ["traits", "home_language"])
def test_a_part_without_a_source_is_refused(part):
    content = {**CONTENT, part: {k: v for k, v in CONTENT[part].items() if k != "source"}}
    with pytest.raises(ValidationError, match=rf"{part}.source"):
        Plan.model_validate(content)


def test_every_item_of_a_screener_follows_exactly_one_trait():
    for screener in load_plan().screener:
        items = sorted(item for scale in screener.scale for item in scale.items)
        assert items == list(range(1, screener.item_count + 1))


def test_screeners_have_as_many_items_and_thresholds_as_the_instruments():
    for screener in load_plan().screener:
        instrument = LIBRARY.get(screener.instrument)
        codes = instrument.answers.codes.values()
        assert screener.item_count == instrument.item_count
        assert screener.lowest_code == min(codes)
        assert {len(scale.thresholds) for scale in screener.scale} == {len(codes) - 1}


def test_items_that_count_from_the_other_end_follow_the_trait_downwards():
    for screener in load_plan().screener:
        downwards = [item for each in screener.scale if each.loading < 0 for item in each.items]
        assert sorted(downwards) == sorted(set(reversed_in(screener.instrument)))


def test_correlations_name_every_trait_and_can_be_those_of_real_people():
    traits = load_plan().traits
    correlation = np.array(traits.correlation)
    assert correlation.shape == (len(traits.ids), len(traits.ids))
    assert np.array_equal(correlation, correlation.T)
    assert np.linalg.eigvalsh(correlation).min() > 0


def test_thresholds_rise():
    for screener in load_plan().screener:
        for scale in screener.scale:
            assert list(scale.thresholds) == sorted(set(scale.thresholds))


def test_windows_follow_one_another():
    windows = load_plan().window
    assert all(one.closes < other.opens for one, other in pairwise(windows))
    assert [window.id for window in windows][-1] == "2026_autumn"


def test_a_screener_is_found_by_its_instrument():
    assert load_plan().screener_for("gad_7").informant == "self"
    with pytest.raises(KeyError):
        load_plan().screener_for("sdq")
