"""Percentages and intervals, against published worked values."""

import pytest

from screening.dashboards.shares import Share, percent, round_half_up, wilson
from screening.privacy.protect import ProtectedCell, Status

HIDDEN = ProtectedCell(None, Status.PRIMARY)


def shown(value: int) -> ProtectedCell:
    return ProtectedCell(value, Status.SHOWN)


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


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.005, "1 %"), (0.125, "13 %"), (0.995, "over 99 %"),
     (0.99, "99 %"), (1, "100 %")],
)  # fmt: skip
def test_a_share_is_printed_whole_and_never_as_none_or_all_when_it_is_not(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(("value", "whole"), [(2.5, 3), (3.5, 4), (2.49, 2), (0.0, 0)])
def test_halves_are_rounded_up(value, whole):
    assert round_half_up(value) == whole


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(shown(1640)), "1,640"),
        (Share(shown(61), shown(300)), "61 (20 %)"),
        (Share(shown(0), shown(0)), "0"),
        (Share(shown(61), HIDDEN), "61"),
        (Share(HIDDEN, shown(300)), "hidden to protect privacy"),
        (Share(HIDDEN), "hidden to protect privacy"),
    ],
    ids=str,
)
def test_a_share_in_words(share, words):
    assert share.words() == words


@pytest.mark.parametrize(
    ("most", "size", "at_most"),
    [(9, 100, 9), (9, 101, 9), (10, 101, 10), (49, 100, 49), (50, 100, None), (None, 100, None)],
)
def test_a_hidden_share_says_how_much_shown_counts_leave_for_it(most, size, at_most):
    assert Share(HIDDEN, shown(size), most).at_most == at_most


def test_a_shown_share_has_no_limit_beside_it():
    assert Share(shown(5), shown(100), 7).at_most is None
