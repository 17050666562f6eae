"""The Wilson interval, against published worked values and another program."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from screening.wilson import Interval, round_half_up, wilson


@pytest.mark.parametrize(
    ("count", "size", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_the_published_worked_values(count, size, low, high):
    interval = wilson(count, size=size)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize("size", [10, 30, 60, 120, 400])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_interval_holds_the_share_and_stays_between_none_and_all(size, share):
    interval = wilson(round(share * size), size=size)
    assert 0 <= interval.low <= share <= interval.high + 1e-12 <= 1 + 1e-9


def test_the_interval_mirrors_the_rest_and_narrows_with_size():
    part, rest = wilson(6, size=30), wilson(24, size=30)
    assert part.low == pytest.approx(1 - rest.high)
    assert part.high - part.low > wilson(60, size=300).high - wilson(60, size=300).low


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95, 0.998])
@pytest.mark.parametrize("size", [1, 9, 22, 30, 400])
def test_wilson_equals_statsmodels_for_every_count(size, confidence):
    for count in range(size + 1):
        ours = wilson(count, size=size, confidence=confidence)
        low, high = proportion_confint(count, size, alpha=1 - confidence, method="wilson")
        assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-9)


def test_none_and_all_have_an_exact_end():
    assert wilson(0, size=7).low == 0
    assert wilson(7, size=7).high == 1


def test_an_interval_is_said_in_whole_per_cent():
    assert Interval(0.155, 0.2449).words() == "16 to 24 %"


@pytest.mark.parametrize(("value", "whole"), [(2.5, 3), (3.5, 4), (2.49, 2), (0.0, 0)])
def test_halves_are_rounded_up(value, whole):
    assert round_half_up(value) == whole
