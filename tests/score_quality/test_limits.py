"""The limits that come with the programme: sourced, whole, and refused where they contradict."""

from importlib.resources import files

import pytest

from screening.definition import build_definition, read_toml
from screening.errors import DefinitionError
from screening.score_quality.limits import Limits, load_limits

FILE = files("screening.score_quality").joinpath("limits.toml")


def content():
    return read_toml(FILE)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.95, "very well"),
        (0.90, "very well"),
        (0.899, "together well"),
        (0.80, "together well"),
        (0.799, "fairly well"),
        (0.70, "fairly well"),
        (0.699, "poorly"),
        (0.01, "poorly"),
    ],
)
def test_reliability_has_its_words_from_each_limit_on(value, word):
    assert word in load_limits().words.of(value)


def test_every_reason_has_words():
    reasons = Limits.model_fields["reasons"].annotation.__args__[0].__args__
    assert set(load_limits().reasons) == set(reasons)


@pytest.mark.parametrize(
    "table", ["reliability", "spread", "words", "near_cut", "advice", "straight_lining", "speed"]
)
def test_a_limit_without_a_source_is_refused(table):
    bare = content()
    del bare[table]["source"]
    with pytest.raises(DefinitionError, match=f"{table}.source"):
        build_definition(bare, Limits, where="limits.toml")


@pytest.mark.parametrize(
    "steps",
    [
        [{"from": 0.7, "words": "a"}, {"from": 0.8, "words": "b"}, {"words": "c"}],
        [{"from": 0.8, "words": "a"}, {"from": 0.8, "words": "b"}, {"words": "c"}],
        [{"words": "a"}, {"from": 0.7, "words": "b"}],
        [{"from": 0.8, "words": "a"}, {"from": 0.7, "words": "b"}],
    ],
    ids=["rising", "twice", "open before the end", "closed at the end"],
)
def test_steps_that_leave_a_gap_are_refused(steps):
    changed = content()
    changed["words"]["step"] = steps
    with pytest.raises(DefinitionError, match="step"):
        build_definition(changed, Limits, where="limits.toml")
